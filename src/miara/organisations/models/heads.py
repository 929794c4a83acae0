"""The directory: who heads a unit and how to reach the office."""

from datetime import timedelta
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.personal_data import PersonalField, Scrub
from miara.organisations.domain import heads as rules

#: Replaced entries prove to whom a letter went; then they are deleted.
KEEP_REPLACED_FOR = timedelta(days=5 * 365)

_OFFICIAL = PersonalField(
    purpose=_("To write to the head of the unit in office matters."),
    keep_for=_("Five years after a newer entry replaced it."),
    scrub=Scrub.BLANK,
)
_CHANGED_BY = PersonalField(
    purpose=_("To know who changed the directory."),
    keep_for=_("As long as the entry is kept."),
    scrub=Scrub.KEEP,
)


def validate_edelivery(value: str) -> None:
    """Refuse what is not shaped like an address for electronic delivery."""
    if not rules.is_edelivery_address(value):
        raise ValidationError(
            _("This is not an e-Doręczenia address (AE:PL-12345-67890-ABCDE-12).")
        )


class UnitHeadQuerySet(models.QuerySet["UnitHead"]):
    """Entries of the directory."""

    def current(self) -> Self:
        """Those in force, at most one a unit."""
        return self.filter(replaced_at__isnull=True)

    def reachable(self) -> Self:
        """Those whose e-mail address is known and takes mail."""
        return self.exclude(email="").filter(bounced_at__isnull=True)


class UnitHead(models.Model):
    """One state of the entry of one unit; a change adds a row and keeps the old one."""

    class Office(models.TextChoices):
        """Executive of the unit."""

        WOJT = "WOJT", _("wójt")
        BURMISTRZ = "BURMISTRZ", _("burmistrz")
        PREZYDENT = "PREZYDENT", _("prezydent")
        STAROSTA = "STAROSTA", _("starosta")
        MARSZALEK = "MARSZALEK", _("marszałek")

    class Standing(models.TextChoices):
        """Ground on which the person holds the office."""

        ELECTED = "ELECTED", _("elected")
        ACTING = "ACTING", _("acting")
        COMMISSIONER = "COMMISSIONER", _("commissioner")

    class Form(models.TextChoices):
        """How the person is addressed."""

        FEMININE = "F", _("feminine (Pani)")
        MASCULINE = "M", _("masculine (Pan)")

    unit_uid = models.CharField(_("unit"), max_length=80)
    office = models.CharField(
        pgettext_lazy("of a head", "office"), max_length=10, choices=Office
    )
    standing = models.CharField(
        _("standing"), max_length=12, choices=Standing, default=Standing.ELECTED
    )
    full_name = models.CharField(_("first name and surname"), max_length=150)
    form = models.CharField(
        _("grammatical form"), max_length=1, choices=Form, blank=True
    )
    email = models.EmailField(_("e-mail"), blank=True)
    edelivery_address = models.CharField(
        _("e-Doręczenia address"),
        max_length=32,
        blank=True,
        validators=[validate_edelivery],
    )
    postal_address = models.CharField(_("postal address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    term_since = models.DateField(_("in office since"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    as_of = models.DateField(_("state as of"))
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("entered"))
    # Accounts lie above this context, so people are named by their number.
    created_by = models.CharField(_("entered by"), max_length=20, blank=True)
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)
    bounced_at = models.DateTimeField(_("mail came back"), null=True, blank=True)
    bounce_reason = models.CharField(_("why it came back"), max_length=200, blank=True)

    objects = UnitHeadQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "full_name": PersonalField(
            purpose=_OFFICIAL.purpose,
            keep_for=_OFFICIAL.keep_for,
            scrub=Scrub.FAKE_NAME,
        ),
        "email": _OFFICIAL,
        "edelivery_address": _OFFICIAL,
        "postal_address": _OFFICIAL,
        "phone": _OFFICIAL,
        "created_by": _CHANGED_BY,
    }

    class Meta:
        verbose_name = _("head of a unit")
        verbose_name_plural = _("heads of units")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid"],
                condition=Q(replaced_at__isnull=True),
                name="organisations_head_one_current",
            ),
            models.CheckConstraint(
                condition=Q(bounced_at__isnull=True) | ~Q(email=""),
                name="organisations_head_bounce_has_email",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["unit_uid", "created_at"], name="organisations_head_history"
            ),
            models.Index(fields=["email"], name="organisations_head_email"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_uid} {self.office}"

    @property
    def salutation(self) -> str:
        """Opening of a letter in Polish."""
        return rules.salutation(self.office, self.standing, self.form)

    @property
    def office_title(self) -> str:
        """The office as it stands under the name, in Polish."""
        return rules.office_title(self.office, self.standing, self.form)


class DirectoryImport(models.Model):
    """A file handed in, looked at before it is taken over; then what it changed.

    ``content`` is emptied once the import is applied or given up.
    """

    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(_("content"))
    mapping = models.JSONField(_("columns"), default=dict)
    source = models.CharField(_("source"), max_length=200)
    as_of = models.DateField(_("state as of"))
    uploaded_at = models.DateTimeField(_("handed in"))
    # Accounts lie above this context, so people are named by their number.
    uploaded_by = models.CharField(_("entered by"), max_length=20, blank=True)
    applied_at = models.DateTimeField(_("taken over"), null=True)
    counts = models.JSONField(_("counts"), default=dict)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "content": PersonalField(
            purpose=_("To show what the file would change before it is taken over."),
            keep_for=_("Until it is taken over, at most seven days."),
            scrub=Scrub.BLANK,
        ),
        "uploaded_by": _CHANGED_BY,
    }

    class Meta:
        verbose_name = _("import of the directory")
        verbose_name_plural = _("imports of the directory")

    def __str__(self) -> str:
        return f"{self.file_name} ({self.as_of})"
