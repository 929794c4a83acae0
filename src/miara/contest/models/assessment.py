"""Who marks what, and the marks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.contest.models.edition import Edition
from miara.contest.models.entry import Entry
from miara.contest.models.expert import Expert
from miara.contest.models.shared import ACTOR, actor, new_uid
from miara.contest.models.structure import Cell, Criterion
from miara.core.personal_data import PersonalField


class AssignmentPlan(models.Model):
    """A proposal of who marks what, kept with its figures; one of them is adopted."""

    class Method(models.TextChoices):
        """How it was made."""

        INSTANT = "INSTANT", _("instant proposal")
        OPTIMAL = "OPTIMAL", _("improved in the background")
        REPLAN = "REPLAN", _("smallest change after an expert left")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="plans")
    method = models.CharField(_("method"), max_length=10, choices=Method)
    pairs = models.JSONField(_("pairs with explanations"), default=list)
    figures = models.JSONField(_("figures"), default=dict)
    made_at = models.DateTimeField(_("made"))
    made_by = actor(_("made by"))
    adopted_at = models.DateTimeField(_("adopted"), null=True, blank=True)
    adopted_by = actor(_("adopted by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "made_by": ACTOR,
        "adopted_by": ACTOR,
    }

    class Meta:
        verbose_name = _("plan of assignments")
        verbose_name_plural = _("plans of assignments")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.made_at:%Y-%m-%d %H:%M}"


class PairWish(models.Model):
    """The organiser wants an expert to read an entry, or wants them not to."""

    class Wish(models.TextChoices):
        """Which of the two."""

        PINNED = "PINNED", _("must read it")
        FORBIDDEN = "FORBIDDEN", _("must not read it")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="wishes")
    expert = models.ForeignKey(Expert, models.CASCADE, related_name="wishes")
    wish = models.CharField(_("wish"), max_length=10, choices=Wish)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("entered"))
    made_by = actor(_("entered by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {"made_by": ACTOR}

    class Meta:
        verbose_name = _("wish about a pair")
        verbose_name_plural = _("wishes about pairs")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["entry", "expert"], name="contest_pair_wish_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.expert_id} {self.wish}"


class PanelSeat(models.Model):
    """An expert sits in the panel that marks a whole cell, or waits as its spare."""

    cell = models.ForeignKey(Cell, models.CASCADE, related_name="seats")
    expert = models.ForeignKey(Expert, models.CASCADE, related_name="seats")
    part = models.PositiveSmallIntegerField(_("part of a large cell"), default=0)
    is_spare = models.BooleanField(_("spare"), default=False)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("seat in a panel")
        verbose_name_plural = _("panels")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["cell", "expert", "part"], name="contest_panel_seat_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cell_id} {self.expert_id}"


class Assignment(models.Model):
    """An expert marks an entry. Its marks are drafts until ``submitted_at``.

    ``total`` is the sum of the marks scaled to the edition's total, written when
    submitted, so that lists need no arithmetic. ``revision`` grows with each save of
    any mark and finds out two devices that write at once. ``position`` is the place in
    the expert's own order of reading, drawn when the pair is made: no entry is always
    read first.
    """

    class Kind(models.TextChoices):
        """Why the expert got it."""

        PANEL = "PANEL", _("panel")
        EXTRA = "EXTRA", _("further expert after a discrepancy")
        SPARE = "SPARE", _("in place of another expert")

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "ASKED", _("waits for the declaration")
        IN_WORK = "IN_WORK", _("in work")
        SUBMITTED = "SUBMITTED", _("submitted")
        DECLINED = "DECLINED", _("declined because of a conflict")
        CANCELLED = "CANCELLED", _("taken back")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="assignments")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="assignments")
    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PANEL)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.ASKED
    )
    is_pinned = models.BooleanField(_("pinned"), default=False)
    explanation = models.JSONField(_("why this pair"), default=dict, blank=True)
    assigned_at = models.DateTimeField(_("assigned"))
    assigned_by = actor(_("assigned by"))
    due_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    position = models.PositiveIntegerField(
        _("place in the order of reading"), default=0
    )
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    total = models.DecimalField(
        _("points"), max_digits=7, decimal_places=3, null=True, blank=True
    )
    overall = models.TextField(_("overall opinion"), blank=True)
    confidence = models.PositiveSmallIntegerField(
        _("own confidence, 1–5"), null=True, blank=True
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {"assigned_by": ACTOR}

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["entry", "expert"],
                condition=~Q(state__in=["CANCELLED", "DECLINED"]),
                name="contest_assignment_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="SUBMITTED")
                | Q(submitted_at__isnull=False, total__isnull=False),
                name="contest_assignment_submitted_has_total",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["expert", "state"], name="contest_assignment_desk"),
            models.Index(fields=["entry", "state"], name="contest_assignment_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.expert_id}"


class Mark(models.Model):
    """Points and words of one expert for one criterion of one entry."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="marks")
    points = models.DecimalField(
        _("points"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    comment = models.TextField(_("justification"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(_("changed"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["assignment", "criterion"], name="contest_mark_once"
            ),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0),
                name="contest_mark_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.criterion_id}: {self.points}"


class ConsensusNote(models.Model):
    """Experts who differed explain on what they agreed."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="consensus")
    text = models.TextField(_("note"))
    agreed_total = models.DecimalField(
        _("agreed points"), max_digits=7, decimal_places=3, null=True, blank=True
    )
    written_at = models.DateTimeField(_("written"))
    written_by = actor(_("written by"))
    agreed_by = models.JSONField(_("experts who agreed"), default=list)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "written_by": ACTOR,
        "agreed_by": ACTOR,
    }

    class Meta:
        verbose_name = _("consensus note")
        verbose_name_plural = _("consensus notes")

    def __str__(self) -> str:
        return f"{self.entry_id}"
