"""All indicators by domain, as their list shows them."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from django.urls import reverse

from miara.cube.definitions import Indicator, IndicatorKind, Status
from miara.cube.register import Level
from miara.indicators.presenters import indicator_words as words
from miara.indicators.presenters.indicator_table import Option
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.indicator_search import indicators_for
from miara.indicators.queries.indicator_values import planes
from miara.indicators.queries.vintage_asof import Asked
from miara.language import fold


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for; empty texts ask for everything."""

    words: str = ""
    kind: str = ""
    level: str = ""
    only_known: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of the list."""

    code: str
    question: str
    title: str
    url: str
    kind: str
    unit_of_measure: str
    levels: str
    newest: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """One management domain with the indicators found in it."""

    anchor: str
    name: str
    description: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """The list with what can be chosen."""

    chapters: Sequence[Chapter]
    count: int
    kinds: Sequence[Option]
    levels: Sequence[Option]
    tabs: Sequence[dict[str, object]]


def indicator_list(asked: Asked, filters: Filters) -> IndicatorList:
    """Indicators that fit the filters, in the order of domains and files."""
    language = words.language()
    inflected = {each.code for each in indicators_for(filters.words)}
    chapters = []
    for domain in definitions().domains.values():
        entries = [
            entry
            for definition in definitions().in_domain(domain.code)
            if _fits(definition, filters, inflected)
            and ((entry := _entry(definition, asked)).newest or not filters.only_known)
        ]
        if entries:
            chapters.append(
                Chapter(
                    anchor=getattr(domain.slug, language),
                    name=domain.name.in_language(language),
                    description=domain.description.in_language(language),
                    entries=entries,
                )
            )
    return IndicatorList(
        chapters=chapters,
        count=sum(len(chapter.entries) for chapter in chapters),
        kinds=[
            Option(kind.value, words.kind_word(kind), kind.value == filters.kind)
            for kind in IndicatorKind
            if any(i.kind is kind for i in definitions().indicators.values())
        ],
        levels=[
            Option(level.value, words.level_word(level), level.value == filters.level)
            for level in Level
        ],
        tabs=[
            {"label": c.name, "url": f"#{c.anchor}", "count": len(c.entries)}
            for c in chapters
        ],
    )


def _fits(definition: Indicator, filters: Filters, inflected: Container[str]) -> bool:
    """Whether an indicator is asked for: parts of words count, and inflected forms."""
    if filters.kind and definition.kind.value != filters.kind:
        return False
    if filters.level and filters.level not in definition.levels:
        return False
    if definition.code in inflected:
        return True
    texts = (definition.title, definition.question)
    said = fold(
        " ".join([definition.code, *(text for t in texts for text in (t.pl, t.en))])
    )
    return all(word in said for word in fold(filters.words).split())


def _entry(definition: Indicator, asked: Asked) -> Entry:
    language = words.language()
    found = planes(asked.vintage, definition.code)
    newest = max((p.periods[p.known[-1]] for p in found.values()), default=None)
    return Entry(
        code=definition.code,
        question=definition.question.in_language(language),
        title=definition.title.in_language(language),
        url=reverse("indicators:indicator", args=[definition.code]),
        kind=words.kind_word(definition.kind),
        unit_of_measure=words.unit_title(definition.code),
        levels=", ".join(words.level_word(level) for level in definition.levels),
        newest=newest.label if newest else "",
        is_confirmed=definition.status is Status.CONFIRMED,
    )
