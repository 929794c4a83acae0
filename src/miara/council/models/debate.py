"""The debate on the yearly report: rules, questions with answers, votes.

Nothing here names a resident: those who want to speak hand in a form on paper.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.keys import actor
from miara.core.personal_data import PersonalField
from miara.council.models.resolution import Resolution
from miara.council.models.shared import who

__all__ = ["Debate", "Question", "Vote"]

_READY = (
    Q(
        session_on__isnull=False,
        starts_at__isnull=False,
        signatures__gte=1,
        speakers__isnull=False,
        rules_checked_on__isnull=False,
    )
    & ~Q(place="")
    & ~Q(rules_basis="")
    & ~Q(submission_place="")
)


class Debate(models.Model):
    """The debate on the report of one year of a unit.

    ``year`` is the year that the report is about. ``signatures`` and ``speakers``
    begin with the rule of `miara.council.domain.debate_rules`; they are told to
    residents once somebody in the office compared them with the act
    (``rules_checked_on``).
    """

    unit_uid = models.CharField(_("unit"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year of the report"))
    session_on = models.DateField(_("day of the session"), null=True, blank=True)
    starts_at = models.TimeField(_("hour"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    introduction = models.TextField(
        _("what residents should know"), max_length=5000, blank=True
    )
    report_link = models.URLField(
        _("address of the report"), max_length=500, blank=True
    )
    broadcast_link = models.URLField(
        _("address of the broadcast"), max_length=500, blank=True
    )
    signatures = models.PositiveSmallIntegerField(
        _("supporting signatures"), null=True, blank=True
    )
    speakers = models.PositiveSmallIntegerField(
        _("most residents who may speak"), null=True, blank=True
    )
    speakers_basis = models.CharField(
        _("resolution that raised the limit"), max_length=200, blank=True
    )
    rules_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    rules_source = models.URLField(
        _("publication of the rules"), max_length=500, blank=True
    )
    rules_checked_on = models.DateField(
        _("compared with the act on"), null=True, blank=True
    )
    rules_checked_by = actor(_("compared by"))
    submission_place = models.TextField(
        _("where and when the form is taken in"), max_length=2000, blank=True
    )
    asks_address = models.BooleanField(
        _("the form asks for addresses of supporters"), default=False
    )
    privacy_note = models.TextField(
        _("information on personal data, printed on the form"),
        max_length=6000,
        blank=True,
    )
    residents_spoke = models.PositiveSmallIntegerField(
        _("residents who spoke"), null=True, blank=True
    )
    councillors_spoke = models.PositiveSmallIntegerField(
        _("councillors who spoke"), null=True, blank=True
    )
    published_at = models.DateTimeField(_("made public"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "rules_checked_by": who(_("To know who compared the rules with the act.")),
    }
    # Whether addresses are asked for on paper; none comes here.
    not_personal = ("asks_address",)

    class Meta:
        verbose_name = _("debate on the report")
        verbose_name_plural = _("debates on reports")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "year"], name="council_debate_once"
            ),
            models.CheckConstraint(
                condition=Q(signatures=None) | Q(signatures__gte=1),
                name="council_debate_some_signatures",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | _READY,
                name="council_debate_public_is_ready",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_uid} {self.year}"


class Question(models.Model):
    """A question about the report, with the answer of the office; without names."""

    class Asked(models.TextChoices):
        """On whose part the question came."""

        RESIDENT = "RESIDENT", pgettext_lazy("question", "a resident")
        COUNCILLOR = "COUNCILLOR", pgettext_lazy("question", "a councillor")
        OTHER = "OTHER", pgettext_lazy("question", "somebody else")

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    asked = models.CharField(
        _("asked by"), max_length=10, choices=Asked, default=Asked.RESIDENT
    )
    text = models.TextField(_("question"), max_length=3000)
    answer = models.TextField(_("answer"), max_length=10000, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    is_public = models.BooleanField(_("shown to everybody"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("question in the debate")
        verbose_name_plural = _("questions in the debate")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=(Q(answer="") & Q(answered_on=None))
                | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="council_question_answer_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Vote(models.Model):
    """What the council decided after the debate: confidence, discharge."""

    class Kind(models.TextChoices):
        """What the vote was about."""

        CONFIDENCE = "CONFIDENCE", _("vote of confidence")
        DISCHARGE = "DISCHARGE", _("discharge for executing the budget")

    class Result(models.TextChoices):
        """How it ended."""

        GRANTED = "GRANTED", pgettext_lazy("vote", "granted")
        REFUSED = "REFUSED", pgettext_lazy("vote", "not granted")
        NOT_ADOPTED = "NOT_ADOPTED", pgettext_lazy("vote", "no resolution was adopted")

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="votes")
    kind = models.CharField(_("vote"), max_length=10, choices=Kind)
    result = models.CharField(
        pgettext_lazy("vote", "result"), max_length=12, choices=Result
    )
    voted_on = models.DateField(_("day of the vote"))
    in_favour = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    resolution = models.ForeignKey(
        Resolution,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resolution of the council"),
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("vote after the debate")
        verbose_name_plural = _("votes after the debate")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["debate", "kind"], name="council_vote_once"
            ),
            models.CheckConstraint(
                condition=Q(in_favour=None, against=None, abstained=None)
                | Q(
                    in_favour__isnull=False,
                    against__isnull=False,
                    abstained__isnull=False,
                ),
                name="council_vote_all_numbers_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debate_id} {self.kind}"
