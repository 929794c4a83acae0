"""Packages of a whole unit, made here or brought from elsewhere."""

import secrets
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.keys import actor
from miara.core.personal_data import PersonalField
from miara.exchange.models.shared import WHO

__all__ = ["Package", "new_uid"]


def new_uid() -> str:
    """A public name that nobody can guess (96 bits)."""
    return secrets.token_hex(12)


class Package(models.Model):
    """One package; its bytes lie in a folder of their own and are erased in time.

    ``about`` is what the manifest or the check says: counts by table, units, remarks.
    """

    class Direction(models.TextChoices):
        """Where it goes."""

        OUT = "OUT", _("made here")
        IN = "IN", _("brought from elsewhere")

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "WAITING", pgettext_lazy("package", "being made or checked")
        READY = "READY", pgettext_lazy("package", "ready")
        REFUSED = "REFUSED", pgettext_lazy("package", "refused")
        TAKEN = "TAKEN", pgettext_lazy("package", "taken in")
        ERASED = "ERASED", pgettext_lazy("package", "erased")

    uid = models.CharField(max_length=24, unique=True, default=new_uid)
    unit_uid = models.CharField(_("unit"), max_length=80)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction)
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.WAITING
    )
    sha256 = models.CharField(_("control sum"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    about = models.JSONField(_("content"), default=dict, blank=True)
    ordered_at = models.DateTimeField(_("ordered"))
    ordered_by = actor(_("ordered by"))
    job_id = models.PositiveBigIntegerField(null=True, editable=False)

    personal_data: ClassVar[dict[str, PersonalField]] = {"ordered_by": WHO}

    class Meta:
        verbose_name = _("package of a unit")
        verbose_name_plural = _("packages of units")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(direction="OUT", state="TAKEN"),
                name="exchange_package_only_brought_is_taken",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["unit_uid", "-ordered_at"], name="exchange_package_of_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.uid

    @property
    def path(self) -> Path:
        """Where its bytes lie."""
        return Path(settings.MIARA_HOME) / "packages" / f"{self.uid}.zip"

    @property
    def is_here(self) -> bool:
        """Whether its bytes can be had."""
        return self.state in {self.State.READY, self.State.TAKEN} and (
            self.path.is_file()
        )
