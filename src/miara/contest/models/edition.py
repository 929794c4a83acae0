"""A contest, its yearly editions, and who runs and pays for them."""

import json
from datetime import datetime
from functools import lru_cache
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.contest.domain.groups import GroupRules, rules_from_data
from miara.contest.domain.rules import EditionRules
from miara.contest.models.shared import file_key, new_uid
from miara.core.localized import LocalizedField
from miara.core.personal_data import PersonalField


class Contest(models.Model):
    """A series of editions under one name."""

    code = models.SlugField(_("address"), max_length=40, unique=True)
    name = LocalizedField(_("name"), max_length=200)
    about = LocalizedField(_("about"), blank=True, multiline=True)
    owner = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        related_name="+",
        verbose_name=_("leading organiser"),
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")

    def __str__(self) -> str:
        return str(self.name)


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions by what the public may know."""

    def public(self, now: datetime) -> Self:
        """Announced ones."""
        return self.filter(published_at__lte=now)


@lru_cache(maxsize=64)
def _checked_rules(rules: str) -> EditionRules:
    return EditionRules.model_validate(json.loads(rules))


class Edition(models.Model):
    """One edition: everything that differs between years is data here.

    ``rules`` holds an `EditionRules` as JSON. ``announced_on`` is the day from which
    the time since implementation is counted; an extension of the deadline never moves
    it. ``closes_at`` is the deadline now in force, ``first_closes_at`` the one first
    announced. An edition is invisible to the public before ``published_at``.
    """

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="editions")
    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    slug = models.SlugField(_("address"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    name = LocalizedField(_("name"), max_length=200)
    theme = LocalizedField(_("theme"), max_length=300, blank=True)
    about = LocalizedField(_("description"), blank=True, multiline=True)
    rules = models.JSONField(_("rules"))
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    opens_at = models.DateTimeField(_("call opens"), null=True, blank=True)
    first_closes_at = models.DateTimeField(
        _("deadline first announced"), null=True, blank=True
    )
    closes_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    archived_at = models.DateTimeField(_("closed"), null=True, blank=True)
    form = models.ForeignKey(
        "questionnaires.FormVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("application form"),
    )
    visit_form = models.ForeignKey(
        "questionnaires.FormVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("form of the protocol of a visit"),
    )
    grant_number = models.CharField(_("number of the grant"), max_length=80, blank=True)
    grant_report = models.JSONField(_("figures of the grant"), default=dict, blank=True)
    case_number = models.CharField(_("case number"), max_length=80, blank=True)
    case_class = models.CharField(_("class of the file"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail of the secretariat"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    is_fictional = models.BooleanField(_("fictional"), default=False)
    created_at = models.DateTimeField(_("created"))

    objects = EditionQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {}
    not_personal = ("contact_email", "contact_phone")

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["contest", "slug"], name="contest_edition_address"
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None)
                | Q(opens_at=None)
                | Q(closes_at__gt=models.F("opens_at")),
                name="contest_edition_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None, first_closes_at=None)
                | Q(closes_at__gte=models.F("first_closes_at")),
                name="contest_edition_deadline_only_later",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def settings(self) -> EditionRules:
        """The rules, checked once for as long as they stay as they are."""
        # Asked twenty times while one application comes in, and the same for all of
        # them. A text is the key, since whoever edits rules may change them in place.
        return _checked_rules(json.dumps(self.rules))

    def group_rules(self) -> GroupRules:
        """Who belongs to which group, for `domain.groups.propose_group`."""
        groups = [
            {"code": group.code, "clauses": group.rule.get("clauses", [])}
            for group in sorted(self.groups.all(), key=lambda g: (g.position, g.pk))
        ]
        year = self.settings.conditions.population_year
        return rules_from_data({"groups": groups, "population_year": year})


class Organiser(models.Model):
    """An organisation that runs an edition, in the order of the poster."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    logo = file_key(_("logo"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "organisation"], name="contest_organiser_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Patron(models.Model):
    """Who pays for an edition, works with it or lends it a name."""

    class Kind(models.TextChoices):
        """What they give."""

        FUNDER = "FUNDER", _("funding")
        PARTNER = "PARTNER", _("partner")
        HONORARY = "HONORARY", _("honorary patronage")
        MEDIA = "MEDIA", _("media patronage")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="patrons")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = LocalizedField(_("name"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    logo = file_key(_("logo"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("patron or funder")
        verbose_name_plural = _("patrons and funders")

    def __str__(self) -> str:
        return str(self.name)
