"""What the page of a unit says, as plain sentences for other contexts."""

from __future__ import annotations

from dataclasses import dataclass

from miara.core.errors import MiaraError
from miara.indicators.domain.unit_lenses import Lens, Wish
from miara.indicators.presenters import sentences
from miara.indicators.presenters.unit_links import Choice
from miara.indicators.presenters.unit_rows import RowMaker
from miara.indicators.queries.unit_figures import Figures, figures
from miara.indicators.queries.unit_pages import unit_view
from miara.indicators.queries.vintage_asof import asked_vintage
from miara.units import public as units

__all__ = ["ToldLine", "ToldUnit", "told_of_unit"]


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One indicator: its title, year, and a sentence with value and place.

    ``verdict`` is 1 for a strong side, -1 for a weak one, 2 when it differs without
    being better or worse, 0 when nothing stands out; ``movement`` is a steady change
    in words, empty without one.
    """

    code: str
    title: str
    period: str
    sentence: str
    verdict: int
    movement: str


@dataclass(frozen=True, slots=True)
class ToldUnit:
    """Everything that is known of a unit among units like it.

    ``lines`` are by the code of a management domain, in the order of its page;
    ``missing`` counts the indicators of a domain without a number.
    """

    vintage: str
    lines: dict[str, list[ToldLine]]
    missing: dict[str, int]


def told_of_unit(uid: str, language: str) -> ToldUnit | None:
    """Sentences about a unit in the vintage that is served.

    Parameters
    ----------
    language
        Language of names; sentences are in the active language, so it should be that.

    Returns
    -------
    ToldUnit or None
        None when nothing is published about the unit.
    """
    unit = units.unit_by_uid(uid)
    if unit is None or not unit.exists:
        return None
    level = unit.levels[0]
    wish = Wish(Lens.LIKES)
    try:
        asked = asked_vintage()
        view = unit_view(unit, asked, level, wish, None)
    except MiaraError:
        return None
    found = figures(view.facts, view.place, view.group, view.period)
    words = sentences.group_words(view.group, level)
    choice = Choice(view.group.wish, level, level, None, "")
    maker = RowMaker(found, unit, choice, words, language)
    return _told(asked.row.vintage_id, maker, found)


def _told(vintage: str, maker: RowMaker, found: Figures) -> ToldUnit:
    moving = {each.indicator: maker.movement(each) for each in found.movements}
    lines: dict[str, list[ToldLine]] = {}
    missing: dict[str, int] = {}
    verdicts = found.standing.verdict.tolist()
    shown = found.summary.period.tolist()
    for i, indicator in enumerate(found.facts.indicators):
        if not maker.has_number(i):
            missing[indicator.domain] = missing.get(indicator.domain, 0) + 1
            continue
        line = ToldLine(
            code=indicator.code,
            title=maker.title(i),
            period=maker.labels[shown[i]],
            sentence=maker.sentence(i),
            verdict=verdicts[i],
            movement=moving.get(i, ""),
        )
        lines.setdefault(indicator.domain, []).append(line)
    return ToldUnit(vintage, lines, missing)
