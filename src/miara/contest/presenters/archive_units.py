"""Units by titles as a table, and the block on the page of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from miara.contest.domain.titles import TitleClass
from miara.contest.presenters.archive import TitleLine, title_lines, unit_url
from miara.contest.presenters.archive_words import CLASS_WORDS
from miara.contest.queries.archive import UnitCount, titles_of_unit
from miara.core import slots
from miara.units.public import UnitFacts

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["QUERIES", "SLOT", "UnitRow", "register", "unit_block", "unit_table"]

SLOT: Final = "unit-page"
QUERIES: Final = 6


def register() -> None:
    """Add the block to the pages of units."""
    slots.register(
        SLOT,
        name="contest.of_unit",
        order=40,
        build=unit_block,
        template="contest/archive/_of_unit.html",
        queries=QUERIES,
    )


def unit_table(
    counts: Iterable[UnitCount], known: Mapping[str, UnitFacts]
) -> dict[str, Any]:
    """Columns and rows of the list of units."""
    return {
        "columns": [str(word) for word in CLASS_WORDS.values()],
        "rows": [
            UnitRow(known[count.unit_uid], count)
            for count in counts
            if count.unit_uid in known
        ],
    }


class UnitRow:
    """A unit with its numbers in the order of the columns."""

    def __init__(self, unit: UnitFacts, count: UnitCount) -> None:
        self.name = unit.full_name
        self.where = unit.beside_name
        self.url = unit_url(unit)
        self.titles = count.titles
        self.numbers = [
            (str(CLASS_WORDS[kind]), count.by_class[kind]) for kind in TitleClass
        ]
        self.years = ", ".join(str(year) for year in count.years)


def unit_block(
    request: HttpRequest, context: Mapping[str, Any]
) -> dict[str, Any] | None:
    """What a unit got in contests; None when nothing is known."""
    unit = context.get("unit")
    if not isinstance(unit, UnitFacts):
        return None
    now = request.received_at  # type: ignore[attr-defined]
    lines: list[TitleLine] = title_lines(titles_of_unit(unit.uid, now=now))
    if not lines:
        return None
    return {
        "lines": lines,
        "all_units": reverse("contest:archive-units"),
        "caption": _("Titles of the unit in contests"),
    }
