"""The page of a unit, ready for its template."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.charts import Line, formats
from miara.cube.flags import SUMMED
from miara.cube.register import Level
from miara.indicators.domain import unit_standing
from miara.indicators.domain.unit_lenses import Group, Lens, Wish
from miara.indicators.presenters import sentences
from miara.indicators.presenters.sentences import GroupWords
from miara.indicators.presenters.unit_facts import residents_line
from miara.indicators.presenters.unit_lenses import OtherLenses
from miara.indicators.presenters.unit_likes import (
    Likes,
    Member,
    likes_of,
    members_of,
)
from miara.indicators.presenters.unit_links import Choice, compare_url, unit_url
from miara.indicators.presenters.unit_rows import Gap, Highlight, Row, RowMaker
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.unit_figures import Figures, figures
from miara.indicators.queries.unit_groups import offered
from miara.indicators.queries.unit_pages import UnitView, years_of
from miara.units.public import UnitFacts

_NEAREST = 3
_ON_CARD = 3


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a choice."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One management domain of the page."""

    slug: str
    name: str
    description: str
    rows: Sequence[Row]
    gaps: Sequence[tuple[str, Sequence[Gap]]]  # by reason


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything the template shows; texts are in the active language."""

    unit: UnitFacts
    choice: Choice
    headline: Sequence[str]
    lenses: Sequence[Option]
    years: Sequence[Option]
    levels: Sequence[Option]
    summary: Sequence[str]
    strong: Sequence[Highlight]
    weak: Sequence[Highlight]
    different: Sequence[Highlight]
    moving: Sequence[Highlight]
    limit: str
    sections: Sequence[Section]
    waiting: Sequence[Gap]
    words: GroupWords
    group: Group
    likes: Sequence[Likes]
    members: Sequence[Member]
    many: bool
    has_sums: bool
    compare: str
    description: str
    card: Sequence[Line]
    figures: Figures = field(repr=False)


def unit_page(view: UnitView, choice: Choice, language: str) -> UnitPage:
    """Put the numbers of a unit into words and pictures."""
    found = figures(view.facts, view.place, view.group, view.period)
    words = sentences.group_words(view.group, view.facts.level)
    maker = RowMaker(found, view.unit, choice, words, language)
    likes = likes_of(found, choice, language) if _is_likes(view) else []
    summary = _summary(maker, found, words, language)
    elsewhere = OtherLenses(view, found)

    def named(places: Sequence[int]) -> list[Highlight]:
        return [maker.standing(i, elsewhere.sentence(i)) for i in places]

    return UnitPage(
        unit=view.unit,
        choice=choice,
        headline=[
            *filter(None, view.unit.beside_name.split(" · ")),
            *residents_line(view.facts, view.place, language),
        ],
        lenses=_lenses(view),
        years=_years(view),
        levels=_levels(view, choice),
        summary=summary,
        strong=named(found.standing.strong),
        weak=named(found.standing.weak),
        different=named(found.standing.different),
        moving=[maker.moving(movement) for movement in found.movements],
        limit=limit(language),
        sections=_sections(maker, found, language),
        waiting=_waiting(found, language),
        words=words,
        group=view.group,
        likes=likes,
        members=members_of(found, choice),
        many=found.ticks_are_quantiles,
        has_sums=bool((found.flag[found.summary.period >= 0] & SUMMED).any()),
        compare=_compare(view.unit, likes, choice),
        description=" ".join(summary),
        card=_card(maker, found),
        figures=found,
    )


def limit(language: str) -> str:
    """The false-alarm limit of a page as people read it."""
    return formats.percent(100 * unit_standing.PAGE_FALSE_ALARM, language, 0)


def _is_likes(view: UnitView) -> bool:
    return view.group.wish.lens is Lens.LIKES


def _summary(
    maker: RowMaker, found: Figures, words: GroupWords, language: str
) -> list[str]:
    """Three sentences: what stands out, how sure that is, what changed."""
    stand = found.standing

    def first(places: Sequence[int]) -> str:
        return maker.title(places[0]) if places else ""

    moved = found.movements
    return [
        sentences.what_stands_out(
            words,
            first(stand.strong),
            first(stand.weak),
            first(stand.different),
            stand.tested,
        ),
        sentences.how_sure(stand.named, stand.tested, limit(language)),
        sentences.what_changed(
            maker.title(moved[0].indicator) if moved else "",
            maker.movement(moved[0]) if moved else "",
        ),
    ]


def _card(maker: RowMaker, found: Figures) -> list[Line]:
    """What a picture of the unit tells: strong and weak points by turns."""
    stand = found.standing
    by_turns = zip_longest(stand.strong, stand.weak)
    places = [i for pair in by_turns for i in pair if i is not None]
    places += stand.different
    return [
        Line(maker.title(i), maker.sentence(i), maker.strip_data(i, "p"))
        for i in places[:_ON_CARD]
    ]


def _sections(maker: RowMaker, found: Figures, language: str) -> list[Section]:
    by_domain: dict[str, list[int]] = {}
    for i, indicator in enumerate(found.facts.indicators):
        by_domain.setdefault(indicator.domain, []).append(i)
    sections = []
    for code, places in by_domain.items():
        domain = definitions().domains[code]
        sections.append(
            Section(
                slug=domain.slug.en if language.startswith("en") else domain.slug.pl,
                name=domain.name.in_language(language),
                description=domain.description.in_language(language),
                rows=[maker.row(i) for i in places if maker.has_number(i)],
                gaps=_by_reason(
                    maker.gap(i) for i in places if not maker.has_number(i)
                ),
            )
        )
    return sections


def _by_reason(gaps: Iterable[Gap]) -> list[tuple[str, Sequence[Gap]]]:
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        found.setdefault(gap.reason, []).append(gap)
    return list(found.items())


def _waiting(found: Figures, language: str) -> list[Gap]:
    """Indicators of this level that nobody has loaded numbers for."""
    known = {indicator.code for indicator in found.facts.indicators}
    return [
        Gap(indicator.title.in_language(language), indicator.code, "")
        for indicator in definitions().at_level(found.facts.level)
        if indicator.code not in known
    ]


def _lenses(view: UnitView) -> list[Option]:
    chosen = view.group.wish
    found = []
    for lens in offered(view.facts, view.place):
        wish = Wish(lens)
        words = sentences.group_words(
            Group(wish, np.empty(0, int), None, 0), view.facts.level
        )
        found.append(Option(wish.text, words.all, wish == chosen))
    if chosen.lens is Lens.OWN:
        found.append(Option(chosen.text, view.group.name, True))
    return found


def _years(view: UnitView) -> list[Option]:
    period = view.period
    chosen = None if period is None else view.facts.periods[period].start.year
    newest = Option("", _("the newest of each indicator"), chosen is None)
    return [newest] + [
        Option(str(year), str(year), year == chosen) for year in years_of(view.facts)
    ]


def _levels(view: UnitView, choice: Choice) -> list[Option]:
    """Ways to look at a city with county rights; empty for others."""
    if len(view.unit.levels) < 2:
        return []
    names = {
        Level.MUNICIPALITY: _("as a municipality"),
        Level.COUNTY: _("as a county"),
    }
    return [
        Option(
            unit_url(
                view.unit,
                Choice(
                    Wish(Lens.LIKES), level, choice.own_level, choice.year, choice.as_of
                ),
            ),
            names[level],
            level is view.facts.level,
        )
        for level in view.unit.levels
    ]


def _compare(unit: UnitFacts, likes: Sequence[Likes], choice: Choice) -> str:
    near = [member.code for member in likes[0].members[:_NEAREST]] if likes else []
    return compare_url(
        [unit.code, *near], as_of=choice.as_of, poziom=choice.level.value
    )


def how_many(count: int) -> str:
    """Number of indicators with its noun."""
    return ngettext("%(count)s indicator", "%(count)s indicators", count) % {
        "count": count
    }
