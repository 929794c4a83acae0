"""A kept file read again, and the codes it uses compared with the dictionary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from miara.budget.domain.dictionary import check_codes
from miara.budget.domain.lines import FileKind, Reading
from miara.budget.domain.readers.files import read_file
from miara.budget.domain.readers.unit_code import Wanted
from miara.budget.models import ReportFile
from miara.budget.queries.codes import dictionary_of
from miara.documents import public as documents
from miara.units import public as units
from miara.units.public import Kind

__all__ = ["reading_of", "wanted_unit"]

_TYPES = {Kind.URBAN: "1", Kind.CITY: "1", Kind.RURAL: "2", Kind.URBAN_RURAL: "3"}


def wanted_unit(unit_uid: str) -> Wanted | None:
    """The unit as ministry's files name it; None when the register lacks it."""
    unit = units.unit_by_uid(unit_uid)
    if unit is None:
        return None
    return Wanted(unit.code, _TYPES.get(unit.kind, ""))


def reading_of(file: ReportFile) -> Reading:
    """Lines, statements and findings of a kept file.

    Raises
    ------
    FileErasedError, FileInfectedError, OSError
        When the kept bytes cannot be had.
    """
    year = file.budget_year
    reading = read_file(
        documents.read_file(file.stored),
        FileKind(file.kind),
        wanted=wanted_unit(year.unit_uid),
        chosen=file.columns,
    )
    if not reading.lines:
        return reading
    last_day = date(year.year, 12, 31)
    codes = check_codes(reading.lines, dictionary_of(year.unit_uid), last_day)
    return replace(reading, findings=(*reading.findings, *codes))
