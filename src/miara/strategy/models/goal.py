"""Goals of a document as a tree."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.strategy.models.document import Document
from miara.strategy.models.domain import Service, UnitDomain
from miara.strategy.models.shared import Revised, post

__all__ = ["Goal"]


class Goal(Revised):
    """A goal, a direction or a key action: a node of the tree of a document.

    ``level`` counts from 0 at the top and is one below that of the parent.
    ``continues`` is the same goal in the version before.
    """

    class Dimension(models.TextChoices):
        """The dimensions that the act on municipal self-government names."""

        SOCIAL = "SOCIAL", _("social")
        ECONOMIC = "ECONOMIC", _("economic")
        SPATIAL = "SPATIAL", _("spatial")

    document = models.ForeignKey(Document, models.CASCADE, related_name="goals")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    level = models.PositiveSmallIntegerField(_("level of the goal"), default=0)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    code = models.CharField(_("symbol"), max_length=40)
    text = models.TextField(_("goal"))
    dimension = models.CharField(
        _("dimension"), max_length=8, choices=Dimension, blank=True
    )
    expected_results = models.TextField(_("expected results"), blank=True)
    domains = models.ManyToManyField(
        UnitDomain, blank=True, related_name="goals", verbose_name=_("domains")
    )
    services = models.ManyToManyField(
        Service, blank=True, related_name="goals", verbose_name=_("public services")
    )
    owner = post(_("owner"))
    continues = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="continued_by"
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["document", "code"], name="strategy_goal_code_once"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="strategy_goal_not_own_parent",
            ),
            models.CheckConstraint(
                condition=Q(parent=None, level=0)
                | Q(parent__isnull=False, level__gt=0),
                name="strategy_goal_top_has_no_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"
