"""The jury: members, meetings, recusals, decisions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.contest.models.edition import Edition
from miara.contest.models.entry import Entry
from miara.contest.models.shared import ACTOR, actor, file_key, new_uid
from miara.contest.models.structure import Cell, TitleKind
from miara.core.localized import LocalizedField
from miara.core.personal_data import PersonalField, Scrub


class Juror(models.Model):
    """A member of the jury of an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="jurors")
    user = actor(_("account"))
    full_name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    represents = models.CharField(_("represents"), max_length=300, blank=True)
    unit_uids = models.JSONField(_("units tied to"), default=list, blank=True)
    is_chair = models.BooleanField(_("chair"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "user": ACTOR,
        "full_name": PersonalField(
            purpose=_("To know who decided."),
            keep_for=_("as long as the results are published"),
            scrub=Scrub.FAKE_NAME,
        ),
        "email": PersonalField(
            purpose=_("To invite the member of the jury."),
            keep_for=_("until the file of the edition is closed"),
            scrub=Scrub.BLANK,
        ),
    }

    class Meta:
        verbose_name = _("member of the jury")
        verbose_name_plural = _("jury")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(is_chair=True, left_at=None),
                name="contest_jury_one_chair",
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class JuryMeeting(models.Model):
    """A meeting of the jury; decisions are taken in one and closed with it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="meetings")
    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    starts_at = models.DateTimeField(_("begins"))
    place = models.CharField(_("place"), max_length=300, blank=True)
    agenda = models.TextField(_("agenda"), blank=True)
    present = models.ManyToManyField(Juror, blank=True, related_name="meetings")
    notes = models.TextField(_("course of the meeting"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = actor(_("closed by"))
    minutes = file_key(_("minutes"), null=True, blank=True)
    signed_minutes = file_key(_("signed minutes"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {"closed_by": ACTOR}

    class Meta:
        verbose_name = _("meeting of the jury")
        verbose_name_plural = _("meetings of the jury")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.starts_at:%Y-%m-%d}"


class Recusal(models.Model):
    """A member of the jury does not see or decide about an entry."""

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="recusals")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="recusals")
    reason = models.CharField(_("reason"), max_length=300)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = actor(_("recorded by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "recorded_by": ACTOR,
        "reason": PersonalField(
            purpose=_("To show that nobody decided in their own case."),
            keep_for=_("as long as the file of the edition is kept"),
            scrub=Scrub.BLANK,
        ),
    }

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["juror", "entry"], name="contest_recusal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.juror_id} {self.entry_id}"


class Award(models.Model):
    """A decision of the jury: an entry gets a title, or a cell gets none.

    Awards are sealed. They are read through `queries.results.results_of`, which asks
    whether the stage was released, and by the jury; nothing else may touch this table.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="awards")
    meeting = models.ForeignKey(JuryMeeting, models.PROTECT, related_name="awards")
    kind = models.ForeignKey(
        TitleKind, models.PROTECT, null=True, blank=True, related_name="awards"
    )
    cell = models.ForeignKey(
        Cell, models.PROTECT, null=True, blank=True, related_name="awards"
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="awards"
    )
    is_ex_aequo = models.BooleanField(_("ex aequo"), default=False)
    special_name = LocalizedField(_("name of the special title"), blank=True)
    justification = LocalizedField(_("justification"), multiline=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(
        _("against"), null=True, blank=True
    )
    abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"))
    decided_by = actor(_("recorded by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {"decided_by": ACTOR}

    class Meta:
        verbose_name = _("decision of the jury")
        verbose_name_plural = _("decisions of the jury")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(entry__isnull=False, kind__isnull=False)
                | Q(entry=None, kind=None, cell__isnull=False),
                name="contest_award_entry_or_empty_cell",
            ),
            models.UniqueConstraint(
                fields=["entry", "kind"], name="contest_award_once"
            ),
            models.UniqueConstraint(
                fields=["cell"],
                condition=Q(entry=None),
                name="contest_award_cell_empty_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.pk}"
