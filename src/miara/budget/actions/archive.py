"""Many reports in one ZIP: each file inside becomes drafts, or says why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from miara.budget.actions.files import LIMIT, send_file
from miara.budget.actions.guards import allow
from miara.budget.domain.lines import FileKind, Side
from miara.budget.domain.readers.rb_xml import ReportMark, reports_in
from miara.budget.domain.readers.unit_code import Wanted
from miara.budget.errors import TooManyFilesError
from miara.budget.models import BudgetYear, ReportFile
from miara.budget.permissions import can_keep
from miara.budget.queries.reading import wanted_unit
from miara.documents import public as documents

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["MOST", "Sent", "SentHow", "send_archive"]

#: Four quarters of both reports, with corrections, are fewer.
MOST: Final = 40
_KINDS: Final = {Side.REVENUE: FileKind.RB27S, Side.EXPENDITURE: FileKind.RB28S}
_MONTHS: Final = {3: 1, 6: 2, 9: 3, 12: 4}
_QUARTERS: Final = 4


class SentHow(StrEnum):
    """What became of a file of an archive, or of a report in it."""

    DRAFT = "DRAFT"
    KNOWN = "KNOWN"
    REFUSED = "REFUSED"
    NOT_XML = "NOT_XML"
    DAMAGED = "DAMAGED"
    NOT_OURS = "NOT_OURS"
    OTHER_YEAR = "OTHER_YEAR"
    NO_QUARTER = "NO_QUARTER"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file inside, what became of it, the draft, and facts for the sentence."""

    name: str
    how: SentHow
    file: ReportFile | None = None
    why: str = ""
    number: int = 0


def send_archive(
    year: BudgetYear, *, content: Any, name: str, by: User | None, now: datetime
) -> list[Sent]:
    """Read a ZIP of the ministry's XML; reports of the unit are kept as drafts.

    Nothing is taken into the budget: a person looks at each draft. The same archive
    sent twice makes no second drafts. The archive itself is not kept.

    Parameters
    ----------
    content
        Bytes, or a file open for reading from its start.

    Returns
    -------
    list[Sent]
        In the order of the archive; a file with both reports of the unit has two.

    Raises
    ------
    BadFileError, FileInfectedError, ScannerUnreachableError
        When the archive as a whole cannot be accepted.
    TooManyFilesError
        When it holds more than `MOST` files.
    YearClosedError, NotAllowedError
    """
    allow(can_keep(by, year.unit_uid) if by else None)
    inside = documents.unpack_archive(content=content, name=name, limit=LIMIT)
    if len(inside) > MOST:
        raise TooManyFilesError(count=len(inside), most=MOST)
    wanted = wanted_unit(year.unit_uid)
    found: list[Sent] = []
    for each in inside:
        found += _sent(year, each, wanted, by, now)
    return found


def _sent(
    year: BudgetYear,
    each: documents.ArchivedFile,
    wanted: Wanted | None,
    by: User | None,
    now: datetime,
) -> list[Sent]:
    if each.fault is not None:
        why = documents.sentence_of(each.fault, {"limit": LIMIT})
        return [Sent(each.name, SentHow.REFUSED, why=why)]
    if not each.content[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return [Sent(each.name, SentHow.NOT_XML)]
    try:
        marks, units = reports_in(each.content, wanted)
    except ValueError as error:
        return [Sent(each.name, SentHow.DAMAGED, why=str(error))]
    if not marks:
        return [Sent(each.name, SentHow.NOT_OURS, number=units)]
    return [_draft(year, each, mark, by, now) for mark in marks]


def _draft(
    year: BudgetYear,
    each: documents.ArchivedFile,
    mark: ReportMark,
    by: User | None,
    now: datetime,
) -> Sent:
    if mark.year != year.year:
        return Sent(each.name, SentHow.OTHER_YEAR, number=mark.year)
    quarter = mark.period if mark.period <= _QUARTERS else _MONTHS.get(mark.period, 0)
    if not quarter:
        return Sent(each.name, SentHow.NO_QUARTER, number=mark.period)
    try:
        row = send_file(
            year,
            kind=_KINDS[mark.side],
            quarter=quarter,
            content=each.content,
            name=each.name,
            by=by,
            now=now,
        )
    except documents.DocumentsError as error:
        return Sent(each.name, SentHow.REFUSED, why=str(error.for_people()))
    is_new = row.sent_at == now
    return Sent(each.name, SentHow.DRAFT if is_new else SentHow.KNOWN, row)
