"""The package in which the file of an edition is handed to the archive."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.contest.models.edition import Edition
from miara.contest.models.shared import ACTOR, actor, new_uid
from miara.core.personal_data import PersonalField


class Dossier(models.Model):
    """One package with everything of an edition, made at one moment.

    The bytes lie in ``MIARA_HOME/dossiers`` under ``uid``: they may be too many to
    hold in memory. ``sha256`` is of the whole package.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="dossiers")
    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    case_number = models.CharField(_("case number"), max_length=80)
    case_class = models.CharField(_("class of the file"), max_length=40)
    category = models.CharField(_("archival category"), max_length=20, blank=True)
    sha256 = models.CharField(_("hash of the package"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    file_count = models.PositiveIntegerField(_("files"))
    made_at = models.DateTimeField(_("made"))
    made_by = actor(_("made by"))
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {"made_by": ACTOR}

    class Meta:
        verbose_name = _("package for the archive")
        verbose_name_plural = _("packages for the archive")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(case_number="") & ~Q(case_class=""),
                name="contest_dossier_has_case",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_number} {self.uid}"
