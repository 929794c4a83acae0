"""Operators work only with a second factor."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils.translation import gettext as _

from miara.accounts.second_factor import needs_second_factor

_OPEN_NAMES = frozenset({"account_logout", "account_reauthenticate"})


class SecondFactorMiddleware:
    """Sends an operator without a second factor to the page that turns it on.

    The result is remembered in the session, so the database is asked once a login.
    """

    session_key = "operator_second_factor_on"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_stop(request):
            messages.warning(
                request,
                _("Operators log in with a second factor. Turn it on to go on."),
            )
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    def _must_stop(self, request: HttpRequest) -> bool:
        # The session is looked at first: public pages of visitors stay without SQL.
        session = getattr(request, "session", None)
        if session is None or not session.get("_auth_user_id"):
            return False
        user = request.user
        if not user.is_authenticated or not user.is_staff:
            return False
        if self._is_open(request.path_info):
            return False
        if session.get(self.session_key):
            return False
        if needs_second_factor(user):
            return True
        session[self.session_key] = True
        return False

    def _is_open(self, path: str) -> bool:
        try:
            name = resolve(path).url_name or ""
        except Resolver404:
            return True
        return name.startswith("mfa_") or name in _OPEN_NAMES
