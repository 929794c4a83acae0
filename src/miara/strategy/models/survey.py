"""Answers of a survey as counts, and the value that was made of them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.keys import actor
from miara.core.personal_data import PersonalField
from miara.language import sort_key
from miara.strategy.models.indicator import LocalIndicator
from miara.strategy.models.shared import WHO
from miara.strategy.models.value import LocalValue

__all__ = ["SurveyCount"]


class SurveyCount(models.Model):
    """Answers of one survey for one indicator; never rows of people.

    ``counts`` holds, by question and answer, how many people gave it, the sum of their
    weights and of the squares of their weights. Of a draft these are all questions of
    the file; once counted, the chosen question alone. ``roles`` says what each answer
    counted as: 1 and 0 of a share, a number of a mean; an answer left out has none.
    """

    class Sampling(models.TextChoices):
        """How people were chosen, which decides whether there is a margin."""

        RANDOM = "RANDOM", _("drawn at random")
        OPEN = "OPEN", _("whoever wanted answered")

    class Measure(models.TextChoices):
        """What is worked out."""

        SHARE = "SHARE", _("share of answers in percent")
        MEAN = "MEAN", _("mean of answers")

    class State(models.TextChoices):
        """Whether a value was made of it."""

        DRAFT = "DRAFT", pgettext_lazy("survey", "waits for a choice of the question")
        COUNTED = "COUNTED", pgettext_lazy("survey", "counted")

    indicator = models.ForeignKey(
        LocalIndicator, models.PROTECT, related_name="surveys"
    )
    period = models.CharField(_("period"), max_length=9)
    name = models.CharField(_("name of the file"), max_length=200)
    sampling = models.CharField(
        _("how people were chosen"), max_length=6, choices=Sampling
    )
    weight = models.CharField(_("column of weights"), max_length=120, blank=True)
    people = models.PositiveIntegerField(_("number of people"))
    counts = models.JSONField(_("counts of answers"), default=dict)
    state = models.CharField(
        _("state"), max_length=7, choices=State, default=State.DRAFT
    )
    question = models.CharField(_("question"), max_length=120, blank=True)
    measure = models.CharField(
        _("what is worked out"), max_length=5, choices=Measure, blank=True
    )
    roles = models.JSONField(_("what answers count as"), default=dict)
    value = models.ForeignKey(
        LocalValue, models.SET_NULL, null=True, blank=True, related_name="surveys"
    )
    sent_at = models.DateTimeField(_("sent"))
    sent_by = actor(_("sent by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {"sent_by": WHO}

    class Meta:
        verbose_name = _("counted survey")
        verbose_name_plural = _("counted surveys")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["indicator", "period"],
                condition=Q(state="DRAFT"),
                name="strategy_survey_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", question="", measure="")
                | (Q(state="COUNTED") & ~Q(question="") & ~Q(measure="")),
                name="strategy_survey_counted_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period} {self.name}"

    @property
    def questions(self) -> list[str]:
        """Questions with counts, in Polish alphabetical order."""
        return sorted(self.counts, key=sort_key)

    def answers_to(self, question: str) -> dict[str, Any]:
        """People, sum of weights and of their squares by answer; none when not counted.

        In Polish alphabetical order: a database may keep what a JSON object holds in
        any order, and a form names answers by their places.
        """
        counts = self.counts.get(question, {})
        return {answer: counts[answer] for answer in sorted(counts, key=sort_key)}
