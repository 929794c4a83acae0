"""A file that somebody sent, or that the program made."""

import secrets
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub
from miara.documents.domain.kinds import FileKind

_WITH_ITS_CASE = _("as long as the case that the file belongs to")


def new_uid() -> str:
    """A public name that nobody can guess (96 bits)."""
    return secrets.token_urlsafe(12)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Files chosen by state."""

    def living(self) -> Self:
        """Those whose content has not been erased."""
        return self.filter(erased_at__isnull=True)

    def unscanned(self) -> Self:
        """Living files that the antivirus has not seen."""
        return self.living().filter(scan=StoredFile.Scan.NOT_SCANNED)


class StoredFile(models.Model):
    """One file as handed in; the bytes lie on the disk under their digest.

    Several rows may name the same bytes. Who may read a file is decided by the context
    that points at it.
    """

    class Scan(models.TextChoices):
        """What the antivirus said."""

        NOT_SCANNED = "NOT_SCANNED", _("not checked for viruses")
        CLEAN = "CLEAN", _("no virus found")
        INFECTED = "INFECTED", _("a virus was found")

    class Kind(models.TextChoices):
        """What the content is."""

        PDF = FileKind.PDF, "PDF"
        DOCX = FileKind.DOCX, "DOCX"
        XLSX = FileKind.XLSX, "XLSX"
        ODT = FileKind.ODT, "ODT"
        ODS = FileKind.ODS, "ODS"
        JPEG = FileKind.JPEG, "JPEG"
        PNG = FileKind.PNG, "PNG"
        WEBP = FileKind.WEBP, "WebP"
        TEXT = FileKind.TEXT, _("plain text")
        CSV = FileKind.CSV, "CSV"
        SIGNATURE = FileKind.SIGNATURE, _("XAdES signature")
        MP4 = FileKind.MP4, "MP4"
        ZIP = FileKind.ZIP, "ZIP"
        HTML = FileKind.HTML, "HTML"
        SEALED = FileKind.SEALED, _("sealed package")

    uid = models.CharField(max_length=24, unique=True, default=new_uid)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    kind = models.CharField(_("kind of file"), max_length=10, choices=Kind)
    media_type = models.CharField(max_length=100)
    name = models.CharField(_("name"), max_length=200)
    remarks = models.JSONField(_("remarks"), default=list)
    scan = models.CharField(
        _("antivirus"), max_length=12, choices=Scan, default=Scan.NOT_SCANNED
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("sent by"),
    )
    uploaded_at = models.DateTimeField(_("sent at"))
    erased_at = models.DateTimeField(_("erased at"), null=True)
    erased_reason = models.CharField(_("reason of erasure"), max_length=300, blank=True)

    objects = StoredFileQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "name": PersonalField(
            purpose=_("To give the file back under the name that its sender knows."),
            keep_for=_WITH_ITS_CASE,
            scrub=Scrub.BLANK,
        ),
        "uploaded_by": PersonalField(
            purpose=_("To know who sent the file."),
            keep_for=_WITH_ITS_CASE,
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [
            models.Index(
                fields=["sha256"],
                name="documents_file_living_bytes",
                condition=Q(erased_at__isnull=True),
            ),
            models.Index(
                fields=["uploaded_at"],
                name="documents_file_unscanned",
                condition=Q(scan="NOT_SCANNED", erased_at__isnull=True),
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(size__gt=0), name="documents_file_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, erased_reason="")
                | (Q(erased_at__isnull=False) & ~Q(erased_reason="")),
                name="documents_file_erased_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.uid
