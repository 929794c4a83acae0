"""An entry: who enters what, with whom, and where it stands."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.contest.models.edition import Edition
from miara.contest.models.shared import ACTOR, actor, new_uid
from miara.contest.models.structure import Cell, DomainArea, Group
from miara.core.personal_data import PersonalField, Scrub


class Entry(models.Model):
    """What a unit sends to an edition, from the first click on.

    ``unit_uid`` is the leading local government, always there: unions and subordinate
    bodies stand beside it in ``union`` and ``entrant_name``. ``group`` and ``domain``
    decide the ``cell``; ``group_facts`` keeps what the proposal rested on. ``title``
    and ``summary`` repeat answers of the sheet for lists. Results are not here: they
    are sealed in `Award` until released.
    """

    class State(models.TextChoices):
        """Where the entry stands, in words for its author."""

        DRAFT = "DRAFT", _("draft")
        SUBMITTED = "SUBMITTED", _("submitted, waits for the formal check")
        SUPPLEMENT = "SUPPLEMENT", _("a supplement was asked for")
        SUPPLEMENTED = "SUPPLEMENTED", _("supplemented, waits for the formal check")
        ACCEPTED = "ACCEPTED", _("formally correct, assessed by experts")
        REJECTED = "REJECTED", _("not admitted to the assessment")
        WITHDRAWN = "WITHDRAWN", _("withdrawn by the applicant")
        DISQUALIFIED = "DISQUALIFIED", _("excluded")

    class Channel(models.TextChoices):
        """How it came."""

        ELECTRONIC = "ELECTRONIC", _("electronic")
        PAPER = "PAPER", _("on paper")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries")
    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    number = models.CharField(_("number"), max_length=20, blank=True)
    unit_uid = models.CharField(_("unit"), max_length=80)
    entrant_name = models.CharField(_("implementing body"), max_length=300, blank=True)
    union = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("union of local governments"),
    )
    domain = models.ForeignKey(
        DomainArea, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    cell = models.ForeignKey(
        Cell, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    proposed_group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="+"
    )
    group_facts = models.JSONField(default=dict, blank=True)
    group_reason = models.TextField(_("reason for another group"), blank=True)
    group_changed_by = actor(_("group changed by"))
    group_changed_at = models.DateTimeField(_("group changed"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    state = models.CharField(
        _("state"), max_length=14, choices=State, default=State.DRAFT
    )
    state_reason = models.TextField(_("reason"), blank=True)
    channel = models.CharField(
        _("channel"), max_length=10, choices=Channel, default=Channel.ELECTRONIC
    )
    sheet = models.OneToOneField(
        "questionnaires.AnswerSheet",
        models.PROTECT,
        related_name="+",
        verbose_name=_("application"),
    )
    latest = models.ForeignKey(
        "contest.EntryVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    own_deadline = models.DateTimeField(
        _("own deadline, by agreement"), null=True, blank=True
    )
    own_deadline_reason = models.TextField(_("reason of the own deadline"), blank=True)
    created_at = models.DateTimeField(_("started"))
    created_by = actor(_("started by"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "created_by": ACTOR,
        "group_changed_by": ACTOR,
    }

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                condition=~Q(number=""),
                name="contest_entry_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "WITHDRAWN"])
                | (~Q(number="") & Q(submitted_at__isnull=False)),
                name="contest_entry_submitted_has_number",
            ),
            models.CheckConstraint(
                condition=Q(group_changed_at=None) | ~Q(group_reason=""),
                name="contest_entry_group_has_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["edition", "state"], name="contest_entry_state"),
            models.Index(fields=["unit_uid"], name="contest_entry_unit"),
        ]

    def __str__(self) -> str:
        return self.title or self.number or self.uid


class EntryPartner(models.Model):
    """Who did it together with the leader.

    A partner confirms through a link of which only the digest is kept. The
    confirmation falls when the leader changes who the partner is.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="partners")
    unit_uid = models.CharField(_("unit"), max_length=80, blank=True)
    name = models.CharField(_("name"), max_length=300, blank=True)
    role = models.CharField(_("role in the project"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    email = models.EmailField(_("e-mail"), blank=True)
    token_digest = models.CharField(max_length=64, blank=True, editable=False)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_name = models.CharField(_("confirmed by"), max_length=200, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "email": PersonalField(
            purpose=_("To ask the partner to confirm that it takes part."),
            keep_for=_("as long as the application"),
            scrub=Scrub.BLANK,
        ),
        "confirmed_name": PersonalField(
            purpose=_("To know who confirmed for the partner."),
            keep_for=_("as long as the file of the edition is kept"),
            scrub=Scrub.FAKE_NAME,
        ),
    }

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(unit_uid="") | ~Q(name=""), name="contest_partner_named"
            ),
            models.UniqueConstraint(
                fields=["entry", "unit_uid"],
                condition=~Q(unit_uid=""),
                name="contest_partner_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.unit_uid
