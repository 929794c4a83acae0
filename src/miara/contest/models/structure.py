"""What an edition consists of: domains, groups, cells, criteria, titles."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.contest.models.edition import Edition
from miara.contest.models.shared import ACTOR, actor
from miara.core.localized import LocalizedField
from miara.core.personal_data import PersonalField


class DomainArea(models.Model):
    """A domain in which entries compete, e.g. culture."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="domains")
    code = models.SlugField(_("code"), max_length=40)
    name = LocalizedField(_("name"), max_length=200)
    about = LocalizedField(_("what belongs here"), blank=True, multiline=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("domain of the contest")
        verbose_name_plural = _("domains of the contest")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="contest_domain_code"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Group(models.Model):
    """A group of units that compete among themselves; ``rule`` says who belongs."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="groups")
    code = models.SlugField(_("code"), max_length=40)
    name = LocalizedField(_("name"), max_length=200)
    rule = models.JSONField(_("rule"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("group of units")
        verbose_name_plural = _("groups of units")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="contest_group_code"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Cell(models.Model):
    """A group in a domain: where entries are compared. Once closed, marks stay."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="cells")
    group = models.ForeignKey(Group, models.PROTECT, related_name="cells")
    domain = models.ForeignKey(DomainArea, models.PROTECT, related_name="cells")
    closed_at = models.DateTimeField(_("marks closed"), null=True, blank=True)
    closed_by = actor(_("closed by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {"closed_by": ACTOR}

    class Meta:
        verbose_name = _("group in a domain")
        verbose_name_plural = _("groups in domains")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["group", "domain"], name="contest_cell_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} – {self.domain}"


class Criterion(models.Model):
    """What experts mark: 0 to ``max_points`` by ``step``, times ``weight``."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="criteria")
    code = models.SlugField(_("code"), max_length=40)
    name = LocalizedField(_("name"), max_length=200)
    guidance = LocalizedField(_("guidance for experts"), blank=True, multiline=True)
    levels = models.JSONField(_("what the points mean"), default=list, blank=True)
    weight = models.DecimalField(_("weight"), max_digits=6, decimal_places=3, default=1)
    max_points = models.DecimalField(_("most points"), max_digits=6, decimal_places=2)
    step = models.DecimalField(_("step"), max_digits=4, decimal_places=2, default=1)
    needs_comment = models.BooleanField(_("justification required"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="contest_criterion_code"
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0, max_points__gt=0, step__gt=0),
                name="contest_criterion_positive",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class TitleKind(models.Model):
    """A title that the edition can give.

    ``rank`` orders them, 1 the highest. ``per_cell`` ones belong to a group in a
    domain; others (special titles) stand outside. ``at_most`` limits how many one cell
    (or, outside cells, the whole edition) may give; None is no limit.
    """

    class Role(models.TextChoices):
        """What the title means for the course of the edition."""

        FINALIST = "FINALIST", _("finalist")
        MENTION = "MENTION", _("distinction")
        LAUREATE = "LAUREATE", _("laureate")
        SPECIAL = "SPECIAL", _("special title")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="title_kinds")
    code = models.SlugField(_("code"), max_length=40)
    name = LocalizedField(_("name"), max_length=200)
    role = models.CharField(_("meaning"), max_length=12, choices=Role)
    rank = models.PositiveSmallIntegerField(_("rank"))
    per_cell = models.BooleanField(_("within a group and domain"), default=True)
    at_most = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    ex_aequo = models.BooleanField(_("may be shared"), default=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="contest_title_kind_code"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
