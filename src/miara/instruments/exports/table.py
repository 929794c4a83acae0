"""Instruments of a unit as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from miara.instruments.presenters.pages import InstrumentLine

__all__ = ["as_csv"]


def as_csv(lines: Iterable[InstrumentLine]) -> bytes:
    """One row an instrument, UTF-8 with a mark, as spreadsheets expect.

    Amounts have a point and two places; an empty one was not told.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Symbol"),
            _("Name"),
            _("Kind"),
            _("State"),
            _("Domain"),
            _("From"),
            _("Until"),
            _("Planned, in złoty"),
            _("Executed, in złoty"),
        ]
    )
    for line in lines:
        row = line.row
        cells = [
            row.code,
            row.name,
            str(row.get_kind_display()),
            str(row.get_state_display()),
            str(row.domain or ""),
            row.since or "",
            row.until or "",
            f"{line.planned:.2f}",
            "" if line.executed is None else f"{line.executed:.2f}",
        ]
        writer.writerow([_safe(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe."""
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{cell}"
    return cell
