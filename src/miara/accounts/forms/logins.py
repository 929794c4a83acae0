"""Forms of login through offices."""

import base64
import binascii
from typing import Any

from cryptography import x509
from django import forms
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from miara.accounts.actions.logins import OidcConnection, SamlConnection
from miara.accounts.domain.addresses import is_private_line
from miara.accounts.domain.roles import RoleCode
from miara.accounts.domain.scopes import Scope, ScopeKind
from miara.accounts.models.login import DOMAIN
from miara.accounts.phrases import role_name
from miara.accounts.queries.names import find_scope

_NEWCOMER_ROLES = {
    ScopeKind.UNIT: (RoleCode.UNIT_READER, RoleCode.UNIT_EDITOR),
    ScopeKind.ORGANISATION: (
        RoleCode.ORGANISATION_READER,
        RoleCode.ORGANISATION_EDITOR,
    ),
}


class AddressForm(forms.Form):
    """A work address, to find the office's own login."""

    email = forms.EmailField(
        label=_("Your work e-mail address"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class ProviderForm(forms.Form):
    """What every connection has: whose it is, domains, role of newcomers."""

    name = forms.CharField(label=_("Name shown to people"), max_length=40)
    slug = forms.CharField(
        label=_("Short name in addresses"),
        max_length=40,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$")],
        help_text=_("Small letters, digits and hyphens; it cannot be changed later."),
    )
    scope_kind = forms.ChoiceField(
        label=_("Whose"),
        choices=[
            (ScopeKind.UNIT, _("a unit")),
            (ScopeKind.ORGANISATION, _("an organisation")),
        ],
    )
    owner = forms.CharField(
        label=_("Code or name of the unit, or name of the organisation"), max_length=120
    )
    domains = forms.CharField(
        label=_("Mail domains"),
        help_text=_("One a line. People with other addresses cannot log in this way."),
        widget=forms.Textarea({"rows": 3}),
    )
    newcomer_role = forms.ChoiceField(
        label=_("Role of people who log in for the first time"), required=False
    )

    def __init__(self, *args: Any, fixed_slug: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].disabled = fixed_slug
        field: forms.ChoiceField = self.fields["newcomer_role"]  # type: ignore[assignment]
        field.choices = [
            ("", _("none; an administrator gives roles")),
            *(
                (code, role_name(code))
                for codes in _NEWCOMER_ROLES.values()
                for code in codes
            ),
        ]

    def clean_domains(self) -> list[str]:
        """Domains, lower-cased, each once."""
        domains = sorted(
            {each.lower() for each in self.cleaned_data["domains"].split()}
        )
        wrong = [each for each in domains if not DOMAIN.match(each)]
        if wrong:
            raise forms.ValidationError(
                _("%(domain)s is not a mail domain."), params={"domain": wrong[0]}
            )
        return domains

    def clean(self) -> dict[str, Any]:
        """Find the owner and check that the role fits it."""
        cleaned = super().clean() or {}
        kind = str(cleaned.get("scope_kind", ""))
        scope = find_scope(kind, str(cleaned.get("owner", "")))
        if scope is None and "owner" in cleaned:
            self.add_error("owner", _("There is no such unit or organisation."))
        role = cleaned.get("newcomer_role")
        if role and role not in _NEWCOMER_ROLES.get(ScopeKind(kind or "UNIT"), ()):
            self.add_error("newcomer_role", _("This role does not fit the owner."))
        cleaned["scope"] = scope
        return cleaned

    def scope(self) -> Scope:
        """Whose connection it is; only after validation."""
        found: Scope = self.cleaned_data["scope"]
        return found


class OidcForm(ProviderForm):
    """Connection through OpenID Connect."""

    server_url = forms.URLField(
        label=_("Address of the login server (issuer)"), assume_scheme="https"
    )
    client_id = forms.CharField(label=_("Client id"), max_length=191)
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=191,
        required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=_("Leave empty to keep the present one."),
    )

    def clean_server_url(self) -> str:
        """An address over which secrets may travel."""
        url: str = self.cleaned_data["server_url"]
        if not is_private_line(url):
            raise forms.ValidationError(
                _("Give an address that begins with https://. Passwords travel there.")
            )
        return url

    def connection(self, present_secret: str = "") -> OidcConnection:
        """The connection; only after validation."""
        data = self.cleaned_data
        return OidcConnection(
            server_url=data["server_url"],
            client_id=data["client_id"],
            secret=data["secret"] or present_secret,
        )


class SamlForm(ProviderForm):
    """Connection through SAML 2.0."""

    entity_id = forms.CharField(label=_("Id of the login server"), max_length=191)
    sso_url = forms.CharField(
        label=_("Address of its login (HTTP-Redirect)"),
        validators=[URLValidator(["https", "http"])],
    )
    certificate = forms.CharField(
        label=_("Certificate that signs its answers"),
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
    )
    email_attribute = forms.CharField(
        label=_("Attribute with the e-mail address"),
        required=False,
        help_text=_("Leave empty for the usual names."),
    )
    name_attribute = forms.CharField(
        label=_("Attribute with name and surname"), required=False
    )

    def clean_certificate(self) -> str:
        """A readable X.509 certificate, with or without its PEM lines."""
        text: str = self.cleaned_data["certificate"]
        body = "".join(
            line.strip() for line in text.splitlines() if not line.startswith("-----")
        )
        try:
            x509.load_der_x509_certificate(base64.b64decode(body, validate=True))
        except (ValueError, binascii.Error) as error:
            raise forms.ValidationError(
                _("This is not a certificate in the PEM form.")
            ) from error
        return body

    def connection(self, present_secret: str = "") -> SamlConnection:
        """The connection; only after validation."""
        data = self.cleaned_data
        return SamlConnection(
            entity_id=data["entity_id"],
            sso_url=data["sso_url"],
            certificate=data["certificate"],
            email_attribute=data["email_attribute"],
            name_attribute=data["name_attribute"],
        )
