"""Results of past editions, as facts with sources."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.localized import LocalizedField
from miara.core.personal_data import PersonalField


class PastEdition(models.Model):
    """An edition known from published sources only.

    ``facts`` maps a `domain.past_editions.FactCode` to ``{"statements",
    "contradiction"}``: sources that disagree stand side by side. ``words`` lists its
    groups and domains with codes and names, ``sources`` gives name and address of each
    source by number. ``digest`` covers the content and the units that
    entrants were tied to.
    """

    code = models.SlugField(_("address"), max_length=40, unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    name = LocalizedField(_("name"), max_length=300)
    theme = LocalizedField(_("theme"), max_length=400, blank=True)
    facts = models.JSONField(_("facts"), default=dict)
    words = models.JSONField(default=dict, blank=True)
    sources = models.JSONField(_("sources"), default=dict, blank=True)
    gaps = LocalizedField(_("what is not known"), blank=True, multiline=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(_("loaded"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("past edition")
        verbose_name_plural = _("past editions")

    def __str__(self) -> str:
        return str(self.name)


class PastResult(models.Model):
    """One line of published results; the unit is tied to the register where certain.

    ``group`` and ``domain`` are codes of the edition's ``words``, ``award`` is a
    `domain.past_editions.PastAward`. ``details`` holds what is rarely there: place,
    level, how far the title is known, what was inferred, notes, why there is no unit.
    """

    edition = models.ForeignKey(PastEdition, models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField(_("position"))
    entrant = models.CharField(_("entrant"), max_length=300)
    unit_uids = models.JSONField(_("units"), default=list, blank=True)
    group = models.CharField(_("group"), max_length=40, blank=True)
    domain = models.CharField(_("domain"), max_length=200, blank=True)
    title = models.TextField(_("title of the project"), blank=True)
    award = models.CharField(_("award"), max_length=40)
    sources = models.JSONField(_("sources"), default=list)
    details = models.JSONField(default=dict, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("past result")
        verbose_name_plural = _("past results")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="contest_past_result_once"
            )
        ]

    def __str__(self) -> str:
        return self.entrant
