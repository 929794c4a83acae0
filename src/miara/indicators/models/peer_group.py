"""A comparison group somebody chose."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.indicators.models.personal import ACTOR


class PeerGroup(models.Model):
    """Units chosen by a person for comparison; whoever has the address sees it."""

    token = models.CharField(_("address"), max_length=22, unique=True)
    name = models.CharField(_("name of the group"), max_length=120)
    level = models.CharField(_("level"), max_length=20)
    unit_uids = models.JSONField(_("units"), default=list)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.CharField(_("created by"), max_length=64, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {"created_by": ACTOR}

    class Meta:
        verbose_name = _("comparison group")
        verbose_name_plural = _("comparison groups")

    def __str__(self) -> str:
        return self.name
