"""Associations, municipal unions and other organisations of local governments."""

import secrets
from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.core.localized import LocalizedField
from miara.core.personal_data import PersonalField
from miara.organisations.domain import is_krs, is_regon


def new_uid() -> str:
    """A stable public identity that tells nothing."""
    return secrets.token_hex(6)


def validate_regon(value: str) -> None:
    """Refuse a number whose check digit is wrong."""
    if not is_regon(value):
        raise ValidationError(_("This is not a REGON number (9 or 14 digits)."))


def validate_krs(value: str) -> None:
    """Refuse what is not ten digits."""
    if not is_krs(value):
        raise ValidationError(_("This is not a KRS number (10 digits)."))


class Organisation(models.Model):
    """An organisation that local governments form or work with."""

    class Kind(models.TextChoices):
        """Legal kind."""

        ASSOCIATION = "ASSOCIATION", _("association")
        MUNICIPAL_UNION = "MUNICIPAL_UNION", _("union of local governments")
        OTHER = "OTHER", _("other organisation")

    uid = models.CharField(max_length=20, unique=True, default=new_uid, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = LocalizedField(_("name"), max_length=200)
    regon = models.CharField(
        _("REGON number"), max_length=14, blank=True, validators=[validate_regon]
    )
    krs = models.CharField(
        _("KRS number"), max_length=10, blank=True, validators=[validate_krs]
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["regon"],
                condition=~Q(regon=""),
                name="organisations_regon_once",
            ),
            models.UniqueConstraint(
                fields=["krs"], condition=~Q(krs=""), name="organisations_krs_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class UnitMembershipQuerySet(models.QuerySet["UnitMembership"]):
    """Memberships of units chosen by day."""

    def on(self, day: date) -> Self:
        """Those that hold on a day: since <= day < until."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def overlapping(self, since: date, until: date | None) -> Self:
        """Those that share at least a day with [since, until)."""
        found = self.filter(Q(until=None) | Q(until__gt=since))
        return found if until is None else found.filter(since__lt=until)


class UnitMembership(models.Model):
    """A unit belongs to an organisation from ``since`` until before ``until``."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="unit_memberships"
    )
    unit_uid = models.CharField(_("unit"), max_length=80)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = UnitMembershipQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("membership of a unit")
        verbose_name_plural = _("memberships of units")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="organisations_membership_ends_later",
            ),
            models.UniqueConstraint(
                fields=["organisation", "unit_uid"],
                condition=Q(until=None),
                name="organisations_membership_one_open",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit_uid"], name="organisations_member_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_uid} {self.since} – {self.until or ''}"
