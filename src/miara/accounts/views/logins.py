"""Login through offices: finding one's own, and the operator's forms."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from miara.accounts.actions.logins import save_provider, set_provider_active
from miara.accounts.domain.roles import Permission
from miara.accounts.errors import AccountsError
from miara.accounts.forms.logins import AddressForm, OidcForm, ProviderForm, SamlForm
from miara.accounts.models import LoginProvider
from miara.accounts.permissions import has_permission
from miara.accounts.queries.logins import provider_for_address, providers
from miara.accounts.queries.names import scope_name
from miara.accounts.views.guards import now, person, require

FORMS: dict[str, type[OidcForm] | type[SamlForm]] = {
    "oidc": OidcForm,
    "saml": SamlForm,
}


@never_cache
@require_safe
def login_through(request: HttpRequest) -> HttpResponse:
    """Find the login of one's office by the work address."""
    form = AddressForm(request.GET or None)
    provider = None
    searched = form.is_bound and form.is_valid()
    if searched:
        provider = provider_for_address(form.cleaned_data["email"])
    context = {
        "form": form,
        "searched": searched,
        "provider": provider,
        "provider_url": provider
        and provider.app.get_provider(request).get_login_url(request),
    }
    return render(request, "accounts/login_through.html", context)


@never_cache
@login_required
@require_safe
def provider_list(request: HttpRequest) -> HttpResponse:
    """All connections."""
    require(has_permission(person(request), Permission.MANAGE_LOGIN))
    rows = [
        {
            "pk": row.pk,
            "name": row.app.name,
            "where": scope_name(row.scope),
            "kind": "SAML" if row.app.provider == "saml" else "OpenID Connect",
            "domains": ", ".join(sorted(d.domain for d in row.mail_domains.all())),
            "is_active": row.is_active,
        }
        for row in providers()
    ]
    return render(request, "accounts/provider_list.html", {"rows": rows})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def provider_new(request: HttpRequest, protocol: str) -> HttpResponse:
    """Connect an office."""
    require(has_permission(person(request), Permission.MANAGE_LOGIN))
    if protocol not in FORMS:
        raise Http404
    return _edit(request, FORMS[protocol](request.POST or None), None)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def provider_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a connection."""
    require(has_permission(person(request), Permission.MANAGE_LOGIN))
    row = get_object_or_404(providers(), pk=pk)
    form_class = FORMS["saml" if row.app.provider == "saml" else "oidc"]
    form = form_class(request.POST or None, initial=_initial(row), fixed_slug=True)
    return _edit(request, form, row)


@login_required
@require_POST
def provider_switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a connection on or off."""
    user = person(request)
    require(has_permission(user, Permission.MANAGE_LOGIN))
    row = get_object_or_404(LoginProvider, pk=pk)
    set_provider_active(provider=row, is_active=not row.is_active, by=user, now=now())
    return redirect("accounts:provider-list")


def _edit(
    request: HttpRequest, form: OidcForm | SamlForm, row: LoginProvider | None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        saved = _save(request, form, row)
        if saved is not None:
            messages.success(request, _("The connection is saved."))
            return redirect("accounts:provider", saved.pk)
    context = {"form": form, "addresses": _addresses(request, row) if row else []}
    status = 422 if form.errors else 200
    return render(request, "accounts/provider_form.html", context, status=status)


def _save(
    request: HttpRequest, form: OidcForm | SamlForm, row: LoginProvider | None
) -> LoginProvider | None:
    data = form.cleaned_data
    try:
        return save_provider(
            slug=data["slug"],
            name=data["name"],
            scope=form.scope(),
            domains=data["domains"],
            connection=form.connection(row.app.secret if row else ""),
            newcomer_role=data["newcomer_role"],
            provider=row,
            by=person(request),
            now=now(),
        )
    except AccountsError as error:
        ProviderForm.add_error(form, None, error.for_people())
        return None


def _initial(row: LoginProvider) -> dict[str, Any]:
    app = row.app
    common = {
        "name": app.name,
        "scope_kind": row.scope_kind,
        "owner": row.scope_id,
        "domains": "\n".join(sorted(d.domain for d in row.mail_domains.all())),
        "newcomer_role": row.newcomer_role,
    }
    if app.provider != "saml":
        return {
            **common,
            "slug": app.provider_id,
            "server_url": app.settings.get("server_url", ""),
            "client_id": app.client_id,
        }
    server = app.settings["idp"]
    return {
        **common,
        "slug": app.client_id,
        "entity_id": server["entity_id"],
        "sso_url": server["sso_url"],
        "certificate": server["x509cert"],
    }


def _addresses(request: HttpRequest, row: LoginProvider) -> list[tuple[str, str]]:
    """What the office registers on its side."""
    app = row.app
    if app.provider == "saml":
        parts = {
            _("Metadata"): reverse("saml_metadata", args=[app.client_id]),
            _("Assertion consumer service"): reverse("saml_acs", args=[app.client_id]),
        }
    else:
        parts = {
            _("Redirect address"): reverse(
                "openid_connect_callback", args=[app.provider_id]
            )
        }
    return [(label, request.build_absolute_uri(url)) for label, url in parts.items()]
