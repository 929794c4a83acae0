"""Versions of a report in words: for the office, for everybody, and as a log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from miara.core.models import Job
from miara.core.templatetags.miara import date_pl
from miara.reports.domain.kinds import word_of
from miara.reports.models import MadeFile, Report, ReportVersion
from miara.reports.presenters.report import ShownTable, title_of

__all__ = [
    "Link",
    "OfficeVersion",
    "PublicReport",
    "downloads_of",
    "label_of",
    "log_table",
    "office_version",
    "public_report",
    "url_of",
]


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its words."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfficeVersion:
    """A version on the page of the office; addresses are empty where there is none."""

    version: ReportVersion
    label: str
    url: str
    package: str
    job: str


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A report in the list for everybody."""

    title: str
    kind: str
    year: int
    url: str
    label: str
    published_at: datetime
    earlier: Sequence[Link]
    files: Sequence[Link]


def label_of(version: ReportVersion) -> str:
    """The version by its number."""
    return _("version %(number)s") % {"number": version.number}


def url_of(report: Report, address: str, number: int | None = None) -> str:
    """Address of a report for everybody, of its last version or of the one given."""
    place = (address, word_of(report.kind, report.quarter), report.year)
    if number is None:
        return reverse("reports:public-page", args=place)
    return reverse("reports:public-version", args=(*place, number))


def office_version(
    version: ReportVersion,
    report: Report,
    address: str,
    files: Sequence[MadeFile],
    job: Job | None,
) -> OfficeVersion:
    """A version with its package, or with the job that makes it."""
    has_package = any(each.suffix == MadeFile.Suffix.ZIP for each in files)
    package = (address, report.pk, version.number)
    work = reverse("reports:job", args=(address, report.pk, job.pk)) if job else ""
    return OfficeVersion(
        version,
        label_of(version),
        url_of(report, address, version.number),
        reverse("reports:package", args=package) if has_package else "",
        work,
    )


def public_report(report: Report, unit: str, address: str) -> PublicReport:
    """A report of the list; its versions and their files must be prefetched."""
    last, *rest = report.versions.all()
    return PublicReport(
        title_of(report, unit),
        str(report.get_kind_display()),
        report.year,
        url_of(report, address),
        label_of(last),
        last.published_at,
        [Link(label_of(each), url_of(report, address, each.number)) for each in rest],
        downloads_of(last, report, address, [each.suffix for each in last.files.all()]),
    )


def downloads_of(
    version: ReportVersion, report: Report, address: str, suffixes: Sequence[str]
) -> list[Link]:
    """Files of a version that are ready, and its data, which always are."""
    place = (address, word_of(report.kind, report.quarter), report.year)
    ready = [each for each in suffixes if each != MadeFile.Suffix.ZIP]
    return [
        Link(
            suffix.upper(),
            reverse("reports:version-file", args=(*place, version.number, suffix)),
        )
        for suffix in [*ready, "json"]
    ]


def log_table(versions: Sequence[ReportVersion]) -> ShownTable:
    """Who made each version public, when, and what was changed."""
    head = (
        *(pgettext("of a report", "Version"), _("Made public"), _("Made public by")),
        *(_("Answers for the content"), _("What was changed"), _("Sections changed")),
    )
    rows = [
        (
            *(str(each.number), date_pl(each.published_at, "time"), each.publisher),
            *(each.author, each.note or _("First version.")),
            *("; ".join(each.changed) or "–",),
        )
        for each in versions
    ]
    caption = _("Log of changes")
    return ShownTable(
        caption,
        [(text, False) for text in head],
        [[(text, False) for text in row] for row in rows],
    )
