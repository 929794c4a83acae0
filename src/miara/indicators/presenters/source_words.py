"""Official files in words, for the lists of sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from miara.charts import formats
from miara.indicators.models import DataLoad
from miara.indicators.presenters import indicator_words as words
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.source_files import Content


@dataclass(frozen=True, slots=True)
class PublisherGroup:
    """Files of one publisher."""

    publisher: str
    loads: Sequence[DataLoad]


@dataclass(frozen=True, slots=True)
class IndicatorLink:
    """A link to an indicator."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ContentRow:
    """One variable of a file."""

    title: str
    code: str
    unit_of_measure: str
    periods: str
    indicators: Sequence[IndicatorLink]


def groups_of(loads: Iterable[DataLoad]) -> list[PublisherGroup]:
    """Loads, already in order, under their publishers."""
    found: dict[str, list[DataLoad]] = {}
    for load in loads:
        found.setdefault(load.publisher, []).append(load)
    return [PublisherGroup(name, tuple(rows)) for name, rows in found.items()]


def content_rows(contents: Iterable[Content]) -> list[ContentRow]:
    """Variables of a file in words."""
    known = definitions()
    language = words.language()
    rows = []
    for item in contents:
        variable = known.variables.get(item.code)
        rows.append(
            ContentRow(
                title=variable.title.in_language(language) if variable else item.code,
                code=item.code,
                unit_of_measure=words.unit_title(item.code) if variable else "",
                periods=span(item.periods),
                indicators=tuple(
                    IndicatorLink(
                        known.indicators[code].title.in_language(language),
                        reverse("indicators:indicator", args=[code]),
                    )
                    for code in item.indicators
                ),
            )
        )
    return rows


def span(periods: Sequence[str]) -> str:
    """First to last period; all of them when some between are missing.

    >>> span(["2016", "2017", "2018"]), span(["2015", "2022"]), span(["2024"])
    ('2016–2018', '2015, 2022', '2024')
    """
    years = [int(period) for period in periods if period.isdigit()]
    if len(years) == len(periods) > 2 and years == list(range(years[0], years[-1] + 1)):
        return f"{periods[0]}{formats.NOTHING}{periods[-1]}"
    return ", ".join(periods)
