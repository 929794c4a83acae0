"""Who may open which page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from miara.accounts.public import Decision, is_operator, require
from miara.notifications.models import Dispatch, Message
from miara.notifications.owners import (
    SITE,
    SITE_ID,
    can_read,
    can_see,
    mail_owner,
)
from miara.notifications.permissions import can_manage_directory

__all__ = [
    "delivery_page",
    "directory_only",
    "dispatch_for",
    "logged_in",
    "message_for",
    "owner_page",
    "require",
]

View = Callable[..., HttpResponse]


def logged_in(view: View) -> View:
    """Strangers log in first; nothing of these pages is kept in caches."""
    return never_cache(login_required(view))


def directory_only(view: View) -> View:
    """Pages of the directory, for those who keep it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(can_manage_directory(request.user))
        return view(request, *args, **kwargs)

    return logged_in(guarded)


def owner_page(view: View) -> View:
    """Pages of one owner: for those whom its context lets read its letters."""
    return _of_owner(view, can_read)


def delivery_page(view: View) -> View:
    """As `owner_page`, and always for the operator, who sees to the delivery."""
    return _of_owner(view, can_see)


def _of_owner(view: View, rule: Callable[[Any, str, str], Decision]) -> View:
    @wraps(view)
    def guarded(
        request: HttpRequest, owner_kind: str, owner_id: str, **kwargs: Any
    ) -> HttpResponse:
        require(rule(request.user, owner_kind, owner_id))
        if mail_owner(owner_kind) is None and (owner_kind, owner_id) != (SITE, SITE_ID):
            raise Http404
        return view(request, (owner_kind, owner_id), **kwargs)

    return logged_in(guarded)


def message_for(user: Any, pk: int) -> Message:
    """A message whose way the person may see; 403 tells nothing about others.

    Raises
    ------
    PermissionDenied, Http404
        Only an operator learns that there is no such message.
    """
    return _found(user, Message.objects.filter(pk=pk).first())  # type: ignore[return-value]


def dispatch_for(user: Any, pk: int) -> Dispatch:
    """A dispatch that the person may read; as `message_for`."""
    row = _found(user, Dispatch.objects.filter(pk=pk).first())
    require(can_read(user, row.owner_kind or SITE, row.owner_id))
    return row  # type: ignore[return-value]


def _found(user: Any, row: Message | Dispatch | None) -> Message | Dispatch:
    if row is None:
        require(can_see(user, SITE, SITE_ID))
        raise Http404
    if not is_operator(user):
        require(can_see(user, row.owner_kind or SITE, row.owner_id))
    return row
