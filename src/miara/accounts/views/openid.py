"""Login through OpenID Connect, stricter than the library that does it.

The library trusts an identity token for the line it came by (OpenID Connect Core 1.0,
3.1.3.7, point 6). Here its signature is checked as well, against the keys the issuer
publishes, so that a box that breaks up TLS on the way cannot name a person. ADR 5 says
what else is asked.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
)
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

from miara.accounts.domain.addresses import is_private_line

# Signatures that only the holder of a private key can make.
ALGORITHMS: Final = frozenset(
    f"{family}{size}" for family in ("RS", "PS", "ES") for size in (256, 384, 512)
)
_ENDPOINTS: Final = (
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
)
_WELL_KNOWN: Final = "/.well-known/"


class StrictAdapter(OpenIDConnectOAuth2Adapter):
    """Believes only signed tokens of the very issuer the operator named."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the issuer says of itself.

        Raises
        ------
        OAuth2Error
            When it is another issuer, or an address is not encrypted.
        """
        config: dict[str, Any] = super().openid_config
        named = self.get_provider().app.settings["server_url"].partition(_WELL_KNOWN)[0]
        if str(config.get("issuer", "")).rstrip("/") != named.rstrip("/"):
            msg = "the server calls itself another issuer"
            raise OAuth2Error(msg)
        for name in _ENDPOINTS:
            if not is_private_line(str(config.get(name, ""))):
                msg = f"{name} is missing or not encrypted"
                raise OAuth2Error(msg)
        return config

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Take the person from the token, and from userinfo about the same person.

        Raises
        ------
        OAuth2Error
            When there is no identity token or the two speak of different people.
        """
        text = kwargs["response"].get("id_token")
        if not text:
            msg = "no id_token"
            raise OAuth2Error(msg)
        claims = self._decode_id_token(app, text)
        about = self._fetch_user_info(token.token)
        if about.get("sub") != claims.get("sub"):
            msg = "userinfo is about another person"
            raise OAuth2Error(msg)
        data = {"userinfo": about, "id_token": claims}
        return self.get_provider().sociallogin_from_response(request, data)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            algorithm = jwt.get_unverified_header(id_token).get("alg")
        except jwt.PyJWTError as error:
            msg = "id_token cannot be read"
            raise OAuth2Error(msg) from error
        if algorithm not in ALGORITHMS:
            msg = f"id_token is signed with {algorithm}"
            raise OAuth2Error(msg)
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return claims


View = Callable[[HttpRequest, StrictAdapter], HttpResponse]


def _guarded(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """A server that is off or answers nonsense gives the page that says so."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, provider_id: str) -> HttpResponse:
        adapter = StrictAdapter(request, provider_id)
        try:
            return view(request, adapter)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        except (OAuth2Error, RequestException, KeyError, ValueError) as error:
            return render_authentication_error(
                request, adapter.get_provider(), exception=error
            )

    return guarded


@_guarded
def login(request: HttpRequest, adapter: StrictAdapter) -> HttpResponse:
    """Send the person to the login server of the office, once it is the right one."""
    _ = adapter.openid_config  # the library would go with its own, unchecked copy
    return OAuth2LoginView.adapter_view(adapter)(request)


@_guarded
def callback(request: HttpRequest, adapter: StrictAdapter) -> HttpResponse:
    """Where the login server sends the person back."""
    return OAuth2CallbackView.adapter_view(adapter)(request)
