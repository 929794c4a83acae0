"""The list of guests for a spreadsheet: texts stay texts, nothing is run."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from miara.attendance.models import Desk, Guest
from miara.attendance.presenters.tickets import origins, typed_code
from miara.attendance.queries.guests import Wanted, guests_of
from miara.questionnaires import public as questionnaires

__all__ = ["as_csv", "as_xlsx", "guest_rows"]

Rows = list[list[str]]
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def guest_rows(desk: Desk, wanted: Wanted) -> Rows:
    """A head and a row a guest, answers included; a constant number of queries."""
    guests = list(guests_of(desk, wanted))
    registrations = {row.registration_id: row.registration for row in guests}
    where = origins(list(registrations.values()))
    sheets = questionnaires.AnswerSheet.objects.filter(
        pk__in=[row.sheet_id for row in registrations.values() if row.sheet_id]
    ).select_related("version")
    contents = questionnaires.contents_of(list(sheets))
    fields = {
        field.code: field
        for content in contents.values()
        for field in content.definition.all_fields()
        if field.kind != questionnaires.Kind.STATEMENT
    }
    head = [
        _("Name and surname"),
        _("State"),
        _("Kind of participant"),
        _("From where"),
        _("Voivodeship"),
        _("Code of entry"),
        _("Came"),
        _("Registered"),
        _("E-mail of the sender"),
        *(questionnaires.shown(field, None).label for field in fields.values()),
    ]
    rows = [head]
    for guest in guests:
        row = guest.registration
        content = contents.get(row.sheet_id or 0)
        values = content.values if content else {}
        rows.append(
            [
                *_cells(guest, *where[row.pk]),
                *(
                    "\n".join(questionnaires.shown(field, values.get(code)).paragraphs)
                    for code, field in fields.items()
                ),
            ]
        )
    return rows


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with its mark and semicolons, as spreadsheets in Poland open it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_plain(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook with one sheet of texts."""
    import xlsxwriter  # slow to import, needed for this file only

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(_("Participants")[:31])
        bold = book.add_format({"bold": True})
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                page.write_string(place, column, value, None if place else bold)
        page.freeze_panes(1, 0)
        page.set_column(0, max(0, len(rows[0]) - 1), 22)
    return target.getvalue()


def _cells(guest: Guest, origin: str, voivodeship: str) -> list[str]:
    row = guest.registration
    return [
        guest.name,
        guest.get_state_display(),
        row.get_kind_display(),
        origin,
        voivodeship,
        typed_code(guest.code),
        _moment(guest.arrived_at),
        _moment(row.sent_at),
        row.sender_email,
    ]


def _moment(at: object) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""  # type: ignore[arg-type]


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
