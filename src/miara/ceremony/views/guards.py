"""Who gets past the door of a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from miara.accounts.public import Decision
from miara.contest import public as contest

__all__ = ["ceremony_page", "moment_of"]

View = Callable[..., HttpResponse]


def moment_of(request: HttpRequest) -> datetime:
    """When the request reached us."""
    return request.received_at  # type: ignore[attr-defined, no-any-return]


def ceremony_page(may: Callable[..., Decision]) -> Callable[[View], View]:
    """A page of an edition's ceremony for those whom the permission lets in.

    The view is called with the request and the edition. Strangers log in first; to
    others the page does not exist, so that nobody learns that a ceremony is prepared.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            edition = contest.edition_at(kwargs.pop("contest"), slug)
            if edition is None or not may(
                request.user, edition, now=moment_of(request)
            ):
                raise Http404
            if edition.archived_at and request.method == "POST":
                raise PermissionDenied(
                    _("The file of this edition is closed: nothing changes in it.")
                )
            return view(request, edition, **kwargs)

        return never_cache(login_required(guarded))

    return decorate
