"""Operators work only with a second factor."""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from miara.accounts.second_factor import needs_second_factor
from miara.core.public_views import is_same_for_everybody

_OPEN_NAMES = frozenset({"account_logout", "account_reauthenticate"})


class SecondFactorMiddleware:
    """Sends an operator without a second factor to the page that turns it on.

    The result is remembered in the session, so the database is asked once a login.
    """

    session_key = "operator_second_factor_on"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[object],
        kwargs: Mapping[str, object],
    ) -> HttpResponse | None:
        """Stop the request before its view."""
        if is_same_for_everybody(view) or not self._must_stop(request):
            return None
        messages.warning(
            request,
            _("Operators log in with a second factor. Turn it on to go on."),
        )
        return HttpResponseRedirect(reverse("mfa_activate_totp"))

    def _must_stop(self, request: HttpRequest) -> bool:
        # Without the cookie nobody is signed in, and a session that is merely looked
        # at would make every answer vary with cookies.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return False
        # The session is looked at first: public pages of visitors stay without SQL.
        session = getattr(request, "session", None)
        if session is None or not session.get("_auth_user_id"):
            return False
        user = request.user
        if not user.is_authenticated or not user.is_staff:
            return False
        if self._is_open(request) or session.get(self.session_key):
            return False
        if needs_second_factor(user):
            return True
        session[self.session_key] = True
        return False

    def _is_open(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        name = (match.url_name if match else None) or ""
        return name.startswith("mfa_") or name in _OPEN_NAMES
