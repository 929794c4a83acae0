"""All indicators: those with targets, the unit's own, national ones with a vintage."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from miara.core.numbers import format_number
from miara.indicators import public as indicators
from miara.reports.domain.drafts import Draft
from miara.reports.presenters.sections.domains import source_of
from miara.reports.presenters.sections.facts import Facts
from miara.strategy import public as strategy

__all__ = ["national_indicators", "own_indicators", "targets"]


def targets(facts: Facts) -> list[Draft]:
    """Every target of goals and services with where it stands."""
    found = facts.standings
    heading = _("Indicators with targets")
    if not found:
        return [Draft("targets", heading, _("No targets are kept here."))]
    text = ngettext(
        "%(count)s target of goals and services, judged by numbers up to %(year)s.",
        "%(count)s targets of goals and services, judged by numbers up to %(year)s.",
        len(found),
    ) % {"count": len(found), "year": facts.year}
    head = (
        *(_("Goal or service"), _("Indicator"), pgettext("of an indicator", "Target")),
        *(_("Where it stands"), _("State"), _("Source")),
    )
    rows = [_target_row(told) for told in found.values()]
    return [Draft("targets", heading, text, head, rows)]


def own_indicators(facts: Facts) -> list[Draft]:
    """The newest published number of each indicator of the unit's own."""
    rows = list(strategy.indicators_of(facts.unit_uid))
    values = strategy.published_values(row.pk for row in rows)
    found = []
    for row in rows:
        known = [v for v in values.get(row.pk, []) if v.period[:4] <= str(facts.year)]
        if known:
            found.append(_own_row(row, known[-1]))
    heading = _("Indicators of the unit's own")
    if not found:
        text = _("No published numbers of the unit's own are kept here.")
        return [Draft("own-indicators", heading, text)]
    text = ngettext(
        "%(count)s indicator that the unit counts itself, with its newest number.",
        "%(count)s indicators that the unit counts itself, with their newest numbers.",
        len(found),
    ) % {"count": len(found)}
    head = (
        _("Symbol"),
        _("Indicator"),
        _("Period"),
        pgettext("of an indicator", "Value"),
        _("Unit of measure"),
    )
    return [Draft("own-indicators", heading, text, head, found)]


def national_indicators(facts: Facts) -> list[Draft]:
    """The newest number of each national indicator, from one vintage."""
    language = get_language() or "pl"
    groups = indicators.choices_of_unit(facts.unit_uid, language)
    codes = [code for _name, choices in groups for code, _title in choices]
    series = indicators.series_of_unit(facts.unit_uid, codes)
    rows = []
    for name, choices in groups:
        for code, title in choices:
            row = _national_row(series.get(code), facts.year, language)
            if row:
                rows.append([name, title, *row])
    heading = _("National indicators")
    if not rows:
        text = _("No national numbers of the unit are published here.")
        return [Draft("national-indicators", heading, text)]
    facts.vintages |= {each.vintage for each in series.values()} - {""}
    text = _(
        "Newest numbers up to %(year)s of indicators counted alike for all units in "
        "Poland; all of vintage %(vintage)s."
    ) % {"year": facts.year, "vintage": next(iter(series.values())).vintage}
    head = (
        _("Domain"),
        _("Indicator"),
        _("Year"),
        pgettext("of an indicator", "Value"),
        _("Unit of measure"),
    )
    return [Draft("national-indicators", heading, text, head, rows)]


def _target_row(told: strategy.Standing) -> list[object]:
    row = told.target
    service = str(row.service.name) if row.service else ""
    return [
        f"{row.goal.code} {row.goal.text}" if row.goal else service,
        strategy.indicator_title(told),
        strategy.rule_sentence(told),
        strategy.status_sentence(told),
        strategy.status_word(told.judgement.status),
        source_of(told),
    ]


def _own_row(row: strategy.LocalIndicator, value: strategy.LocalValue) -> list[object]:
    text = format_number(value.value, row.decimals, get_language() or "pl")
    return [row.code, row.name, value.period, text, row.measure]


def _national_row(
    series: indicators.SeriesOfUnit | None, year: int, language: str
) -> list[object]:
    known = [each for each in series.years if each.year <= year] if series else []
    if not series or not known:
        return []
    last = max(known, key=lambda each: each.year)
    is_english = language.startswith("en")
    symbol = series.symbol_en if is_english else series.symbol_pl
    text = format_number(last.value, series.decimals, language)
    return [str(last.year), text, symbol]
