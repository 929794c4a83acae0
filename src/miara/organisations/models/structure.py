"""The structure of a local government: its offices, posts and auxiliary units."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub

__all__ = ["AuxiliaryUnit", "OrganisationalUnit", "Post"]


class DatedQuerySet(models.QuerySet):
    """Rows that hold from ``since`` until before ``until``."""

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class OrganisationalUnit(models.Model):
    """A part of a local government: a department, a school, a company."""

    class Kind(models.TextChoices):
        """What kind of part it is."""

        DEPARTMENT = "DEPARTMENT", _("department of the office")
        UNIT = "UNIT", _("budgetary unit")
        ESTABLISHMENT = "ESTABLISHMENT", _("budgetary establishment")
        INSTITUTION = "INSTITUTION", _("cultural or other institution")
        COMPANY = "COMPANY", _("municipal company")
        OTHER = "OTHER", _("other part of the structure")

    unit_uid = models.CharField(_("unit"), max_length=80)
    code = models.CharField(_("symbol"), max_length=40)
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(
        _("kind"), max_length=14, choices=Kind, default=Kind.DEPARTMENT
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("organisational unit")
        verbose_name_plural = _("organisational units")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="organisations_orgunit_ends_later",
            ),
            models.UniqueConstraint(
                fields=["unit_uid", "code"],
                condition=Q(until=None),
                name="organisations_orgunit_code_once",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="organisations_orgunit_not_own_parent",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit_uid"], name="organisations_orgunit_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Post(models.Model):
    """A post in the structure; what has an owner points at a post, never at a person.

    ``holder`` is the number of a person's account, since accounts lie above this
    context; empty means that nobody holds the post. The holder of ``deputy`` acts
    for this post as well.
    """

    organisational_unit = models.ForeignKey(
        OrganisationalUnit, models.PROTECT, related_name="posts"
    )
    title = models.CharField(_("title of the post"), max_length=200)
    holder = models.CharField(_("person"), max_length=20, blank=True)
    deputy = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="deputy_of"
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "holder": PersonalField(
            purpose=_("To know who answers for what the post owns."),
            keep_for=_("As long as the person holds the post; a bare number."),
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="organisations_post_ends_later",
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("id")),
                name="organisations_post_not_own_deputy",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["holder"], name="organisations_post_holder"),
        ]

    def __str__(self) -> str:
        return self.title


class AuxiliaryUnit(models.Model):
    """A village, an estate or a district: an auxiliary unit of a municipality."""

    class Kind(models.TextChoices):
        """What kind it is, in the words of the act."""

        SOLECTWO = "SOLECTWO", _("sołectwo")
        OSIEDLE = "OSIEDLE", _("osiedle")
        DZIELNICA = "DZIELNICA", _("dzielnica")

    unit_uid = models.CharField(_("unit"), max_length=80)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("auxiliary unit")
        verbose_name_plural = _("auxiliary units")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="organisations_auxiliary_ends_later",
            ),
            models.UniqueConstraint(
                fields=["unit_uid", "kind", "name"],
                condition=Q(until=None),
                name="organisations_auxiliary_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
