"""The forecast as a table by year, its rules with their inputs, its undertakings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.budget.domain.forecast import ROLES, Rows
from miara.budget.domain.rules.debt import (
    ARTICLE_242,
    ARTICLE_243,
    YearOf,
    check_242,
    check_243,
)
from miara.budget.domain.rules.indicators import Value
from miara.budget.domain.rules.versions import Outcome, in_force, rounded
from miara.budget.models import Forecast, ForecastRow, Undertaking
from miara.budget.presenters.contradictions import role_name
from miara.budget.presenters.money import whole_grosze, zloty
from miara.budget.presenters.tables import Cell, Column, Table
from miara.core.numbers import MISSING, format_number, format_percent

__all__ = ["RuleLine", "forecast_table", "indicator_table", "roles_table"]
__all__ += ["rules_of", "undertakings_table"]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in a year: what it says, what it looked at, which act it follows."""

    title: str
    sentence: str
    inputs: list[str]
    act: str
    first_year: int
    is_read: bool


def forecast_table(forecast: Forecast) -> Table:
    """Rows of a forecast by year, as in its file; one query."""
    rows = ForecastRow.objects.filter(forecast=forecast).order_by("position", "year")
    years = sorted({row.year for row in rows})
    cells: dict[str, dict[int, int]] = {}
    names: dict[str, str] = {}
    for row in rows:
        cells.setdefault(row.code, {})[row.year] = row.amount
        names[row.code] = row.name
    head = [Column(_("Row")), *(Column(str(year), numeric=True) for year in years)]
    body = [
        [
            Cell(f"{code} {names[code]}"),
            *(
                Cell(whole_grosze(found[year]) if year in found else MISSING)
                for year in years
            ),
        ]
        for code, found in cells.items()
    ]
    return Table(_("Multi-year financial forecast"), head, body)


def roles_table(forecast: Forecast, names: Mapping[str, str]) -> Table:
    """What rules look for, the usual row, and the row where it stands in this table."""
    head = [
        Column(_("What rules look for")),
        Column(_("Usual row")),
        Column(_("Row of this table")),
    ]
    body = []
    for role, usual in ROLES.items():
        code = forecast.roles.get(role, usual)
        told = f"{code} {names[code]}" if code in names else MISSING
        body.append([Cell(role_name(role)), Cell(usual), Cell(told)])
    return Table(_("Rows of the forecast"), head, body)


def undertakings_table(rows: list[Undertaking]) -> Table:
    """Undertakings with their limits by year."""
    years = sorted({limit.year for row in rows for limit in row.limits.all()})
    head = [
        Column(_("Undertaking")),
        Column(_("Period")),
        Column(_("Total outlays"), numeric=True),
        *(Column(str(year), numeric=True) for year in years),
        Column(_("Limit of liabilities"), numeric=True),
    ]
    body = []
    for row in rows:
        limits = {limit.year: limit.amount for limit in row.limits.all()}
        body.append(
            [
                Cell(f"{row.code} {row.name}", note=row.office),
                Cell(f"{row.first_year}–{row.last_year}"),
                Cell(whole_grosze(row.total)),
                *(Cell(whole_grosze(limits.get(year, 0))) for year in years),
                Cell(whole_grosze(row.liabilities)),
            ]
        )
    return Table(_("Undertakings"), head, body)


def rules_of(rows: Rows, year: int) -> list[RuleLine]:
    """Rules of a year with their inputs printed beside the result."""
    found = []
    for versions, check, title in (
        (
            ARTICLE_242,
            check_242,
            _("Current expenditure and what covers it (art. 242)"),
        ),
        (ARTICLE_243, check_243, _("Service of debt and its limit (art. 243)")),
    ):
        version = in_force(versions, year)
        outcome = check(YearOf(rows, year))
        if version is None or outcome is None:
            continue
        found.append(
            RuleLine(
                title,
                _sentence(outcome),
                [_input(name, value) for name, value in outcome.inputs.items()],
                version.act,
                version.first_year,
                version.is_read,
            )
        )
    return found


def indicator_table(values: tuple[Value, ...]) -> Table:
    """Indicators of the ministry with their formulas and amounts."""
    head = [
        Column(_("Indicator")),
        Column(_("Formula")),
        Column(_("Value of the indicator"), numeric=True),
        Column(_("Made of")),
    ]
    return Table(
        _("Indicators of the Ministry of Finance"),
        head,
        [
            [
                Cell(each.indicator.code),
                Cell(each.indicator.formula),
                Cell(_value(each)),
                Cell(_made_of(each)),
            ]
            for each in values
        ],
    )


def _value(each: Value) -> str:
    language = get_language() or "pl"
    if each.value is None:
        return MISSING
    if each.indicator.is_per_person:
        return zloty(round(each.value))
    return format_percent(rounded(each.value * 100, 2), 2, language)


def _made_of(each: Value) -> str:
    if each.missing:
        return _("missing: %(letters)s") % {"letters": ", ".join(each.missing)}
    language = get_language() or "pl"
    return "; ".join(
        f"{name} = {format_number(value, 0, language)}"
        if name == "L"
        else f"{name} = {zloty(value)}"
        for name, value in each.inputs.items()
    )


def _sentence(outcome: Outcome) -> str:
    if outcome.holds is None:
        return _("It cannot be worked out: amounts below are missing.")
    facts = {"left": _side(outcome.left), "right": _side(outcome.right)}
    if outcome.holds:
        return _("It holds: %(left)s is not more than %(right)s.") % facts
    return _("It does not hold: %(left)s is more than %(right)s.") % facts


def _side(value: int | Fraction | None) -> str:
    if value is None:
        return MISSING
    if isinstance(value, int):
        return zloty(value)
    return format_percent(rounded(value * 100, 2), 2, get_language() or "pl")


def _input(name: str, value: int | Fraction | None) -> str:
    label = (
        _("ratio of %(year)s") % {"year": name} if name.isdigit() else role_name(name)
    )
    return f"{label}: {_side(value)}"
