"""Who gets past the door of a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.views.decorators.cache import never_cache

from miara.accounts.public import Decision, person, require
from miara.contest.errors.closing import FileClosedError
from miara.contest.models import Edition
from miara.contest.queries.editions import edition_at
from miara.contest.still import closed_on

__all__ = [
    "edition_page",
    "moment_of",
    "person",
    "posted",
    "posted_files",
    "public_edition",
    "require",
]

View = Callable[..., HttpResponse]
May = Callable[..., Decision]


def moment_of(request: HttpRequest) -> datetime:
    """When the request reached us: the moment that counts for deadlines."""
    return request.received_at  # type: ignore[attr-defined]


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent for a form; None when nothing was, an empty sending is one."""
    return request.POST if request.method == "POST" else None


def posted_files(request: HttpRequest) -> MultiValueDict[str, UploadedFile] | None:
    """Files sent for a form; None when the page was only opened."""
    return request.FILES if request.method == "POST" else None


def edition_page(*may: May, even_closed: bool = False) -> Callable[[View], View]:
    """A page of an edition for those whom any of the permissions lets in.

    The view is called with the request and the edition in place of the two parts of
    its address. Strangers log in first; an edition that is not announced is unknown to
    whoever has no part in it. In a closed edition nothing can be sent, unless the page
    is there ``even_closed``.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(
            request: HttpRequest, contest: str, slug: str, **kwargs: Any
        ) -> HttpResponse:
            edition, now = edition_at(contest, slug), moment_of(request)
            if edition is None:
                raise Http404
            decisions = [ask(request.user, edition, now=now) for ask in may]
            if not any(decisions):
                if not _is_public(edition, now):
                    raise Http404
                raise PermissionDenied(decisions[0].reason)
            if edition.archived_at and request.method == "POST" and not even_closed:
                error = FileClosedError(on=closed_on(edition))
                raise PermissionDenied(error.for_people())
            return view(request, edition, **kwargs)

        return never_cache(login_required(guarded))

    return decorate


def public_edition(view: View) -> View:
    """A page of an announced edition, open to everybody."""

    @wraps(view)
    def opened(
        request: HttpRequest, contest: str, slug: str, **kwargs: Any
    ) -> HttpResponse:
        edition = edition_at(contest, slug)
        if edition is None or not _is_public(edition, moment_of(request)):
            raise Http404
        return view(request, edition, **kwargs)

    return opened


def _is_public(edition: Edition, now: datetime) -> bool:
    return edition.published_at is not None and edition.published_at <= now
