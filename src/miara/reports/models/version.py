"""Versions of a report that everybody may read, and files made of reports."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import LegalBasis, PersonalField, Scrub
from miara.reports.models.report import Report

__all__ = ["MadeFile", "ReportVersion"]

_IN_THE_BULLETIN = _("As long as the report is public: the names stand in it.")


class ReportVersion(models.Model):
    """A report as it was shown to everybody; never changed afterwards.

    ``content`` is what `miara.reports.domain.content` describes, ``digest`` its
    SHA-256. ``author`` answers for the content, ``publisher`` showed it: both are kept
    as names, because the bulletin tells them even when an account is gone.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(_("content"))
    digest = models.CharField(max_length=64)
    vintage = models.CharField(_("vintage"), max_length=80, blank=True)
    made_at = models.DateTimeField(_("made from the data"))
    published_at = models.DateTimeField(_("made public"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made public by"),
    )
    author = models.CharField(_("who answers for the content"), max_length=200)
    publisher = models.CharField(_("who made it public"), max_length=200)
    note = models.CharField(_("what was changed and why"), max_length=1000, blank=True)
    changed = models.JSONField(_("sections changed"), default=list, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "published_by": PersonalField(
            purpose=_("To know who made the report public."),
            keep_for=_("As long as the report; only the number of the account."),
            scrub=Scrub.KEEP,
        ),
        "author": PersonalField(
            purpose=_("To tell readers who answers for the content of the report."),
            keep_for=_IN_THE_BULLETIN,
            scrub=Scrub.FAKE_NAME,
            legal_basis=LegalBasis.LEGAL_OBLIGATION,
        ),
        "publisher": PersonalField(
            purpose=_("To tell readers who made the report public."),
            keep_for=_IN_THE_BULLETIN,
            scrub=Scrub.FAKE_NAME,
            legal_basis=LegalBasis.LEGAL_OBLIGATION,
        ),
    }

    class Meta:
        verbose_name = _("version of a report")
        verbose_name_plural = _("versions of reports")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["report", "number"], name="reports_version_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(note="")),
                name="reports_version_change_has_note",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class MadeFile(models.Model):
    """A file of a report, kept beside the digest of the content it was made from.

    ``version`` is empty for files of a draft. A package for the bulletin belongs to
    its version, since it tells the whole log of changes up to it. Reports are written
    in Polish, and so are their files.
    """

    class Suffix(models.TextChoices):
        """Formats; the endings of names."""

        HTML = "html", "HTML"
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        XLSX = "xlsx", "XLSX"
        ZIP = "zip", "ZIP"

    report = models.ForeignKey(Report, models.CASCADE, related_name="files")
    version = models.ForeignKey(
        ReportVersion, models.CASCADE, null=True, blank=True, related_name="files"
    )
    digest = models.CharField(max_length=64)
    suffix = models.CharField(_("format"), max_length=4, choices=Suffix)
    stored = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file")
    )
    made_at = models.DateTimeField(_("made at"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("made file of a report")
        verbose_name_plural = _("made files of reports")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["report", "digest", "suffix"],
                condition=Q(version=None),
                name="reports_file_of_draft_once",
            ),
            models.UniqueConstraint(
                fields=["version", "suffix"],
                condition=Q(version__isnull=False),
                name="reports_file_of_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:8]}.{self.suffix}"
