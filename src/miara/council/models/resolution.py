"""The register of resolutions and notes on how each is carried out."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.keys import actor
from miara.core.personal_data import PersonalField
from miara.council.domain.states import State
from miara.council.models.shared import who
from miara.council.phrases import STATES
from miara.language import fold

__all__ = ["Resolution", "ResolutionNote"]


_CHOICES = [(state.value, word) for state, word in STATES.items()]


class Resolution(models.Model):
    """A resolution of the council; number and day tell it from all others.

    ``state`` is a code of `miara.council.domain.states.State`; how a unit calls it
    stands in `CouncilSettings`. Its executor is a post, never a person.
    """

    unit_uid = models.CharField(_("unit"), max_length=80)
    number = models.CharField(_("number"), max_length=80)
    adopted_on = models.DateField(_("date of the resolution"))
    title = models.CharField(_("title of the resolution"), max_length=1000)
    subject = models.CharField(
        pgettext_lazy("resolution", "subject"), max_length=200, blank=True
    )
    basis = models.TextField(_("legal basis"), max_length=2000, blank=True)
    executor = models.ForeignKey(
        "organisations.Post",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("executor"),
    )
    state = models.CharField(
        _("state of execution"),
        max_length=12,
        choices=_CHOICES,
        default=State.ADOPTED.value,
    )
    deadline = models.DateField(_("deadline of execution"), null=True, blank=True)
    publication = models.URLField(_("publication"), max_length=500, blank=True)
    goals = models.ManyToManyField(
        "strategy.Goal", blank=True, related_name="+", verbose_name=_("goals")
    )
    #: Words of the row without Polish marks, for looking up; `save` writes it.
    searched = models.TextField(editable=False, blank=True, default="")
    version = models.PositiveIntegerField(_("version"), default=1)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("resolution of the council")
        verbose_name_plural = _("resolutions of the council")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "number", "adopted_on"],
                name="council_resolution_once",
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(title=""),
                name="council_resolution_is_named",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit_uid", "adopted_on"], name="council_resol_day"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store with the words that it is looked up by."""
        self.searched = self.words
        super().save(*args, **kwargs)

    @property
    def words(self) -> str:
        """What it is looked up by: SQLite alone does not know Ł from ł."""
        return fold(" ".join((self.number, self.title, self.subject, self.basis)))


class ResolutionNote(models.Model):
    """What happened with a resolution on a day, and its state from then on."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="notes")
    noted_on = models.DateField(_("day"))
    state = models.CharField(
        _("state of execution"),
        max_length=12,
        choices=_CHOICES,
    )
    text = models.TextField(_("what was done"), max_length=5000)
    made_by = actor(_("entered by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "made_by": who(_("To know who said how a resolution is carried out.")),
    }

    class Meta:
        verbose_name = _("note on a resolution")
        verbose_name_plural = _("notes on resolutions")

    def __str__(self) -> str:
        return f"{self.resolution_id} {self.noted_on}"
