"""Everything that contests keep about one person, as a ZIP of JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime

from miara.contest.domain.closing.bag import SEPARATOR
from miara.contest.queries.persons import PersonTable

__all__ = ["person_package"]


def person_package(
    email: str, tables: Sequence[PersonTable], *, now: datetime
) -> bytes:
    """The package; one person's data are small, so it is made in memory."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        whole = {
            table.name: [
                dict(zip(table.columns, row, strict=True)) for row in table.rows
            ]
            for table in tables
        }
        about = {"email": email, "made_at": now.isoformat(), "data": whole}
        text = json.dumps(about, ensure_ascii=False, indent=1)
        package.writestr("dane.json", text + "\n")
        for table in tables:
            package.writestr(f"{table.name}.csv", _csv(table))
    return file.getvalue()


def _csv(table: PersonTable) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=SEPARATOR)
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return text.getvalue().encode("utf-8-sig")
