"""What the first page says of the data: three facts and where to begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from miara.charts import formats
from miara.cube.register import Level
from miara.indicators.presenters.unit_links import page_url
from miara.indicators.queries.units_list import LEVELS, directory
from miara.indicators.queries.vintages import open_vintage, served_vintage

SLOT = "home-page"
QUERIES = 3  # the served vintage twice, the state of the register
_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Example:
    """A unit to begin with."""

    name: str
    where: str
    url: str


def home_block(
    _request: HttpRequest, _context: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Values of the block; None before anything was published."""
    row = served_vintage()
    if row is None:
        return None
    language = get_language() or "pl"
    vintage = open_vintage(row)
    here = directory()
    blocks = [block for block in vintage.blocks if block.level in LEVELS]
    years = [period.start.year for block in blocks for period in block.periods]
    numbers = sum(row.report.get("values", {}).values())
    indicators = len({code for block in blocks for code in block.indicators})
    facts = [
        _many(
            len({u.uid for found in here.by_level.values() for u in found}), language
        ),
        ngettext(
            "%(count)s indicator, %(numbers)s numbers",
            "%(count)s indicators, %(numbers)s numbers",
            indicators,
        )
        % {"count": indicators, "numbers": formats.number(numbers, language)},
    ]
    if years:
        facts.append(
            _("years from %(first)s to %(last)s")
            % {"first": min(years), "last": max(years)}
        )
    return {
        "facts": facts,
        "examples": _examples(here.by_level, here.inhabitants),
        "published_at": row.published_at,
    }


def _many(count: int, language: str) -> str:
    return ngettext(
        "%(count)s local government", "%(count)s local governments", count
    ) % {"count": formats.number(count, language)}


def _examples(
    by_level: Mapping[Level, tuple[Any, ...]], inhabitants: Mapping[str, float]
) -> list[Example]:
    """The largest unit of each level and one of middling size: never empty pages."""
    found = []
    for level in LEVELS:
        known = sorted(
            (unit for unit in by_level[level] if unit.uid in inhabitants),
            key=lambda unit: -inhabitants[unit.uid],
        )
        if not known:
            continue
        found.append(known[0])
        if level is Level.MUNICIPALITY and len(known) > _EXAMPLES:
            found.append(known[len(known) // 2])
    chosen = {unit.uid: unit for unit in found}.values()
    return [Example(u.full_name, u.beside_name, page_url(u.address)) for u in chosen]
