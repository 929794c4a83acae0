"""Setting up login through identity providers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.socialaccount.models import SocialApp
from django.db import transaction

from miara.accounts.domain.roles import Permission
from miara.accounts.domain.scopes import Scope
from miara.accounts.errors import DomainTakenError, NotAllowedError
from miara.accounts.models import LoginDomain, LoginProvider, User
from miara.accounts.permissions import has_permission
from miara.audit import public as audit

__all__ = ["OidcConnection", "SamlConnection", "save_provider", "set_provider_active"]


@dataclass(frozen=True, slots=True)
class OidcConnection:
    """How to reach an OpenID Connect provider.

    ``server_url`` is the issuer's address, under which
    ``/.well-known/openid-configuration`` lies.
    """

    server_url: str
    client_id: str
    secret: str


@dataclass(frozen=True, slots=True)
class SamlConnection:
    """How to reach a SAML identity provider: its id, login address, certificate.

    ``email_attribute`` and ``name_attribute`` name attributes that differ from the
    usual ones; empty keeps the usual ones.
    """

    entity_id: str
    sso_url: str
    certificate: str
    email_attribute: str = ""
    name_attribute: str = ""


@transaction.atomic
def save_provider(
    *,
    slug: str,
    name: str,
    scope: Scope,
    domains: Sequence[str],
    connection: OidcConnection | SamlConnection,
    newcomer_role: str = "",
    provider: LoginProvider | None = None,
    by: User,
    now: datetime,
) -> LoginProvider:
    """Create or change a provider.

    Parameters
    ----------
    slug
        Part of the addresses that the provider calls; fixed once created.
    domains
        Mail domains it vouches for, e.g. ``zielonki.example``.
    provider
        The one to change; None creates one.

    Raises
    ------
    NotAllowedError
        When ``by`` is not an operator.
    DomainTakenError
        When another provider vouches for one of the domains.
    """
    _check(by, now)
    wanted = sorted({each.strip().lower() for each in domains})
    _check_domains(wanted, provider)
    app = SocialApp() if provider is None else provider.app
    _fill(app, slug, name, connection)
    app.save()
    row = provider or LoginProvider(app=app)
    row.scope_kind, row.scope_id, row.newcomer_role = (
        scope.kind,
        scope.id,
        newcomer_role,
    )
    row.save()
    row.mail_domains.exclude(domain__in=wanted).delete()
    for domain in wanted:
        LoginDomain.objects.get_or_create(provider=row, domain=domain)
    audit.record(
        "accounts.login_provider_saved",
        by=by,
        at=now,
        target=row,
        after={"scope": str(scope), "domains": wanted, "role": newcomer_role},
    )
    return row


@transaction.atomic
def set_provider_active(
    *, provider: LoginProvider, is_active: bool, by: User, now: datetime
) -> LoginProvider:
    """Switch login through a provider on or off.

    Raises
    ------
    NotAllowedError
        When ``by`` is not an operator.
    """
    _check(by, now)
    if provider.is_active != is_active:
        provider.is_active = is_active
        provider.save(update_fields=["is_active"])
        audit.record(
            "accounts.login_provider_switched",
            by=by,
            at=now,
            target=provider,
            after={"is_active": is_active},
        )
    return provider


def _check(by: User, now: datetime) -> None:
    decision = has_permission(by, Permission.MANAGE_LOGIN, now=now)
    if not decision:
        raise NotAllowedError(decision.reason)


def _check_domains(domains: Sequence[str], provider: LoginProvider | None) -> None:
    taken = LoginDomain.objects.filter(domain__in=domains)
    if provider is not None:
        taken = taken.exclude(provider=provider)
    first = taken.order_by("domain").first()
    if first is not None:
        raise DomainTakenError(domain=first.domain)


def _fill(
    app: SocialApp, slug: str, name: str, connection: OidcConnection | SamlConnection
) -> None:
    app.name = name
    if isinstance(connection, OidcConnection):
        app.provider = "openid_connect"
        app.provider_id = slug
        app.client_id = connection.client_id
        app.secret = connection.secret
        app.settings = {
            "server_url": connection.server_url,
            "oauth_pkce_enabled": True,
        }
        return
    app.provider = "saml"
    app.provider_id = connection.entity_id
    app.client_id = slug
    app.settings = {
        "idp": {
            "entity_id": connection.entity_id,
            "sso_url": connection.sso_url,
            "x509cert": connection.certificate,
        },
        "advanced": {"want_assertion_signed": True, "reject_idp_initiated_sso": True},
    }
    mapping = _attribute_mapping(connection)
    if mapping:
        app.settings["attribute_mapping"] = mapping


def _attribute_mapping(connection: SamlConnection) -> dict[str, list[str]]:
    """Usual attributes with the provider's own ones in front."""
    from allauth.socialaccount.providers.saml.provider import (  # needs the registry
        SAMLProvider,
    )

    own = {
        "email": connection.email_attribute,
        "first_name": connection.name_attribute,
    }
    if not any(own.values()):
        return {}
    usual: dict[str, list[str]] = SAMLProvider.default_attribute_mapping
    return {
        key: ([own[key]] if own.get(key) else []) + names
        for key, names in usual.items()
    }
