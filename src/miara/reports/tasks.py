"""Files of reports, made by the worker while a person watches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from miara.core.jobs import job
from miara.core.progress import Progress
from miara.documents import public as documents
from miara.reports.actions.files import drop_old_files, keep_report_file
from miara.reports.domain.content import digest_of
from miara.reports.errors import ReportChangedError
from miara.reports.exports.bulletin import bulletin_package, name_of
from miara.reports.exports.content import Paper, paper_of
from miara.reports.exports.report import FORMATS, report_file
from miara.reports.models import MadeFile, Report, ReportVersion
from miara.reports.queries.versions import (
    MAKE_FILES,
    content_of,
    known_file,
    version_of,
)
from miara.units import public as units

__all__ = ["make_files"]


@dataclass(frozen=True, slots=True)
class _Work:
    """What files are made of; no version for a draft."""

    report: Report
    version: ReportVersion | None
    digest: str
    paper: Paper
    address: str

    @property
    def name(self) -> str:
        """Name of the files, without an ending."""
        if self.version is not None:
            return name_of(self.version, self.address)
        return f"raport-{self.address}-{self.report.year}-szkic"


@job(MAKE_FILES, retries=1)
def make_files(
    progress: Progress, *, report: int, version: int, digest: str
) -> dict[str, Any]:
    """Make and keep every format; files that are kept already are not made again.

    Raises
    ------
    ReportChangedError
        When the draft says something else than it did when files were asked for.
    """
    with override("pl"):
        work = _work(report, version, digest)
        steps = list(_steps(work, progress))
    if work.version is None:
        drop_old_files(work.report, digest, now=timezone.now())
    return {"files": [each.suffix for each in steps]}


def _work(report: int, version: int, digest: str) -> _Work:
    row = Report.objects.get(pk=report)
    found = version_of(row, version) if version else None
    content = found.content if found else content_of(row)
    if digest_of(content) != digest or (version and found is None):
        raise ReportChangedError
    unit = units.unit_by_uid(row.unit_uid)
    name = unit.full_name if unit else row.unit_uid
    address = unit.address if unit else row.unit_uid
    return _Work(row, found, digest, paper_of(row, content, name), address)


def _steps(work: _Work, progress: Progress) -> Iterator[MadeFile]:
    total = len(FORMATS) + (work.version is not None)
    progress.stage(_("Making files of the report"), total=total)
    kept: dict[str, bytes] = {}
    for suffix in FORMATS:
        made = _one(work, suffix)
        kept[suffix] = documents.read_file(made.stored)
        progress.advance()
        yield made
    if work.version is not None:
        yield _package(work, work.version, kept)
        progress.advance()


def _one(work: _Work, suffix: str) -> MadeFile:
    known = known_file(work.report, work.digest, suffix)
    content = known.stored if known else report_file(work.paper, suffix)
    return _kept(work, suffix, content)


def _package(work: _Work, version: ReportVersion, files: dict[str, bytes]) -> MadeFile:
    log = work.report.versions.filter(number__lte=version.number).order_by("number")
    content = bulletin_package(
        work.paper, version, list(log.defer("content")), work.address, files
    )
    return _kept(work, MadeFile.Suffix.ZIP, content)


def _kept(work: _Work, suffix: str, content: bytes | documents.StoredFile) -> MadeFile:
    return keep_report_file(
        work.report,
        version=work.version,
        digest=work.digest,
        suffix=suffix,
        content=content,
        name=f"{work.name}.{suffix}",
        now=timezone.now(),
    )
