"""Domains of a unit side by side: how much hangs on each, and its money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, FilteredRelation, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from miara.budget import public as budget
from miara.reports.domain.chain import Amounts, Chain, Key, Kind, Node
from miara.reports.queries.frame import frame_of
from miara.reports.queries.prepared import UNIT, YEAR, Prepared

__all__ = ["DomainLine", "overview_of"]

_MONEY = ("planned", "changed", "committed", "executed")
_COUNTED = (Kind.SERVICE, Kind.GOAL, Kind.INSTRUMENT, Kind.RISK)


@dataclass(frozen=True, slots=True)
class DomainLine:
    """A domain with numbers; the node is None for tasks of no domain.

    ``counts`` are of services, lowest goals, instruments and open risks.
    """

    node: Node | None
    counts: dict[Kind, int]
    tasks: int
    money: Amounts


def overview_of(unit_uid: str, year: int | None, on: date) -> list[DomainLine]:
    """Domains in the order of the unit, then tasks of no domain; 13 queries.

    A task belongs to its own domain, else to that of its service, so lines add up to
    the money of all tasks.
    """
    frame = frame_of(unit_uid, on)
    chain = Chain.of(frame.nodes, frame.edges)
    sums = _sums(unit_uid, year)
    found = [
        DomainLine(
            node, _counts(chain, node.key), *sums.pop(node.key.pk, (0, Amounts()))
        )
        for node in chain.of_kind(Kind.DOMAIN)
    ]
    if sums:
        # Tasks of no domain, and those of domains that ended.
        rest = sum((money for _n, money in sums.values()), Amounts())
        count = sum(number for number, _money in sums.values())
        found.append(DomainLine(None, dict.fromkeys(_COUNTED, 0), count, rest))
    return found


def _counts(chain: Chain, key: Key) -> dict[Kind, int]:
    counts = dict.fromkeys(_COUNTED, 0)
    for each in chain.down(key):
        node = chain.nodes.get(each)
        if node is not None and each.kind in counts and not node.is_group:
            counts[each.kind] += 1
    return counts


def _sums(unit_uid: str, year: int | None) -> dict[int | None, tuple[int, Amounts]]:
    if year is None:
        return {}
    rows = _BY_DOMAIN.rows(unit_uid, year)
    return {
        place: (count, Amounts(*(int(amount) for amount in money)))
        for place, count, *money in rows
    }


def _by_domain() -> QuerySet[Any, Any]:
    table = budget.BudgetTask.objects.filter(
        budget_year__unit_uid=UNIT, budget_year__year=YEAR
    ).annotate(
        place=Coalesce("domain_id", "service__domain_id"),
        spent=FilteredRelation("money", condition=Q(money__side="E")),
    )
    sums = {name: Sum(f"spent__{name}", default=0) for name in _MONEY}
    return table.order_by().values_list("place").annotate(n=Count("pk"), **sums)


_BY_DOMAIN: Final = Prepared(_by_domain)
