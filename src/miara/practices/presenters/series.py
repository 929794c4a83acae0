"""Official numbers of a card's units beside what they declared, starts marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from miara.indicators.public import MarkedSeries
from miara.practices.domain.adoption import GIVEN_UP
from miara.practices.queries.cards import WholeCard
from miara.units.public import UnitFacts

__all__ = ["MOST_SERIES", "series_of_card"]

#: A page stays a page; further aims stand in words among the adoptions.
MOST_SERIES: Final = 6


def series_of_card(
    whole: WholeCard, known: Mapping[str, UnitFacts]
) -> list[MarkedSeries]:
    """What to draw: aims of the leading unit first, then those of adopting units."""
    found: dict[tuple[str, str], MarkedSeries] = {}
    for series in _all(whole, known):
        found.setdefault((series.unit.uid, series.indicator), series)
    return list(found.values())[:MOST_SERIES]


def _all(whole: WholeCard, known: Mapping[str, UnitFacts]) -> Iterator[MarkedSeries]:
    lead = known.get(whole.card.unit_uid)
    for row in whole.results if lead else ():
        if row.is_aim and row.indicator and lead:
            start = whole.card.began_on
            yield MarkedSeries(lead, row.indicator, start, f"-r{row.pk}")
    for adoption in whole.adoptions:
        unit = known.get(adoption.unit_uid)
        if unit is None or adoption.state == GIVEN_UP:
            continue
        for aim in adoption.aims.all():
            yield MarkedSeries(unit, aim.indicator, adoption.starts_on, f"-a{aim.pk}")
