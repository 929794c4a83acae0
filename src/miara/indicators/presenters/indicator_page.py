"""Everything the page of one indicator shows, ready for its template."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from miara.cube.definitions import Indicator, Source, Status
from miara.cube.formula.nodes import Name
from miara.cube.register import Level
from miara.indicators.presenters import chart_tables, indicator_words
from miara.indicators.presenters import indicator_sentences as sentences
from miara.indicators.presenters.chart_indicator import NARROW, ChartKind, Subject, draw
from miara.indicators.presenters.indicator_formula import formula_text, with_numbers
from miara.indicators.presenters.indicator_table import interval
from miara.indicators.presenters.tables import Table
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.indicator_choice import Choice
from miara.indicators.queries.indicator_inputs import Input, Inputs, inputs_of
from miara.indicators.queries.indicator_values import country_cell
from miara.indicators.queries.source_files import SourceFile, load_ids
from miara.units import public as units

PNG_SCALE: Final = 2  # pixels of a file for each of a chart


@dataclass(frozen=True, slots=True)
class InputRow:
    """One published number behind a value."""

    title: str
    period: str
    value: str
    reason: str
    marks: str
    file: str
    url: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """How the number of one unit came about.

    ``expression`` is empty where the publisher's own number is shown as it is.
    """

    name: str
    period: str
    expression: str
    result: str
    interval: str
    reason: str
    inputs: tuple[InputRow, ...]


def answers(choice: Choice, subject: Subject | None) -> list[str]:
    """The answer in sentences: the unit first, then the country, then the spread."""
    definition = choice.definition
    said: list[str] = []
    if subject is None or choice.here is None:
        return said
    period = choice.here.periods[choice.period]
    if choice.unit is not None and choice.place is not None:
        found = sentences.standing(
            choice.asked.vintage, choice.here, choice.period, choice.place
        )
        cell = choice.here.cell(choice.period, choice.place)
        compared = sentences.standing_sentence(found, choice.here.level)
        title = choice.unit.title
        said.append(sentences.unit_sentence(definition, title, period, cell, compared))
        if found is not None and found.lonely:
            said.append(_("It has no close peers, so read the comparison with care."))
    country = country_cell(choice.asked.vintage, definition.code)
    if country is not None:
        said.append(sentences.country_sentence(definition, *country))
    said.append(sentences.spread_sentence(choice.here, choice.period))
    return said


def calculation(choice: Choice) -> Calculation | None:
    """The unit's number worked out from what was published; one query.

    None without a unit on the axis.
    """
    if choice.here is None or choice.unit is None or choice.place is None:
        return None
    known = definitions()
    definition = choice.definition
    period = choice.here.periods[choice.period]
    cell = choice.here.cell(choice.period, choice.place)
    lookup = Inputs(choice.asked.vintage, choice.unit.uid)
    found = inputs_of(definition.code, period, lookup, known)
    rows = load_ids({item.origin.sha256 for item in found if item.origin})
    has_value = cell.value is not None
    return Calculation(
        name=choice.unit.title,
        period=period.label,
        expression=(
            ""
            if _is_as_published(definition)
            else with_numbers(definition, period, lookup, known)
        ),
        result=indicator_words.shown(definition, cell.value) if has_value else "",
        interval=interval(cell.lower, cell.upper, definition.decimals),
        reason="" if has_value else indicator_words.reason(cell.flag, definition),
        inputs=tuple(_input_row(item, rows) for item in found),
    )


def _is_as_published(definition: Indicator) -> bool:
    compiled = definitions().compiled[definition.code]
    return (
        isinstance(compiled.numerator, Name)
        and compiled.numerator.code not in definitions().derived
        and compiled.denominator is None
        and definition.factor == 1
    )


def _input_row(item: Input, rows: dict[str, int]) -> InputRow:
    variable = definitions().variables[item.code]
    load = rows.get(item.origin.sha256) if item.origin else None
    return InputRow(
        title=variable.title.in_language(indicator_words.language()),
        period=item.period.label,
        value=indicator_words.input_shown(item.code, item.value),
        reason="" if item.value is not None else indicator_words.reason(item.flag),
        marks=", ".join(indicator_words.marks(item.flag)),
        file=item.origin.file_name if item.origin else "",
        url=reverse("indicators:source", args=[load]) if load else "",
    )


def figures(subject: Subject) -> list[dict[str, Any]]:
    """Charts drawn into the page, as ``components/figure.html`` takes them."""
    tables = {
        ChartKind.DISTRIBUTION: chart_tables.distribution_table,
        ChartKind.TIME: chart_tables.time_table,
        ChartKind.CONTROL: chart_tables.control_table,
    }
    drawn = (_figure(kind, subject, table) for kind, table in tables.items())
    return [figure for figure in drawn if figure is not None]


def time_figure(subject: Subject) -> dict[str, Any] | None:
    """The time line alone; None when there is nothing to draw."""
    return _figure(ChartKind.TIME, subject, chart_tables.time_table)


def _figure(
    kind: ChartKind, subject: Subject, table: Callable[[Subject], Table]
) -> dict[str, Any] | None:
    drawn = draw(kind, subject)
    narrow = draw(kind, replace(subject, width=NARROW))
    if drawn is None or narrow is None:
        return None
    return {
        "kind": kind.value,
        "title": drawn.title,
        "sentence": drawn.sentence,
        "svg": drawn.chart.svg,
        "narrow": narrow.chart.svg,
        "width": drawn.chart.width,
        "height": drawn.chart.height,
        "table": table(subject),
    }


def map_figure(subject: Subject, address: str) -> dict[str, Any] | None:
    """The map as an address of its own, with its sentence and table.

    None where no boundaries were imported; nothing is drawn here.
    """
    shapes = units.shapes(subject.here.level)
    if shapes is None:
        return None
    joined = "&" if "?" in address else "?"
    return {
        "kind": ChartKind.MAP.value,
        "title": _("Map: %(title)s, %(year)s")
        % {"title": subject.title, "year": subject.year},
        "sentence": sentences.map_sentence(subject.here, subject.period),
        "url": address,
        "dark_url": f"{address}{joined}motyw=ciemny",
        "width": 640,
        "height": round(640 * shapes.height / shapes.width) + 60,
        "table": chart_tables.map_table(subject),
    }


def about(definition: Indicator) -> dict[str, Any]:
    """What is said of an indicator whatever the numbers."""
    known = definitions()
    language = indicator_words.language()
    domain = known.domains[definition.domain]
    return {
        "code": definition.code,
        "title": definition.title.in_language(language),
        "question": definition.question.in_language(language),
        "why": definition.why.in_language(language),
        "unit_of_measure": indicator_words.unit_title(definition.code),
        "kind": indicator_words.kind_word(definition.kind),
        "domain": domain.name.in_language(language),
        "domain_anchor": getattr(domain.slug, language),
        "polarity": indicator_words.polarity_sentence(definition),
        "formula": formula_text(definition, known),
        "interval": indicator_words.interval_sentence(definition.interval),
        "minimum": _minimum(definition),
        "caveats": definition.caveats.in_language(language),
        "missing_note": _text(definition.missing_note),
        "is_confirmed": definition.status is Status.CONFIRMED,
        "status_note": _text(definition.status_note),
        "breaks": [
            {
                "period": item.period.label,
                "reason": item.reason.in_language(language),
                "act": item.act,
            }
            for item in known.breaks_of(definition.code)
        ],
        "authored_by": definition.authored_by.in_language(language),
        "checked_on": definition.checked_on,
        "next_review": definition.next_review,
        "changes": [
            {"on": change.on, "what": change.what.in_language(language)}
            for change in definition.change_log
        ],
        "ids": _ids(definition),
    }


def _text(text: Any) -> str:
    return "" if text is None else text.in_language(indicator_words.language())


def _minimum(definition: Indicator) -> str:
    if definition.minimum_denominator is None:
        return ""
    return _("No value is shown where the denominator is below %(least)s.") % {
        "least": indicator_words.plain(
            definition.minimum_denominator,
            indicator_words.decimals_of(definition.minimum_denominator),
        )
    }


def _ids(definition: Indicator) -> list[str]:
    ids = definition.ids
    named = {"MRL": ids.mrl, "ISO 37120": ids.iso37120, "SDG": ids.sdg}
    found = [f"SMUP {number}" for number in ids.smup]
    return found + [f"{name} {value}" for name, value in named.items() if value]


def source_rows(files: list[SourceFile]) -> list[dict[str, Any]]:
    """Files behind an indicator, for its list of sources."""
    return [
        {
            "title": file.origin.title,
            "publisher": file.origin.publisher,
            "file": file.origin.file_name,
            "sha256": file.origin.sha256,
            "retrieved_on": file.origin.retrieved_on,
            "url": reverse("indicators:source", args=[file.load]) if file.load else "",
        }
        for file in files
    ]


def publishers(found: tuple[Source, ...]) -> list[dict[str, str]]:
    """The data sets an indicator rests on, with the publisher's own address."""
    language = indicator_words.language()
    return [
        {
            "producer": source.producer.in_language(language),
            "title": source.title.in_language(language),
            "url": source.url,
            "licence": source.licence,
        }
        for source in found
    ]


def share(figures: list[dict[str, Any]], address: str) -> dict[str, str]:
    """Picture and words that other sites show with a link to the page.

    ``address`` is that of the distribution as a PNG; empty without that chart.
    """
    for figure in figures:
        if figure["kind"] == ChartKind.DISTRIBUTION:
            return {
                "image": settings.MIARA_SITE_URL + address,
                "width": str(PNG_SCALE * figure["width"]),
                "height": str(PNG_SCALE * figure["height"]),
                "alt": figure["sentence"],
            }
    return {}


def level_options(choice: Choice) -> list[dict[str, Any]]:
    """Levels at which the indicator has numbers."""
    return [
        {
            "value": level.value,
            "label": indicator_words.level_word(level),
            "chosen": choice.here is not None and level is choice.here.level,
        }
        for level in Level
        if level in choice.planes
    ]


def period_options(choice: Choice) -> list[dict[str, Any]]:
    """Periods with numbers at the level, newest first."""
    if choice.here is None:
        return []
    return [
        {
            "value": choice.here.periods[place].label,
            "label": choice.here.periods[place].label,
            "chosen": place == choice.period,
        }
        for place in reversed(choice.here.known)
    ]
