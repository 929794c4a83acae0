"""The formal check: checklist, supplement, decision, appeal."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.contest.models.entry import Entry
from miara.contest.models.shared import ACTOR, actor
from miara.contest.models.version import EntryVersion
from miara.core.personal_data import PersonalField


class FormalCheck(models.Model):
    """One round of the formal check of one version.

    ``items`` maps the code of a line to ``{"ok": bool | null, "note": text}``.
    Where the edition asks for a second pair of eyes, the decision takes effect when
    another person confirms it.

    ``fields``: codes of the fields that a supplement may change, with ``@description``
    for domain, applicant and partners; empty for the whole application.
    """

    class Verdict(models.TextChoices):
        """What was decided."""

        ACCEPT = "ACCEPT", _("formally correct")
        SUPPLEMENT = "SUPPLEMENT", _("to be supplemented")
        REJECT = "REJECT", _("not admitted")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="checks")
    version = models.ForeignKey(EntryVersion, models.PROTECT, related_name="checks")
    items = models.JSONField(_("checklist"), default=dict)
    started_at = models.DateTimeField(_("started"))
    started_by = actor(_("checked by"))
    verdict = models.CharField(
        _("decision"), max_length=10, choices=Verdict, blank=True
    )
    reasons = models.TextField(_("reasons for the applicant"), blank=True)
    supplement_due_at = models.DateTimeField(
        _("deadline of the supplement"), null=True, blank=True
    )
    fields = models.JSONField(
        _("what the supplement may change"), default=list, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = actor(_("confirmed by"))
    returned_note = models.TextField(_("why it was returned"), blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "started_by": ACTOR,
        "confirmed_by": ACTOR,
    }

    class Meta:
        verbose_name = _("formal check")
        verbose_name_plural = _("formal checks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(decided_at=None, verdict="")
                | (Q(decided_at__isnull=False) & ~Q(verdict="")),
                name="contest_check_decided_pair",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(decided_at__isnull=False),
                name="contest_check_confirmed_after_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.verdict}"


class SupplementCall(models.Model):
    """The applicant is asked to complete the application, with a deadline.

    ``fields`` as in the check, with those that an answer to one of them may open.
    """

    check_round = models.OneToOneField(
        FormalCheck, models.CASCADE, related_name="supplement"
    )
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="supplements")
    items = models.TextField(_("what is missing"))
    fields = models.JSONField(
        _("what the supplement may change"), default=list, blank=True
    )
    asked_at = models.DateTimeField(_("asked"))
    due_at = models.DateTimeField(_("deadline"))
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    expired_at = models.DateTimeField(_("expired"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = actor(_("answered by"))
    answer = models.TextField(_("answer"), blank=True)
    version = models.ForeignKey(
        EntryVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {"answered_by": ACTOR}

    class Meta:
        verbose_name = _("call for a supplement")
        verbose_name_plural = _("calls for supplements")

    def __str__(self) -> str:
        return f"{self.entry_id} {self.due_at:%Y-%m-%d}"


class Appeal(models.Model):
    """The applicant disagrees with a rejection, where the edition allows it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="appeals")
    check_round = models.ForeignKey(FormalCheck, models.PROTECT, related_name="appeals")
    text = models.TextField(_("appeal"))
    filed_at = models.DateTimeField(_("filed"))
    filed_by = actor(_("filed by"))
    is_upheld = models.BooleanField(_("upheld"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = actor(_("decided by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "filed_by": ACTOR,
        "decided_by": ACTOR,
    }

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(decided_at=None, is_upheld=None)
                | Q(decided_at__isnull=False, is_upheld__isnull=False),
                name="contest_appeal_decided_pair",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.filed_at:%Y-%m-%d}"
