"""Dated facts: each holds in the half-open period [since, until)."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from miara.units.domain.facts import Kind


class DatedQuerySet(models.QuerySet):
    """Facts by day."""

    def on(self, day: date) -> Self:
        """Facts that hold on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)

    def current(self) -> Self:
        """Facts that still hold."""
        return self.filter(until__isnull=True)


def _period(table: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"units_{table}_period",
        condition=Q(until__isnull=True) | Q(until__gt=F("since")),
    )


class UnitCode(models.Model):
    """A public code: 2, 4 or 6 digits; a city with county rights has two at once."""

    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="codes")
    code = models.CharField(max_length=6)
    since = models.DateField()
    until = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    personal_data: ClassVar[dict[str, object]] = {}

    class Meta:
        constraints = [
            _period("code"),
            models.UniqueConstraint(
                fields=["code", "since"], name="units_code_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(until__isnull=True),
                name="units_code_one_holder",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class UnitName(models.Model):
    """An official name, in the nominative."""

    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="names")
    name = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    personal_data: ClassVar[dict[str, object]] = {}

    class Meta:
        constraints = [
            _period("name"),
            models.UniqueConstraint(
                fields=["unit", "since"], name="units_name_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitType(models.Model):
    """The type of a unit; the seventh digit of the official code says it."""

    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="types")
    kind = models.CharField(max_length=1)
    since = models.DateField()
    until = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    personal_data: ClassVar[dict[str, object]] = {}

    class Meta:
        constraints = [
            _period("type"),
            models.UniqueConstraint(
                fields=["unit", "since"], name="units_type_once_a_day"
            ),
            models.CheckConstraint(
                name="units_type_known",
                condition=Q(kind__in=sorted(kind.value for kind in Kind)),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class UnitParent(models.Model):
    """The unit directly above: a county, or the voivodeship of a county or city."""

    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="parents")
    parent = models.ForeignKey("units.Unit", models.CASCADE, related_name="children")
    since = models.DateField()
    until = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    personal_data: ClassVar[dict[str, object]] = {}

    class Meta:
        constraints = [
            _period("parent"),
            models.UniqueConstraint(
                fields=["unit", "since"], name="units_parent_once_a_day"
            ),
            models.CheckConstraint(
                name="units_parent_is_another", condition=~Q(unit=F("parent"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}"
