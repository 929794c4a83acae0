"""Who processes personal data here, what for and on what ground."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.localized import LocalizedField
from miara.core.personal_data import LegalBasis, PersonalField, Scrub

_OFFICE = PersonalField(
    purpose=_("To let people use their rights; the GDPR requires it to be public."),
    keep_for=_("until the page names somebody else"),
    scrub=Scrub.BLANK,
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
)

LEGAL_BASIS_CHOICES = [
    (LegalBasis.CONSENT.value, _("consent")),
    (LegalBasis.CONTRACT.value, _("a contract with the person")),
    (LegalBasis.LEGAL_OBLIGATION.value, _("a legal obligation")),
    (LegalBasis.PUBLIC_TASK.value, _("a task in the public interest")),
    (LegalBasis.LEGITIMATE_INTEREST.value, _("a legitimate interest")),
]


class Party(models.Model):
    """A controller, a processor or a data protection officer."""

    class Kind(models.TextChoices):
        """What the party does with the data."""

        CONTROLLER = "CONTROLLER", _("controller")
        OFFICER = "OFFICER", _("data protection officer")
        PROCESSOR = "PROCESSOR", _("processor")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    role = LocalizedField(
        _("what it does with the data"), max_length=500, multiline=True, blank=True
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "name": _OFFICE,
        "address": _OFFICE,
        "email": _OFFICE,
        "phone": _OFFICE,
    }

    class Meta:
        verbose_name = _("party of the processing")
        verbose_name_plural = _("parties of the processing")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "name"], name="statements_party_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Processing(models.Model):
    """One purpose of processing, beyond what the tables themselves declare.

    For example server logs or answering letters, which no model of ours holds.
    """

    purpose = LocalizedField(_("purpose"), max_length=300)
    data = LocalizedField(_("which data"), max_length=500)
    legal_basis = models.CharField(
        _("legal basis"), max_length=30, choices=LEGAL_BASIS_CHOICES
    )
    act = LocalizedField(
        _("provision or interest"),
        max_length=300,
        blank=True,
        help_text=_("For example the act that sets the task."),
    )
    origin = LocalizedField(_("where the data come from"), max_length=300)
    retention = LocalizedField(_("how long they are kept"), max_length=300)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("purpose of processing")
        verbose_name_plural = _("purposes of processing")

    def __str__(self) -> str:
        return str(self.purpose)
