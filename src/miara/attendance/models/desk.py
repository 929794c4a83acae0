"""The desk of an event: whether people may register, how many, for how long kept."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField

__all__ = ["Desk"]


class DeskQuerySet(models.QuerySet["Desk"]):
    """Desks, and the one lock of the context."""

    def lock(self, pk: int) -> Desk:
        """The desk, held until the transaction ends.

        The update comes first: whoever hands out places queues at this row, on SQLite
        as on PostgreSQL, so that nobody counts places while another one takes them.
        """
        self.filter(pk=pk).update(turn=F("turn") + 1)
        return self.select_related("event__owner").get(pk=pk)


class Desk(models.Model):
    """Registration for one event.

    ``places`` and ``per_office`` are numbers of people, None for no limit. ``turn``
    counts acts that touched places; its row is what they lock. Days of keeping run
    from the last day of the event.
    """

    event = models.OneToOneField(
        "events.Event", models.CASCADE, related_name="desk", verbose_name=_("event")
    )
    is_open = models.BooleanField(_("registration is open"), default=False)
    closes_at = models.DateTimeField(_("closes by itself"), null=True, blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    per_office = models.PositiveIntegerField(
        _("places for one local government"), null=True, blank=True
    )
    needs_days = models.PositiveSmallIntegerField(
        _("days after which special needs are erased"), default=14
    )
    keep_days = models.PositiveSmallIntegerField(
        _("days after which people are erased"), default=365
    )
    needs_erased_at = models.DateTimeField(
        _("special needs erased"), null=True, blank=True
    )
    erased_at = models.DateTimeField(_("people erased"), null=True, blank=True)
    turn = models.PositiveIntegerField(default=0, editable=False)

    objects = DeskQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("registration desk")
        verbose_name_plural = _("registration desks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(needs_days__lte=F("keep_days")),
                name="attendance_desk_needs_go_first",
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)

    def takes(self, now: datetime) -> bool:
        """Whether a stranger may register now."""
        return (
            self.is_open
            and self.event.state == self.event.State.PUBLIC
            and (self.closes_at is None or now < self.closes_at)
        )
