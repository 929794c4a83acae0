"""The accessibility statement of the site."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.localized import LocalizedField
from miara.core.personal_data import LegalBasis, PersonalField, Scrub

_CONTACT = PersonalField(
    purpose=_("To let people report barriers; the act requires it to be public."),
    keep_for=_("until the statement names another person"),
    scrub=Scrub.BLANK,
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
)


class AccessibilityStatement(models.Model):
    """What the act of 4 April 2019 requires a site to say; one row a site address."""

    class Compliance(models.TextChoices):
        """How far the site meets the requirements."""

        FULL = "FULL", _("fully compliant")
        PARTIAL = "PARTIAL", _("partially compliant")
        NONE = "NONE", _("not compliant")

    class Evaluation(models.TextChoices):
        """Who checked."""

        SELF = "SELF", _("own evaluation")
        THIRD_PARTY = "THIRD_PARTY", _("evaluation by another body")

    entity_name = LocalizedField(_("name of the public body"), max_length=300)
    site_name = LocalizedField(_("name of the site"), max_length=200)
    site_url = models.URLField(_("address of the site"), unique=True)
    published_on = models.DateField(_("site published on"))
    updated_on = models.DateField(_("last significant change of the site on"))
    compliance = models.CharField(
        _("compliance"), max_length=10, choices=Compliance, default=Compliance.PARTIAL
    )
    barriers = LocalizedField(
        _("what is not accessible and why, one item a line"),
        multiline=True,
        blank=True,
        help_text=_(
            "Say for each item what does not work, why (for example a "
            "disproportionate burden) and what can be used instead."
        ),
    )
    shortcuts = LocalizedField(
        _("keyboard shortcuts"),
        multiline=True,
        blank=True,
        help_text=_("Leave empty when the site has only those of the browser."),
    )
    evaluation = models.CharField(
        _("how it was checked"),
        max_length=12,
        choices=Evaluation,
        default=Evaluation.SELF,
    )
    evaluated_on = models.DateField(_("checked on"))
    prepared_on = models.DateField(_("statement prepared on"))
    reviewed_on = models.DateField(_("statement last reviewed on"))
    contact_name = models.CharField(_("contact: person or unit"), max_length=200)
    contact_email = models.EmailField(_("contact: e-mail address"))
    contact_phone = models.CharField(_("contact: telephone"), max_length=40)
    architecture = LocalizedField(
        _("accessibility of the building"),
        multiline=True,
        help_text=_(
            "Entrances, lifts, ramps, induction loop, sign language, assistance dogs, "
            "parking."
        ),
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "contact_name": _CONTACT,
        "contact_email": _CONTACT,
        "contact_phone": _CONTACT,
    }

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(reviewed_on__gte=models.F("prepared_on")),
                name="statements_reviewed_after_prepared",
            ),
            models.CheckConstraint(
                condition=Q(updated_on__gte=models.F("published_on")),
                name="statements_updated_after_published",
            ),
        ]

    def __str__(self) -> str:
        return str(self.site_name)
