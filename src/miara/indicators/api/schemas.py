"""Shapes of the answers, as the OpenAPI document describes them.

Views send plain dictionaries, because checking every cell again would cost more than
reading it; tests hold real answers against these shapes.
"""

from datetime import date, datetime
from typing import Any, Literal

from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import ConfigDict, Field

from miara.indicators.api.parameters import AnyLevelName, LevelName


class Shape(Schema):
    """Nothing but what is described."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str = Field(
        description=gettext_noop("Address that describes this type of problem.")
    )
    title: str
    status: int
    code: str = Field(description=gettext_noop("Stable name of the type of problem."))
    detail: str
    parameter: str | None = None
    remedy: str | None = None
    nearest: list[str] | None = Field(
        None, description=gettext_noop("Known codes close to the unknown one.")
    )
    successors: list["UnitRef"] | None = Field(
        None, description=gettext_noop("Units that took an abolished one over.")
    )


class UnitRef(Shape):
    """A unit in a few words."""

    code: str
    name: str
    level: LevelName


UnitType = Literal[
    "urban", "rural", "urban_rural", "city", "county", "voivodeship", "country"
]


class Unit(Shape):
    """A unit on a day."""

    code: str = Field(description=gettext_noop("Public code of 2, 4 or 6 digits."))
    county_code: str | None = Field(
        description=gettext_noop("Second code of a city with county rights.")
    )
    name: str
    full_name: str
    type: UnitType
    type_name: str
    levels: list[LevelName]
    parents: list[UnitRef] = Field(
        description=gettext_noop("Units above, the nearest first.")
    )
    url: str


class UnitPage(Shape):
    """A page of units."""

    count: int = Field(description=gettext_noop("Number of all units that fit."))
    next: str | None = Field(description=gettext_noop("Address of the next page."))
    items: list[Unit]


class UnitEvent(Shape):
    """What happened to a unit, between two days."""

    kind: str
    after: date
    not_later_than: date
    sentence: str
    act: str | None
    confirmed: bool


class UnitDetail(Unit):
    """A unit with its history."""

    since: date
    exists: bool
    until: date | None
    history: list[UnitEvent]


class IndicatorSummary(Shape):
    """An indicator in a list."""

    code: str
    title: str
    question: str
    domain: str
    kind: str
    unit_of_measure: str
    polarity: Literal["up", "down", "range", "none"]
    levels: list[AnyLevelName]
    frequency: str
    decimals: int
    status: Literal["confirmed", "unconfirmed"]


class IndicatorPage(Shape):
    """A page of indicators."""

    count: int
    next: str | None
    items: list[IndicatorSummary]


class SourceOut(Shape):
    """A publisher's data set behind an indicator."""

    key: str
    producer: str
    title: str
    url: str
    licence: str


class BreakOut(Shape):
    """From this period on, not comparable with the one before."""

    period: str
    reason: str
    act: str | None


class ChangeOut(Shape):
    """One entry of the change log of a definition."""

    on: date
    what: str


class Coverage(Shape):
    """Periods for which the present vintage has any number."""

    level: AnyLevelName
    periods: list[str]


class IndicatorDetail(IndicatorSummary):
    """An indicator: what it says and how it is computed."""

    why: str
    numerator: str = Field(description=gettext_noop("Formula over codes of variables."))
    denominator: str | None
    factor: float
    interval: str
    minimum_denominator: float | None
    applicability: str | None
    peer_topic: str
    caveats: list[str]
    variables: list[str]
    sources: list[SourceOut]
    breaks: list[BreakOut]
    ids: dict[str, Any]
    authored_by: str
    checked_on: date
    next_review: date
    change_log: list[ChangeOut]
    coverage: list[Coverage]
    url: str


class Value(Shape):
    """One number with what is known about it; null = none."""

    indicator: str
    unit: str = Field(description=gettext_noop("Public code; PL is the country."))
    level: AnyLevelName
    period: str
    value: float | None
    lower: float | None = Field(
        description=gettext_noop("Lower end of the 95-per-cent interval.")
    )
    upper: float | None = Field(
        description=gettext_noop("Upper end of the 95-per-cent interval.")
    )
    numerator: float | None
    denominator: float | None
    flag: list[str] = Field(
        description=gettext_noop(
            "State (measured, zero_event, missing, not_applicable, confidential), "
            "then marks (estimated, provisional, break_before, bridged, summed)."
        )
    )
    percentile: float | None = Field(
        description=gettext_noop("Mid-rank among all units of the level, 0-100.")
    )
    peer_median: float | None = Field(
        description=gettext_noop("Median of the similar units.")
    )


class ValuePage(Shape):
    """A page of values of one vintage."""

    vintage: str
    count: int = Field(description=gettext_noop("Number of all values that fit."))
    next: str | None
    items: list[Value]


class Peer(Shape):
    """A similar unit."""

    code: str
    name: str
    distance: float
    differences: dict[str, float | None] = Field(
        description=gettext_noop(
            "Standardised difference by feature: the peer less the unit."
        )
    )


class PeerList(Shape):
    """Similar units, the most similar first."""

    unit: UnitRef
    topic: str
    topic_title: str
    year: int
    vintage: str
    lonely: bool = Field(description=gettext_noop("The unit has no close peers."))
    features: list[str]
    count: int
    items: list[Peer]


class VintageOut(Shape):
    """A state of all numbers that was served."""

    vintage: str
    built_at: datetime
    published_at: datetime
    is_current: bool
    is_fictional: bool
    changed: int = Field(
        description=gettext_noop("Numbers that differ from the vintage before.")
    )
    added: int = Field(
        description=gettext_noop("Numbers where there were none before.")
    )


class VintagePage(Shape):
    """A page of vintages."""

    count: int
    next: str | None
    items: list[VintageOut]


Problem.model_rebuild()
