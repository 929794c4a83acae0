"""At the door of the editing pages: who is here, what they may open, in which words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from miara.accounts.public import User
from miara.editing.desks import Group, desks
from miara.editing.groups import keep_groups

__all__ = ["POLICY", "guarded", "held_groups"]

View = Callable[..., HttpResponseBase]

#: Pages of the library that every desk needs.
COMMON = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_dismissibles",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        "wagtailadmin_account",
        "wagtailadmin_logout",
    }
)
#: Where this prefix differs from the policy of the site: the preview is a frame of the
#: same host, and the library writes style attributes.
POLICY: dict[str, list[str]] = {
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
    "style-src": ["'self'", "'unsafe-inline'"],
}


def guarded(view: View) -> View:
    """Wrap a view of the library: roles of Miara first, then its own checks.

    Strangers are sent to log in, people without a role get 403, and an address that
    no desk of theirs opens does not exist.
    """

    def at_the_door(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        user = request.user
        if not isinstance(user, User):
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        held = held_groups(user)
        keep_groups(user, held)
        if not held:
            raise PermissionDenied(_("You have no role that opens this desk."))
        if not _opens(request, held):
            raise Http404
        with translation.override(user.language):
            response = view(request, *args, **kwargs)
            render = getattr(response, "render", None)
            if render is not None and not response.is_rendered:  # type: ignore[attr-defined]
                response = render()
        if not hasattr(response, "_csp_replace"):
            response._csp_replace = POLICY  # type: ignore[attr-defined]
        return response

    return at_the_door


def held_groups(user: User) -> tuple[Group, ...]:
    """Groups of all desks that a person belongs to at this moment."""
    now = timezone.now()
    return tuple(
        group for desk in desks() for group in desk.groups if group.holds(user, now)
    )


def _opens(request: HttpRequest, held: tuple[Group, ...]) -> bool:
    match = request.resolver_match
    name = match.view_name if match else ""
    if name in COMMON:
        return True
    names = {group.name for group in held}
    return any(names & desk.pages.get(name, frozenset()) for desk in desks())
