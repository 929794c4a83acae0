"""What the press gets: a ZIP with the results as text to print and as tables."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from miara.contest.models import Edition
from miara.contest.phrases import day_text
from miara.contest.presenters.results import RowView, results_view, table_rows
from miara.contest.queries.results import ReleasedResults
from miara.documents import public as documents

__all__ = ["press_kit", "results_csv", "results_json"]

TEMPLATE: Final = Path(__file__).parents[1] / "typst" / "press.typ"
#: Times inside the ZIP: equal content gives equal bytes.
_STAMP: Final = (2000, 1, 1, 0, 0, 0)


def press_kit(edition: Edition, results: ReleasedResults, *, at: datetime) -> bytes:
    """The package in the clear: two PDF files, CSV, JSON and a note."""
    files = {
        "CZYTAJ.txt": _note(edition),
        "wyniki.csv": results_csv(edition, results),
        "wyniki.json": results_json(edition, results),
        "wyniki-pl.pdf": _pdf(edition, results, "pl", at),
        "results-en.pdf": _pdf(edition, results, "en", at),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, _STAMP), content)
    return out.getvalue()


def results_csv(edition: Edition, results: ReleasedResults) -> bytes:
    """The results as CSV in UTF-8 with a mark of order, as spreadsheets expect."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(table_rows(edition, results))
    return out.getvalue().encode("utf-8-sig")


def results_json(edition: Edition, results: ReleasedResults) -> bytes:
    """The results as JSON."""
    header, *rows = table_rows(edition, results)
    data = {
        "contest": edition.contest.code,
        "edition": edition.slug,
        "stage": results.stage,
        "released_at": results.released_at and results.released_at.isoformat(),
        "is_fictional": edition.is_fictional,
        "results": [dict(zip(header, row, strict=True)) for row in rows],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _pdf(
    edition: Edition, results: ReleasedResults, language: str, at: datetime
) -> bytes:
    with override(language):
        view = results_view(edition, results)
        data: dict[str, Any] = {
            "edition": str(edition.name),
            "lead": str(edition.theme),
            "made": _("As of %(day)s") % {"day": day_text(at)},
            "cells": [
                {
                    "title": cell.title,
                    "rows": [_told(row) for row in cell.rows],
                    "empty": " ".join(
                        filter(None, (_("No title was given."), cell.empty))
                    ),
                }
                for cell in view.cells
            ],
            "special_heading": _("Special titles"),
            "special": [_told(row) for row in view.special],
            "total": _("Applications assessed: %(count)s") % {"count": view.total}
            if view.total is not None
            else "",
            "contact": edition.contact_email,
            "fictional": _("Fictional data.") if edition.is_fictional else "",
        }
        title = _("Results: %(edition)s") % {"edition": edition.name}
        return documents.typeset(
            TEMPLATE, data, title=title, language=language, made_at=at
        )


def _told(row: RowView) -> dict[str, str]:
    return {
        "award": row.award,
        "recipient": row.recipient,
        "title": row.title,
        "justification": row.justification,
    }


def _note(edition: Edition) -> bytes:
    with override("pl"):
        return (
            f"{edition.name}\n\n"
            "Pakiet dla prasy: wyniki w plikach PDF (po polsku i po angielsku) "
            "oraz w tabelach CSV i JSON.\n"
            f"Kontakt: {edition.contact_email or '–'}\n"
        ).encode()
