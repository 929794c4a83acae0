"""Dates of an edition and how its deadline moved."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.contest.models.edition import Edition
from miara.contest.models.shared import ACTOR, actor
from miara.core.localized import LocalizedField
from miara.core.personal_data import PersonalField


class Milestone(models.Model):
    """A date or a stretch of time in the calendar of an edition."""

    class Kind(models.TextChoices):
        """What happens then."""

        INFORMATION = "INFORMATION", _("information meeting")
        FORMAL_CHECK = "FORMAL_CHECK", _("formal check")
        ASSESSMENT = "ASSESSMENT", _("assessment by experts")
        FINALISTS = "FINALISTS", _("finalists announced")
        VISITS = "VISITS", _("site visits")
        JURY = "JURY", _("meeting of the jury")
        RESULTS = "RESULTS", _("results announced")
        CONFERENCE = "CONFERENCE", _("closing conference")
        OTHER = "OTHER", _("other date")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="milestones")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    title = LocalizedField(_("title"), max_length=200, blank=True)
    place = LocalizedField(_("place"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    whole_days = models.BooleanField(_("whole days"), default=False)
    is_public = models.BooleanField(_("public"), default=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("date of the calendar")
        verbose_name_plural = _("calendar")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="contest_milestone_ends_later",
            )
        ]

    def __str__(self) -> str:
        return str(self.title) or self.get_kind_display()


class Extension(models.Model):
    """The deadline was moved to a later moment, publicly and with a reason."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="extensions")
    from_at = models.DateTimeField(_("before"))
    to_at = models.DateTimeField(_("after"))
    reason = LocalizedField(_("reason"), multiline=True)
    announced_at = models.DateTimeField(_("announced"))
    announced_by = actor(_("announced by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {"announced_by": ACTOR}

    class Meta:
        verbose_name = _("extension of the deadline")
        verbose_name_plural = _("extensions of the deadline")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(to_at__gt=F("from_at")), name="contest_extension_later"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_at:%Y-%m-%d %H:%M} → {self.to_at:%Y-%m-%d %H:%M}"


class EditionChange(models.Model):
    """Something about an announced edition was changed, publicly and with a reason.

    ``before`` and ``after`` hold the sentences of the rules that went and came, by
    language.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="changes")
    part = models.CharField(_("part"), max_length=20)
    reason = LocalizedField(_("reason"), multiline=True)
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)
    changed_at = models.DateTimeField(_("changed"))
    changed_by = actor(_("changed by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {"changed_by": ACTOR}

    class Meta:
        verbose_name = _("change of an announced edition")
        verbose_name_plural = _("changes of an announced edition")

    def __str__(self) -> str:
        return f"{self.part} {self.changed_at:%Y-%m-%d %H:%M}"
