"""Reports of errors: the number a report is about, and counts for everybody."""

import math
from dataclasses import dataclass, replace

from django.db.models import Avg, Count, F, QuerySet

from miara.cube.definitions import Indicator, Variable
from miara.cube.periods import Period
from miara.cube.register import Level
from miara.cube.store import Vintage
from miara.indicators.models import ErrorReport
from miara.indicators.queries.definitions import entry_of
from miara.indicators.queries.value_cells import Question, Wanted, values_for
from miara.indicators.queries.vintage_asof import asked_vintage
from miara.units import public as units


@dataclass(frozen=True, slots=True)
class Reported:
    """The number somebody looked at, of an indicator or of a published series.

    ``period`` is empty for the series as a whole; ``value`` is None where there is
    no number.
    """

    entry: Indicator | Variable
    unit: units.UnitFacts
    period: str
    value: float | None
    vintage_id: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports there were, and what became of them."""

    total: int
    waiting: int
    accepted: int
    corrected: int
    refused: int
    days_to_answer: float | None


class UnknownNumber(LookupError):
    """The address names no number of ours."""


def reported_number(
    indicator: str, unit: str, period: str = "", as_of: str = "", level: str = ""
) -> Reported:
    """The number an address names.

    Parameters
    ----------
    indicator, unit
        Codes; that of a published series, such as area, does as well.
    period
        Label; empty for the whole series.
    as_of
        The vintage looked at, as in addresses of pages.
    level
        Level looked at, for a city with county rights; empty: by its code.

    Raises
    ------
    UnknownNumber
        When the indicator or series, the unit or the period is not known.
    miara.core.errors.MiaraError
        When nothing was published by ``as_of``.
    """
    definition = entry_of(indicator)
    facts = units.unit_by_code(unit) if unit.isascii() else None
    if definition is None or facts is None:
        raise UnknownNumber(indicator, unit)
    asked = asked_vintage(as_of)
    found = Reported(definition, facts, period, None, asked.row.vintage_id, asked.as_of)
    if not period:
        return found
    try:
        when = Period.parse(period)
    except ValueError as error:
        raise UnknownNumber(period) from error
    if isinstance(definition, Variable):
        value = _published(asked.vintage, definition.code, facts.uid, when)
        return replace(found, period=when.label, value=value)
    at = [Level(level)] if level in set(Level) else list(facts.levels)
    if len(unit) == 4 and len(facts.code) == 6:
        at = [Level.COUNTY]
    wanted = [Wanted(facts.uid, at[0])]
    wanted += [Wanted(facts.uid, other, unless=at[0]) for other in at[1:]]
    question = Question(
        indicators=[definition.code], units=wanted, first=when, last=when
    )
    rows = values_for(asked.vintage, question).rows(asked.vintage.code_of_unit, 0, 1)
    value = next((row["value"] for row in rows), None)
    return replace(found, period=when.label, value=value)


def _published(vintage: Vintage, code: str, uid: str, when: Period) -> float | None:
    """A number of a series as its file gave it; None where there is none."""
    variable = vintage.variables.get(code)
    place = vintage.index_of_unit.get(uid)
    row = None if variable is None else variable.index_of_period.get(when)
    if variable is None or place is None or row is None:
        return None
    value = float(variable.values[row, place])
    return None if math.isnan(value) else value


def counts(indicator: str = "") -> Counts:
    """Public counts, of one indicator or of all. One query."""
    rows = ErrorReport.objects.all()
    if indicator:
        rows = rows.filter(indicator=indicator)
    by_state: dict[str, int] = {}
    seconds, answered = 0.0, 0
    grouped = (
        rows.order_by()
        .values("state")
        .annotate(found=Count("pk"), took=Avg(F("answered_at") - F("reported_at")))
    )
    for row in grouped:
        by_state[row["state"]] = row["found"]
        if row["took"] is not None:
            seconds += row["took"].total_seconds() * row["found"]
            answered += row["found"]
    state = ErrorReport.State
    return Counts(
        total=sum(by_state.values()),
        waiting=by_state.get(state.NEW, 0),
        accepted=by_state.get(state.ACCEPTED, 0),
        corrected=by_state.get(state.CORRECTED, 0),
        refused=by_state.get(state.REFUSED, 0),
        days_to_answer=seconds / answered / 86_400 if answered else None,
    )


def reports_for_operator(state: str = "") -> QuerySet[ErrorReport]:
    """The queue: waiting ones first, the oldest of them on top."""
    rows = ErrorReport.objects.all()
    if state in ErrorReport.State.values:
        rows = rows.filter(state=state)
    return rows.order_by(F("answered_at").asc(nulls_first=True), "reported_at", "pk")
