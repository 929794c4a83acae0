"""Versions of reports, their files, and the content of a draft."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, Prefetch, QuerySet
from django.utils import timezone

from miara.core.models import Job
from miara.reports.domain.content import FORMAT, digest_of, has_something, part_of
from miara.reports.domain.kinds import KINDS
from miara.reports.models import MadeFile, Report, ReportVersion

__all__ = [
    "MAKE_FILES",
    "content_of",
    "digest_of_draft",
    "files_of_draft",
    "files_of_version",
    "known_file",
    "last_version",
    "public_reports",
    "public_version",
    "running_job",
    "running_jobs",
    "version_of",
    "versions_of",
    "versions_with_files",
]

#: Kind of the job that makes files.
MAKE_FILES = "reports.make_files"
_FILES = Prefetch("files", MadeFile.objects.order_by("pk"))


def content_of(report: Report) -> dict[str, Any]:
    """What readers would see of the draft; sections with nothing are left out."""
    sections = report.sections.order_by("position", "pk")
    parts = [
        part_of(row.code, row.heading, row.shown, row.table, row.figures)
        for row in sections
    ]
    return {
        "format": FORMAT,
        "unit": report.unit_uid,
        "kind": report.kind,
        "year": report.year,
        "quarter": report.quarter,
        "vintage": report.vintage,
        "made_on": timezone.localtime(report.made_at).date().isoformat(),
        "sections": [part for part in parts if has_something(part)],
    }


def digest_of_draft(report: Report) -> str:
    """Digest of what the draft says now."""
    return digest_of(content_of(report))


def versions_of(report: Report) -> QuerySet[ReportVersion]:
    """Versions of a report, the newest first, without their content."""
    return report.versions.defer("content").order_by("-number")


def versions_with_files(report: Report) -> QuerySet[ReportVersion]:
    """Versions of a report, the newest first, with their files; two queries."""
    return versions_of(report).prefetch_related(_FILES)


def last_version(report: Report) -> ReportVersion | None:
    """The version that everybody reads."""
    return report.versions.order_by("-number").first()


def version_of(report: Report, number: int) -> ReportVersion | None:
    """One version with its content."""
    return report.versions.select_related("report").filter(number=number).first()


def public_reports(unit_uid: str) -> list[Report]:
    """Reports that everybody may read, with versions and files; three queries."""
    versions = ReportVersion.objects.defer("content").order_by("-number")
    versions = versions.prefetch_related(_FILES)
    rows = Report.objects.filter(unit_uid=unit_uid, published_at__isnull=False)
    rows = rows.annotate(last=Max("versions__number")).filter(last__isnull=False)
    rows = rows.prefetch_related(Prefetch("versions", versions))
    order = list(KINDS)
    return sorted(
        rows, key=lambda row: (-row.year, order.index(row.kind), -row.quarter)
    )


def public_version(
    unit_uid: str, year: int, kind: str, quarter: int, number: int | None = None
) -> ReportVersion | None:
    """A version that everybody may read: the last, or the one asked for; one query."""
    rows = ReportVersion.objects.select_related("report").filter(
        report__unit_uid=unit_uid,
        report__year=year,
        report__kind=kind,
        report__quarter=quarter,
        report__published_at__isnull=False,
    )
    if number is not None:
        rows = rows.filter(number=number)
    return rows.order_by("-number").first()


def files_of_draft(report: Report, digest: str) -> list[MadeFile]:
    """Files made of exactly this content, for a draft or a version; no packages."""
    rows = MadeFile.objects.filter(report=report, digest=digest)
    rows = rows.exclude(suffix=MadeFile.Suffix.ZIP).select_related("stored")
    found: dict[str, MadeFile] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.suffix, row)
    return list(found.values())


def files_of_version(version: ReportVersion) -> list[MadeFile]:
    """Files of a version, in the order of making."""
    return list(version.files.select_related("stored").order_by("pk"))


def known_file(report: Report, digest: str, suffix: str) -> MadeFile | None:
    """A file of this content in one format."""
    found = files_of_draft(report, digest)
    return next((each for each in found if each.suffix == suffix), None)


def running_job(report: Report, version: int, digest: str) -> Job | None:
    """The job that makes files of this content now, if there is one."""
    rows = Job.objects.filter(
        kind=MAKE_FILES,
        params__report=report.pk,
        params__version=version,
        params__digest=digest,
    ).unfinished()
    return rows.newest_first().first()


def running_jobs(report: Report) -> dict[int, Job]:
    """Jobs that make files of the report now, by the number of the version."""
    rows = Job.objects.filter(kind=MAKE_FILES, params__report=report.pk).unfinished()
    return {row.params["version"]: row for row in rows.order_by("pk")}
