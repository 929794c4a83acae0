"""Files: the merge list of a dispatch, the directory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from miara.notifications.models import Dispatch
from miara.notifications.queries.dispatches import items_of
from miara.organisations import public as organisations
from miara.units import public as units

__all__ = ["directory_csv", "directory_xlsx", "merge_list"]

#: Texts that a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def merge_list(dispatch: Dispatch) -> bytes:
    """Letters of a dispatch for labels, merging and the book of letters, as XLSX."""
    rows = list(items_of(dispatch))
    places = units.units_by_uid(row.unit_uid for row in rows)
    heads = organisations.heads_of(row.unit_uid for row in rows)
    header = [
        "TERYT",
        _("Unit"),
        pgettext("of a head", "Office"),
        _("First name and surname"),
        _("Salutation"),
        _("Postal address"),
        _("e-Doręczenia address"),
        _("E-mail"),
        pgettext("of a letter", "Channel"),
        _("State"),
        _("Proof"),
        _("Sent at"),
        _("Hash of the letter (SHA-256)"),
    ]
    lines = []
    for row in rows:
        unit, head = places.get(row.unit_uid), heads.get(row.unit_uid)
        moment = timezone.localtime(row.proof_at) if row.proof_at else None
        lines.append(
            [
                unit.code if unit else row.unit_uid,
                unit.full_name if unit else "",
                head.office_title if head else "",
                head.full_name if head else "",
                head.salutation if head else "",
                head.postal_address if head else "",
                head.edelivery_address if head else "",
                head.email if head else "",
                str(row.get_channel_display()),
                str(row.get_state_display()),
                row.proof_number or row.proof_note,
                moment.strftime("%Y-%m-%d %H:%M") if moment else "",
                row.letter_sha256,
            ]
        )
    return _workbook(header, lines)


def directory_xlsx(lines: Iterable[organisations.DirectoryLine]) -> bytes:
    """The directory as a workbook that can be taken in again."""
    return _workbook(_HEADER, map(_cells, lines))


def directory_csv(lines: Iterable[organisations.DirectoryLine]) -> str:
    """The directory as text with semicolons that can be taken in again."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADER)
    for line in lines:
        writer.writerow([_safe(cell) for cell in _cells(line)])
    return "\ufeff" + target.getvalue()


_HEADER = (
    "TERYT",
    "Jednostka",
    "Stanowisko",
    "Imię i nazwisko",
    "Forma",
    "Zwrot do adresata",
    "E-mail",
    "Adres do e-Doręczeń",
    "Adres",
    "Telefon",
    "Źródło",
    "Stan na",
    "Poczta wróciła",
)


def _cells(line: organisations.DirectoryLine) -> list[str]:
    head = line.head
    if head is None:
        return [line.unit.code, line.unit.full_name, *[""] * (len(_HEADER) - 2)]
    return [
        line.unit.code,
        line.unit.full_name,
        head.office_title,
        head.full_name,
        {"F": "Pani", "M": "Pan"}.get(head.form, ""),
        head.salutation,
        head.email,
        head.edelivery_address,
        head.postal_address,
        head.phone,
        head.source,
        head.as_of.isoformat(),
        head.bounced_at.date().isoformat() if head.bounced_at else "",
    ]


def _safe(cell: str) -> str:
    """A text that no spreadsheet runs; telephone numbers keep their plus."""
    is_number = cell[1:].replace(" ", "").isdigit()
    return "'" + cell if cell.startswith(_FORMULA) and not is_number else cell


def _workbook(header: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, list(header), book.add_format({"bold": True}))
    for at, line in enumerate(lines, start=1):
        for place, cell in enumerate(line):
            sheet.write_string(at, place, cell)
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()
