"""Rows of a description: partners, results, costs, files, awards.

They travel with the revisions of the card, so they belong to its cluster.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey

from miara.core.personal_data import PersonalField
from miara.documents.public import AttachedFile
from miara.practices.domain.costs import CostKind

_CARD = "practices.PracticeCard"


class PracticePartner(models.Model):
    """Who did it together with the leader: a unit, or another body by name."""

    card = ParentalKey(_CARD, on_delete=models.CASCADE, related_name="partners")
    position = models.PositiveSmallIntegerField(default=0)
    sort_order_field = "position"
    unit_uid = models.CharField(_("unit"), max_length=80, blank=True)
    name = models.CharField(_("name"), max_length=300, blank=True)
    role = models.CharField(_("what it did"), max_length=300, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}
    not_personal = ("name",)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(unit_uid="") | ~Q(name=""),
                name="practices_partner_is_named",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.unit_uid


class PracticeResult(models.Model):
    """A number that changed, or that the practice aimed at.

    ``indicator`` is a code of Miara's; its official values stand beside what the
    author wrote. ``is_aim``: declared as what the practice was to move.
    """

    class Direction(models.TextChoices):
        """Which way was wanted."""

        UP = "UP", _("more is better")
        DOWN = "DOWN", _("less is better")

    card = ParentalKey(_CARD, on_delete=models.CASCADE, related_name="result_rows")
    position = models.PositiveSmallIntegerField(default=0)
    sort_order_field = "position"
    label = models.CharField(_("what was counted"), max_length=200)
    indicator = models.CharField(_("indicator"), max_length=80, blank=True)
    direction = models.CharField(
        _("wanted direction"), max_length=4, choices=Direction, blank=True
    )
    is_aim = models.BooleanField(_("the practice aimed at it"), default=False)
    measure = models.CharField(_("unit of measure"), max_length=40, blank=True)
    before = models.DecimalField(
        _("before"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    before_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    after = models.DecimalField(
        _("after"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    after_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = pgettext_lazy("practice", "results")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["indicator"], name="practices_result_indicator"),
        ]

    def __str__(self) -> str:
        return self.label


class PracticeCost(models.Model):
    """An amount, once or every year, with its source."""

    class Kind(models.TextChoices):
        """When the money is spent."""

        ONE_OFF = CostKind.ONE_OFF.value, _("once")
        YEARLY = CostKind.YEARLY.value, _("every year")

    card = ParentalKey(_CARD, on_delete=models.CASCADE, related_name="costs")
    position = models.PositiveSmallIntegerField(default=0)
    sort_order_field = "position"
    kind = models.CharField(_("when"), max_length=7, choices=Kind)
    label = models.CharField(_("what for"), max_length=200)
    amount = models.DecimalField(_("amount in zloty"), max_digits=14, decimal_places=2)
    year = models.PositiveSmallIntegerField(_("year of prices"), null=True, blank=True)
    source = models.CharField(_("paid from"), max_length=200, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="practices_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PracticeFile(AttachedFile):
    """A picture, an attachment or a model document to take over."""

    class Kind(models.TextChoices):
        """What it is for."""

        PHOTO = "PHOTO", _("picture")
        MODEL = "MODEL", _("model document to take over")
        ATTACHMENT = "ATTACHMENT", _("attachment")

    card = ParentalKey(_CARD, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)

    class Meta(AttachedFile.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(kind="PHOTO") | ~Q(alternative=""),
                name="practices_file_photo_described",
            ),
        ]


class PracticeAward(models.Model):
    """A title that the practice got, as its source says."""

    card = ParentalKey(_CARD, on_delete=models.CASCADE, related_name="awards")
    position = models.PositiveSmallIntegerField(default=0)
    sort_order_field = "position"
    contest = models.CharField(_("contest"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source"), max_length=500, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def __str__(self) -> str:
        return f"{self.contest} {self.year or ''}".strip()
