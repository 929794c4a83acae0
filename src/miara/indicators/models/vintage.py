"""Which vintage is served, and which ones were."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.indicators.models.personal import ACTOR


class PublishedVintageQuerySet(models.QuerySet["PublishedVintage"]):
    """Selections of vintages."""

    def current(self) -> "PublishedVintage | None":
        """The vintage every page shows, if any was published."""
        return self.filter(is_current=True).first()

    def never_served(self) -> "PublishedVintageQuerySet":
        """Builds that no page was ever made of."""
        return self.filter(is_current=False, published_at=None, publications=None)

    def as_known_at(self, moment: datetime) -> "PublishedVintage | None":
        """The vintage that was served at a moment."""
        publication = (
            Publication.objects.filter(published_at__lte=moment)
            .select_related("vintage")
            .order_by("-published_at", "-pk")
            .first()
        )
        return publication.vintage if publication else None


class PublishedVintage(models.Model):
    """One build of all numbers. Published ones never change and never go away.

    ``is_current`` is the pointer that publishing moves, in one transaction;
    every move is a :class:`Publication`.
    """

    vintage_id = models.CharField(_("vintage"), max_length=64, unique=True)
    built_at = models.DateTimeField(_("built at"))
    published_at = models.DateTimeField(_("last published"), null=True, blank=True)
    is_current = models.BooleanField(_("current"), default=False)
    is_fictional = models.BooleanField(_("fictional"), default=False)
    report = models.JSONField(_("report"), default=dict, blank=True)

    objects = PublishedVintageQuerySet.as_manager()
    personal_data: ClassVar[dict[str, object]] = {}

    class Meta:
        verbose_name = _("vintage")
        verbose_name_plural = _("vintages")
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=models.Q(is_current=True),
                name="indicators_one_current_vintage",
            ),
            models.CheckConstraint(
                name="indicators_current_vintage_is_published",
                condition=models.Q(is_current=False)
                | models.Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.vintage_id


class Publication(models.Model):
    """One move of the pointer: from this moment on this vintage was served."""

    vintage = models.ForeignKey(
        "indicators.PublishedVintage", models.PROTECT, related_name="publications"
    )
    published_at = models.DateTimeField(_("published at"), db_index=True)
    published_by = models.CharField(_("published by"), max_length=64, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {"published_by": ACTOR}

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return f"{self.vintage_id} {self.published_at}"
