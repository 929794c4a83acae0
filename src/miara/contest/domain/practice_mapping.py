"""From answers of a form to the parts of a description in the good-practice base.

Which answer becomes which part is data beside the form; here it is read and applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict

__all__ = [
    "Mapped",
    "Place",
    "PracticeMapping",
    "day_of",
    "direction_of",
    "mapping_for",
    "paragraphs",
    "year_of",
]

FOLDER: Final = Path(__file__).parents[2] / "definitions" / "forms" / "cards"
DEFAULT: Final = "slz"
_YEARS: Final = range(1900, 2200)


class Mapped(BaseModel):
    """Base of what the files hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(Mapped):
    """Where a choice of domain stands in the base."""

    section: str
    domain: str


class PracticeMapping(Mapped):
    """Codes of fields by the part of a description that they become."""

    form: str
    consent: str
    title: str
    lead: str
    texts: dict[str, tuple[str, ...]]
    period: str
    is_running: str
    partners: str
    results: str
    costs: str
    domain: str
    places: dict[str, Place]


def mapping_for(form: str) -> PracticeMapping:
    """The mapping of a form, else that of the shipped form.

    >>> mapping_for("slz").texts["situation"]
    ('before',)
    """
    found = _mappings()
    return found.get(form, found[DEFAULT])


@cache
def _mappings() -> dict[str, PracticeMapping]:
    rows = [
        PracticeMapping.model_validate(yaml.safe_load(path.read_text("utf-8")))
        for path in sorted(FOLDER.glob("*.yaml"))
    ]
    return {row.form: row for row in rows}


def paragraphs(values: Mapping[str, Any], codes: Iterable[str]) -> str:
    """Answers one under another, those that are empty passed over.

    >>> paragraphs({"a": " Raz. ", "b": "", "c": "Dwa."}, ["a", "b", "c", "d"])
    'Raz.\\n\\nDwa.'
    """
    said = (str(values.get(code) or "").strip() for code in codes)
    return "\n\n".join(text for text in said if text)


def day_of(text: str) -> date | None:
    """A day of the canonical answers; None for anything else.

    >>> day_of("2024-03-01"), day_of(""), day_of("2024")
    (datetime.date(2024, 3, 1), None, None)
    """
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def year_of(text: str) -> int | None:
    """A year that may be meant; None otherwise.

    >>> year_of("2024"), year_of("24"), year_of("rok 2024")
    (2024, None, None)
    """
    return int(text) if text.isdecimal() and int(text) in _YEARS else None


def direction_of(start: Decimal | None, wanted: Decimal | None) -> str:
    """UP or DOWN from the first value to the wanted one; empty when not told.

    >>> direction_of(Decimal(4), Decimal(9)), direction_of(Decimal(4), None)
    ('UP', '')
    """
    if start is None or wanted is None or start == wanted:
        return ""
    return "UP" if wanted > start else "DOWN"
