"""How allauth's login, second factor and identity providers behave here."""

import base64
import hashlib
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from miara.accounts.actions.memberships import grant_role
from miara.accounts.models import LoginDomain, LoginProvider, User

log = structlog.get_logger(__name__)


def _language() -> str:
    known = dict(settings.LANGUAGES)
    language = (get_language() or settings.LANGUAGE_CODE).partition("-")[0]
    return language if language in known else settings.LANGUAGE_CODE


class AccountAdapter(DefaultAccountAdapter):
    """Login by e-mail address and password."""

    def format_email_subject(self, subject: str) -> str:
        """Put the name of the site first."""
        return f"Miara: {subject}"

    def get_from_email(self) -> str:
        """The address all mails of the site come from."""
        return settings.DEFAULT_FROM_EMAIL

    def new_user(self, request: HttpRequest) -> User:
        """A person whose mails are in the language of the page they signed up on."""
        return User(language=_language())


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of the second factor encrypted with the site's key."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret back, also one written with an earlier key of the site."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [str(k) for k in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(
                hashlib.sha256(b"miara.second-factor:" + key.encode()).digest()
            )
        )
        for key in keys
    )


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Login through providers that the operator trusts for named mail domains.

    A provider vouches only for addresses of its own domains: otherwise the server of
    one town hall could log in as anybody.
    """

    def list_apps(
        self,
        request: HttpRequest,
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[SocialApp]:
        """Only providers in use."""
        apps = super().list_apps(request, provider=provider, client_id=client_id)
        in_use = set(
            LoginProvider.objects.filter(
                is_active=True, app__in=[app.pk for app in apps if app.pk]
            ).values_list("app_id", flat=True)
        )
        return [app for app in apps if app.pk in in_use]

    def is_email_verified(self, provider: Any, email: str) -> bool:
        """Whether the provider may vouch for this address."""
        return _vouches(provider.app, email)

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Whether the provider may log in the existing account of this address."""
        return _vouches(login.provider.app, email)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop a login whose address is not of the provider's domains."""
        addresses = [each.email for each in sociallogin.email_addresses]
        app = sociallogin.provider.app
        if addresses and all(_vouches(app, address) for address in addresses):
            return
        log.warning("login.address_refused", provider=app.pk)
        domains = LoginDomain.objects.filter(provider__app=app).order_by("domain")
        raise ImmediateHttpResponse(
            render(
                request,
                "socialaccount/address_refused.html",
                {"provider_name": app.name, "domains": list(domains)},
                status=403,
            )
        )

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        """Take over the name as the provider writes it."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = [data.get("first_name") or "", data.get("last_name") or ""]
        name = data.get("name") or " ".join(part for part in parts if part)
        user.full_name = name.strip()[:200]
        user.language = _language()
        return user

    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None
    ) -> User:
        """Save a newcomer, with the role that the provider's newcomers get."""
        user: User = super().save_user(request, sociallogin, form)
        provider = LoginProvider.objects.get(app=sociallogin.provider.app)
        if provider.newcomer_role:
            grant_role(
                user=user,
                role_code=provider.newcomer_role,
                scope=provider.scope,
                by=None,
                now=timezone.now(),
            )
        return user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Leave a trace for the operator; the page tells the person."""
        log.warning(
            "login.provider_failed",
            provider=getattr(getattr(provider, "app", None), "pk", None),
            error=str(error or ""),
            exception=type(exception).__name__ if exception else "",
        )


def _vouches(app: SocialApp | None, email: str) -> bool:
    domain = email.rpartition("@")[2].lower()
    return (
        app is not None
        and LoginDomain.objects.filter(
            domain=domain, provider__app=app, provider__is_active=True
        ).exists()
    )
