"""Programmes and projects of a unit, for lists and for one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from miara.instruments.domain.progress import YearMoney, money_by_year
from miara.instruments.models import (
    Instrument,
    InstrumentGoal,
    InstrumentTarget,
    Membership,
    Money,
)

__all__ = [
    "InstrumentFacts",
    "civic_projects",
    "edges_of",
    "instrument_of",
    "instruments_of",
    "instruments_of_goals",
    "instruments_of_targets",
    "money_of",
    "of_posts",
]


@dataclass(frozen=True, slots=True)
class InstrumentFacts:
    """An instrument in a few words, for rooms above."""

    pk: int
    unit_uid: str
    kind: str
    code: str
    name: str
    state: str
    contribution: str = ""
    weight: int | None = None


def instruments_of(
    unit_uid: str,
    *,
    kind: str = "",
    domain: int | None = None,
    state: str = "",
    is_public: bool = False,
) -> QuerySet[Instrument]:
    """Instruments of a unit with what a list shows, by symbol; three queries.

    Parameters
    ----------
    kind, domain, state
        Only these; empty for all.
    is_public
        Only what everybody may see.
    """
    rows = Instrument.objects.filter(unit_uid=unit_uid)
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    if domain is not None:
        rows = rows.filter(domain_id=domain)
    if is_public:
        rows = rows.filter(is_public=True)
    rows = rows.select_related("domain", "manager", "district")
    return rows.prefetch_related("milestones", "money").order_by("code", "pk")


def instrument_of(unit_uid: str, pk: int) -> Instrument | None:
    """One instrument with all its parts; a fixed number of queries."""
    rows = Instrument.objects.filter(unit_uid=unit_uid, pk=pk).select_related(
        "domain", "manager", "organisational_unit", "district", "adoption__card"
    )
    return rows.prefetch_related(
        "stages",
        "milestones",
        "products",
        "partners",
        "money",
        "goal_links__goal",
        "target_links__target__local",
        "target_links__target__goal",
        "part_links__part",
        "whole_links__whole",
    ).first()


def civic_projects(unit_uid: str) -> QuerySet[Instrument]:
    """Public civic-budget projects, the newest edition first; three queries."""
    rows = instruments_of(unit_uid, is_public=True).filter(civic_year__isnull=False)
    return rows.order_by("-civic_year", "-votes", "code", "pk")


def edges_of(unit_uid: str) -> list[tuple[int, int]]:
    """What belongs to what in a unit: pairs (whole, part)."""
    rows = Membership.objects.filter(whole__unit_uid=unit_uid)
    return list(rows.values_list("whole_id", "part_id"))


def instruments_of_goals(goals: Iterable[int]) -> dict[int, list[InstrumentFacts]]:
    """Instruments by the number of the goal they serve, by symbol; one query."""
    rows = InstrumentGoal.objects.filter(goal_id__in=list(goals))
    found: dict[int, list[InstrumentFacts]] = defaultdict(list)
    for row in rows.select_related("instrument").order_by("instrument__code", "pk"):
        facts = _facts(row.instrument, row.contribution, row.weight)
        found[row.goal_id].append(facts)
    return dict(found)


def instruments_of_targets(targets: Iterable[int]) -> dict[int, list[InstrumentFacts]]:
    """Instruments by the number of the target they should move; one query."""
    rows = InstrumentTarget.objects.filter(target_id__in=list(targets))
    found: dict[int, list[InstrumentFacts]] = defaultdict(list)
    for row in rows.select_related("instrument").order_by("instrument__code", "pk"):
        found[row.target_id].append(_facts(row.instrument))
    return dict(found)


def money_of(instruments: Iterable[int]) -> dict[int, list[YearMoney]]:
    """Money by year of instruments, by their number; one query, exact sums."""
    rows = Money.objects.filter(instrument_id__in=list(instruments))
    lines: dict[int, list[tuple[int, Decimal, Decimal | None]]] = defaultdict(list)
    for number, year, planned, executed in rows.values_list(
        "instrument_id", "year", "planned", "executed"
    ):
        lines[number].append((year, planned, executed))
    return {number: money_by_year(each) for number, each in lines.items()}


def of_posts(unit_uid: str, posts: Iterable[int]) -> QuerySet[Instrument]:
    """Instruments under way that these posts manage, with milestones."""
    rows = instruments_of(unit_uid).filter(manager_id__in=list(posts))
    return rows.exclude(state__in=["DONE", "STOPPED"])


def _facts(
    row: Instrument, contribution: str = "", weight: int | None = None
) -> InstrumentFacts:
    return InstrumentFacts(
        row.pk,
        row.unit_uid,
        row.kind,
        row.code,
        row.name,
        row.state,
        contribution,
        weight,
    )
