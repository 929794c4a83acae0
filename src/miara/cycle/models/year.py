"""Years of a unit's plans: opened, closed, opened again."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub

__all__ = ["PlanYear"]

_KEEP = PersonalField(
    purpose=_("To know who opened and closed the year."),
    keep_for=_("as long as the year; only the number of the account"),
    scrub=Scrub.KEEP,
)


def _person(name: Any) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=name,
    )


class PlanYear(models.Model):
    """One year of one unit. A closed year takes no changes until it is opened again."""

    unit_uid = models.CharField(_("unit"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    calendar = models.CharField(_("calendar it began with"), max_length=40, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = _person(_("opened by"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = _person(_("closed by"))
    close_reason = models.TextField(_("why it was closed"), blank=True)
    reopened_at = models.DateTimeField(_("opened again"), null=True, blank=True)
    reopen_reason = models.TextField(_("why it was opened again"), blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "opened_by": _KEEP,
        "closed_by": _KEEP,
    }

    class Meta:
        verbose_name = _("year of plans")
        verbose_name_plural = _("years of plans")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "year"], name="cycle_year_once"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="cycle_year_sensible"
            ),
            models.CheckConstraint(
                condition=(Q(closed_at=None) & Q(close_reason=""))
                | (Q(closed_at__isnull=False) & ~Q(close_reason="")),
                name="cycle_year_closed_why",
            ),
            models.CheckConstraint(
                condition=(Q(reopened_at=None) & Q(reopen_reason=""))
                | (Q(reopened_at__isnull=False) & ~Q(reopen_reason="")),
                name="cycle_year_reopened_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_uid} {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether it takes changes."""
        return self.closed_at is None
