"""What happened to units, and how series cross it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from miara.units.domain.history import EventKind


class UnitEvent(models.Model):
    """A change of one unit on a day with after < day <= not_later_than."""

    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20)
    after = models.DateField()
    not_later_than = models.DateField()
    detail = models.JSONField(default=dict)  # before, now, other [[uid, share]]
    change = models.CharField(max_length=60, blank=True)  # code of a reviewed change
    act = models.CharField(max_length=60, blank=True)

    personal_data: ClassVar[dict[str, object]] = {}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="units_event_interval",
                condition=Q(not_later_than__gt=F("after")),
            ),
            models.CheckConstraint(
                name="units_event_kind",
                condition=Q(kind__in=sorted(kind.value for kind in EventKind)),
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "not_later_than"], name="units_event_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.not_later_than}"


class UnitBridge(models.Model):
    """The share of one unit that belongs to another before the effective day."""

    from_unit = models.ForeignKey(
        "units.Unit", models.CASCADE, related_name="bridges_out"
    )
    to_unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="bridges_in")
    share = models.FloatField()
    effective = models.DateField()
    change = models.CharField(max_length=60)
    act = models.CharField(max_length=60, blank=True)

    personal_data: ClassVar[dict[str, object]] = {}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="units_bridge_share", condition=Q(share__gt=0, share__lte=1)
            ),
            models.CheckConstraint(
                name="units_bridge_two_units", condition=~Q(from_unit=F("to_unit"))
            ),
            models.UniqueConstraint(
                fields=["from_unit", "to_unit", "effective"], name="units_bridge_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit_id} > {self.to_unit_id}"
