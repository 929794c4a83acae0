"""Units that take a practice over, and what they say they want to move by it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.personal_data import PersonalField, Scrub
from miara.practices.models.card import PracticeCard

_WHO = _("To know who in the unit said so.")
_BARE = _("as long as the declaration; only the number of the account")


class Adoption(models.Model):
    """A practice in a unit that did not invent it.

    ``starts_on`` is planned while the unit only wants to, and real once it adopted.
    A unit has one adoption of a practice at a time; after giving up it may begin
    another one, and the earlier one stays to be read.
    """

    class State(models.TextChoices):
        """How far the unit is."""

        WANTED = "WANTED", pgettext_lazy("unit", "wants to adopt")
        ADOPTED = "ADOPTED", pgettext_lazy("unit", "adopted")
        GIVEN_UP = "GIVEN_UP", pgettext_lazy("unit", "gave up")

    card = models.ForeignKey(PracticeCard, models.CASCADE, related_name="adoptions")
    unit_uid = models.CharField(_("unit"), max_length=80)
    state = models.CharField(_("state"), max_length=8, choices=State)
    declared_at = models.DateTimeField(_("declared"))
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("declared by"),
    )
    starts_on = models.DateField(_("works from"), null=True, blank=True)
    changes = models.TextField(_("what was changed"), blank=True)
    given_up_on = models.DateField(_("given up"), null=True, blank=True)
    given_up_reason = models.TextField(_("reason"), blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "declared_by": PersonalField(purpose=_WHO, keep_for=_BARE, scrub=Scrub.KEEP),
    }

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["card", "unit_uid"],
                condition=~Q(state="GIVEN_UP"),
                name="practices_adoption_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="ADOPTED") | Q(starts_on__isnull=False),
                name="practices_adoption_adopted_since",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="GIVEN_UP", given_up_on__isnull=False)
                    & ~Q(given_up_reason="")
                )
                | (~Q(state="GIVEN_UP") & Q(given_up_on=None, given_up_reason="")),
                name="practices_adoption_given_up_why",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit_uid"], name="practices_adoption_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.unit_uid}"


class AdoptionAim(models.Model):
    """An indicator that the unit declared before its numbers could be known.

    Written once and never changed: ``vintage`` is what was served at that moment, and
    ``known_until`` the first day after the newest period of which the unit then had a
    number. Both stay, so that anybody can check that the aim came first.
    """

    class Direction(models.TextChoices):
        """Which way the unit wants the number to go."""

        UP = "UP", pgettext_lazy("number", "up")
        DOWN = "DOWN", pgettext_lazy("number", "down")

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="aims")
    indicator = models.CharField(_("indicator"), max_length=80)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction)
    declared_at = models.DateTimeField(_("declared"))
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("declared by"),
    )
    starts_on = models.DateField(_("start that was declared"))
    vintage = models.CharField(_("vintage then served"), max_length=80, blank=True)
    known_until = models.DateField(_("numbers then known until"), null=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "declared_by": PersonalField(purpose=_WHO, keep_for=_BARE, scrub=Scrub.KEEP),
    }

    class Meta:
        verbose_name = _("declared aim")
        verbose_name_plural = _("declared aims")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["adoption", "indicator"], name="practices_aim_once"
            ),
            models.CheckConstraint(
                condition=Q(known_until=None)
                | Q(known_until__lte=models.F("starts_on")),
                name="practices_aim_before_the_data",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.direction}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new aim; one that was written stays as it is."""
        if not self._state.adding:
            msg = "a declared aim is never changed"
            raise TypeError(msg)
        super().save(*args, **kwargs)
