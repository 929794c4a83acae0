"""The register of a unit as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from miara.risks.presenters.pages import RiskLine

__all__ = ["as_csv"]


def as_csv(lines: Iterable[RiskLine]) -> bytes:
    """One row a risk, UTF-8 with a mark, as spreadsheets expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Number of the risk"),
            _("What may happen"),
            _("Category"),
            _("Cause"),
            _("Effect"),
            _("Level without controls"),
            _("Present controls"),
            _("Level with controls"),
            _("Reaction"),
            _("Planned action"),
            _("Deadline"),
            _("Owner"),
            _("Next review"),
        ]
    )
    for line in lines:
        row = line.row
        cells = [
            row.number,
            row.name,
            str(row.get_category_display()),
            row.cause,
            row.effect,
            line.inherent,
            row.controls,
            line.residual,
            str(row.get_reaction_display()),
            row.action,
            row.action_by or "",
            row.owner.title if row.owner else "",
            row.review_on or "",
        ]
        writer.writerow([_safe(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe."""
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{cell}"
    return cell
