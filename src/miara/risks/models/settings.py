"""How a unit measures its risks."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.risks.domain.scales import PRESETS, Scale

__all__ = ["RiskSettings"]


def _five() -> dict[str, Any]:
    return PRESETS["five"].as_json()


class RiskSettings(models.Model):
    """The scale of one unit; a unit without a row measures by five steps."""

    unit_uid = models.CharField(_("unit"), max_length=80, unique=True)
    stored_scale = models.JSONField(_("scale"), default=_five)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("settings of risks")
        verbose_name_plural = _("settings of risks")

    def __str__(self) -> str:
        return self.unit_uid

    @property
    def scale(self) -> Scale:
        """The scale as the domain counts with it."""
        return Scale.of(self.stored_scale)
