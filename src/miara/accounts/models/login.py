"""Login through the identity provider of a town hall or an organisation."""

import re
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from miara.accounts.domain.scopes import Scope
from miara.core.personal_data import PersonalField

DOMAIN = re.compile(r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$")


class LoginProvider(models.Model):
    """An identity provider trusted for people of one unit or organisation.

    The connection itself is an allauth ``SocialApp``; this row says whose it is and
    which role newcomers get (empty: none).
    """

    app = models.OneToOneField(
        "socialaccount.SocialApp", models.CASCADE, related_name="login_provider"
    )
    scope_kind = models.CharField(max_length=40)
    scope_id = models.CharField(max_length=80)
    newcomer_role = models.CharField(_("role of newcomers"), max_length=60, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("login provider")
        verbose_name_plural = _("login providers")

    def __str__(self) -> str:
        return f"{self.app_id} {self.scope}"

    @property
    def scope(self) -> Scope:
        """Whose people log in here."""
        return Scope(self.scope_kind, self.scope_id)


class LoginDomain(models.Model):
    """A mail domain whose addresses one provider may vouch for."""

    provider = models.ForeignKey(
        LoginProvider, models.CASCADE, related_name="mail_domains"
    )
    domain = models.CharField(
        _("mail domain"),
        max_length=253,
        unique=True,
        validators=[RegexValidator(DOMAIN)],
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("mail domain")
        verbose_name_plural = _("mail domains")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(domain=Lower("domain")),
                name="accounts_domain_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return self.domain
