"""Experts, what they know, and what keeps them from an entry."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.contest.models.edition import Edition
from miara.contest.models.entry import Entry
from miara.contest.models.shared import ACTOR, actor, new_uid
from miara.contest.models.structure import DomainArea
from miara.core.personal_data import PersonalField, Scrub

_UNTIL_CLOSED = _("until the file of the edition is closed and its retention ends")


class Expert(models.Model):
    """A person who marks entries of one edition.

    ``employer_uid`` is the unit they work for, ``home_uid`` the one they live in,
    ``past_uids`` units they worked for or with in ``past_years``: conflicts are
    computed from these and the register.
    """

    class State(models.TextChoices):
        """What the person said."""

        INVITED = "INVITED", _("invited")
        ACCEPTED = "ACCEPTED", _("takes part")
        DECLINED = "DECLINED", _("declined")
        LEFT = "LEFT", _("left")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="experts")
    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    user = actor(_("account"))
    full_name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    employer = models.CharField(_("employer"), max_length=300, blank=True)
    employer_uid = models.CharField(max_length=80, blank=True)
    home_uid = models.CharField(max_length=80, blank=True)
    past_uids = models.JSONField(_("units worked with"), default=list, blank=True)
    load_ceiling = models.PositiveSmallIntegerField(
        _("most applications"), null=True, blank=True
    )
    domains = models.ManyToManyField(DomainArea, through="ExpertDomain")
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.INVITED
    )
    invited_at = models.DateTimeField(_("invited"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    confidential_at = models.DateTimeField(
        _("declared confidentiality"), null=True, blank=True
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "user": ACTOR,
        "full_name": PersonalField(
            purpose=_("To know who assessed."),
            keep_for=_UNTIL_CLOSED,
            scrub=Scrub.FAKE_NAME,
        ),
        "email": PersonalField(
            purpose=_("To invite and remind the expert."),
            keep_for=_UNTIL_CLOSED,
            scrub=Scrub.FAKE_EMAIL,
        ),
        "employer": PersonalField(
            purpose=_("To find conflicts of interest."),
            keep_for=_UNTIL_CLOSED,
            scrub=Scrub.BLANK,
        ),
        "home_uid": PersonalField(
            purpose=_("To find conflicts of interest."),
            keep_for=_UNTIL_CLOSED,
            scrub=Scrub.BLANK,
        ),
    }

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "email"], name="contest_expert_once"
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class ExpertDomain(models.Model):
    """How well an expert knows a domain."""

    class Fit(models.IntegerChoices):
        """Own word of the expert."""

        KNOWS = 1, _("knows")
        WORKS = 2, _("works in it")
        LEADS = 3, _("is a recognised specialist")

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="fits")
    domain = models.ForeignKey(DomainArea, models.CASCADE, related_name="fits")
    fit = models.PositiveSmallIntegerField(_("knowledge"), choices=Fit)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("domain of an expert")
        verbose_name_plural = _("domains of an expert")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["expert", "domain"], name="contest_expert_domain_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.expert_id} {self.domain_id} {self.fit}"


class Conflict(models.Model):
    """A reason why an expert may not read an entry.

    A suspected or confirmed conflict blocks reading. A dismissed one is remembered with
    its reason and ``fingerprint``: it comes back only when the data behind it change.
    """

    class Kind(models.TextChoices):
        """What ties the expert to the entry."""

        OWN_UNIT = "OWN_UNIT", _("lives in the unit")
        EMPLOYER = "EMPLOYER", _("works for the unit or a partner")
        PARTNER = "PARTNER", _("lives in a partner's unit")
        SAME_COUNTY = "SAME_COUNTY", _("same county")
        PAST_WORK = "PAST_WORK", _("worked with the unit before")
        DECLARED = "DECLARED", _("declared by the expert")
        OFFICE = "OFFICE", _("entered by the organiser")

    class State(models.TextChoices):
        """What was decided."""

        SUSPECTED = "SUSPECTED", _("to be decided; blocks reading")
        CONFIRMED = "CONFIRMED", _("confirmed; blocks reading")
        DISMISSED = "DISMISSED", _("dismissed")

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="conflicts")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="conflicts")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.SUSPECTED
    )
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField(_("reason of the decision"), blank=True)
    found_at = models.DateTimeField(_("found"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = actor(_("decided by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "decided_by": ACTOR,
        "detail": PersonalField(
            purpose=_("To say what ties the expert to the application."),
            keep_for=_UNTIL_CLOSED,
            scrub=Scrub.BLANK,
        ),
    }

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["expert", "entry", "kind", "fingerprint"],
                name="contest_conflict_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="DISMISSED") | ~Q(reason=""),
                name="contest_conflict_dismissed_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert_id} {self.entry_id} {self.kind}"


class Declaration(models.Model):
    """An expert says, before seeing any content, whether anything ties them to it."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="declarations")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="declarations")
    is_free = models.BooleanField(_("nothing ties me to this application"))
    text = models.TextField(_("what ties me"), blank=True)
    declared_at = models.DateTimeField(_("declared"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "text": PersonalField(
            purpose=_("To decide about a conflict of interest."),
            keep_for=_UNTIL_CLOSED,
            scrub=Scrub.BLANK,
        )
    }

    class Meta:
        verbose_name = _("declaration of impartiality")
        verbose_name_plural = _("declarations of impartiality")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["expert", "entry"], name="contest_declaration_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.expert_id} {self.entry_id}"
