"""An application that was carried over to the good-practice base."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.contest.models.entry import Entry
from miara.contest.models.shared import ACTOR, actor
from miara.core.personal_data import PersonalField


class EntryCard(models.Model):
    """The description made from an application, and what its author says of it.

    The description itself belongs to the base. Not a part of the file of the edition:
    an author may answer after the file is closed.
    """

    class Answer(models.TextChoices):
        """What the author said of the draft."""

        RIGHT = "RIGHT", _("confirmed by the author")
        CORRECTION = "CORRECTION", _("the author asks for a correction")

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="card")
    card = models.OneToOneField(
        "practices.PracticeCard",
        models.CASCADE,
        related_name="+",
        verbose_name=_("description in the base"),
    )
    made_at = models.DateTimeField(_("made"))
    made_by = actor(_("made by"))
    asked_at = models.DateTimeField(_("author asked"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    note = models.TextField(_("what to correct"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = actor(_("answered by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "made_by": ACTOR,
        "answered_by": ACTOR,
    }

    class Meta:
        verbose_name = _("application in the base of practices")
        verbose_name_plural = _("applications in the base of practices")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="contest_card_answer_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(answer="CORRECTION") | ~Q(note=""),
                name="contest_card_correction_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.answer}".strip()
