"""Site visits."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.contest.models.entry import Entry
from miara.contest.models.shared import ACTOR, actor, file_key, new_uid
from miara.core.personal_data import PersonalField, Scrub


class SiteVisit(models.Model):
    """A team sees on the spot whether the application matches reality."""

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = "PLANNED", _("planned")
        DONE = "DONE", _("done, protocol closed")
        CANCELLED = "CANCELLED", _("cancelled")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="visits")
    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    host = models.CharField(
        _("host on the side of the unit"), max_length=300, blank=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.PLANNED
    )
    sheet = models.OneToOneField(
        "questionnaires.AnswerSheet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("protocol"),
    )
    findings = models.TextField(_("findings"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = actor(_("closed by"))
    planned_by = actor(_("planned by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "host": PersonalField(
            purpose=_("To arrange the visit."),
            keep_for=_("until the file of the edition is closed"),
            scrub=Scrub.BLANK,
        ),
        "closed_by": ACTOR,
        "planned_by": ACTOR,
    }

    class Meta:
        verbose_name = _("site visit")
        verbose_name_plural = _("site visits")

    def __str__(self) -> str:
        return f"{self.entry_id} {self.starts_at:%Y-%m-%d}"


class Visitor(models.Model):
    """A member of the visiting team."""

    visit = models.ForeignKey(SiteVisit, models.CASCADE, related_name="team")
    user = actor(_("account"))
    full_name = models.CharField(_("name"), max_length=200)
    is_lead = models.BooleanField(_("leads"), default=False)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "user": ACTOR,
        "full_name": PersonalField(
            purpose=_("To know who visited."),
            keep_for=_("as long as the file of the edition is kept"),
            scrub=Scrub.FAKE_NAME,
        ),
    }

    class Meta:
        verbose_name = _("visitor")
        verbose_name_plural = _("visitors")

    def __str__(self) -> str:
        return self.full_name


class VisitFile(models.Model):
    """A photograph or document from a visit."""

    visit = models.ForeignKey(SiteVisit, models.CASCADE, related_name="files")
    file = file_key()
    caption = models.CharField(_("what it shows"), max_length=300)
    added_at = models.DateTimeField(_("added"))
    added_by = actor(_("added by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {"added_by": ACTOR}

    class Meta:
        verbose_name = _("file of a visit")
        verbose_name_plural = _("files of a visit")

    def __str__(self) -> str:
        return self.caption
