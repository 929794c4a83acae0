"""The chain of a unit in a year, whole or around one node."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import FilteredRelation, Q, QuerySet

from miara.budget import public as budget
from miara.reports.domain.chain import Amounts, Chain, Edge, Key, Kind, Node
from miara.reports.queries.frame import Frame, frame_of, post_title
from miara.reports.queries.prepared import IDS, UNIT, YEAR, Prepared
from miara.strategy import public as strategy

__all__ = ["Loaded", "chain_of", "chain_years"]

_NAMES = ("local__name", "local__code", "owner__title")
_NOTHING = Chain.of((), ())
_MONEY = ("planned", "changed", "committed", "executed")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A chain, and which targets judging may be asked for."""

    chain: Chain
    unit_uid: str

    def standings(
        self, numbers: Iterable[int], until: int
    ) -> dict[int, strategy.Standing]:
        """Where some of its targets stand; 5 queries, none without targets."""
        known = [pk for pk in numbers if Key(Kind.TARGET, pk) in self.chain.nodes]
        if not known:
            return {}
        rows = strategy.targets_of_unit(self.unit_uid).filter(pk__in=known)
        return strategy.standings(self.unit_uid, rows, until)


def chain_years(unit_uid: str) -> list[int]:
    """Years that have a budget, the newest first; one query."""
    return [row.year for row in budget.years_of(unit_uid)]


def chain_of(
    unit_uid: str, year: int | None, on: date, focus: Key | None = None
) -> Loaded:
    """The chain whole, or what a node serves and what feeds it.

    A fixed number of queries: 12 for the frame, 1 for targets, at most 7
    for tasks.

    Parameters
    ----------
    year
        Year of the budget; None when the unit has none, and there are no tasks then.
    focus
        Domains, services, goals, instruments and risks are there in any case; targets
        and tasks only those around the node.
    """
    frame = frame_of(unit_uid, on)
    chain = Chain.of(frame.nodes, frame.edges) if focus else _NOTHING
    if year is not None:
        _tasks(frame, chain, unit_uid, year, focus)
        if focus is not None and focus.kind is Kind.TASK:
            chain = Chain.of(frame.nodes, frame.edges)
    _targets(frame, chain, unit_uid, focus)
    return Loaded(Chain.of(frame.nodes, frame.edges), unit_uid)


def _around(chain: Chain, focus: Key) -> tuple[dict[Kind, set[int]], frozenset[Key]]:
    """Numbers by kind of what feeds the node and itself, and all around it."""
    down = chain.down(focus) | {focus}
    numbers: dict[Kind, set[int]] = {kind: set() for kind in Kind}
    for key in down:
        numbers[key.kind].add(key.pk)
    return numbers, down | chain.up(focus)


def _targets(frame: Frame, chain: Chain, unit_uid: str, focus: Key | None) -> None:
    table = strategy.Target.objects.filter(unit_uid=unit_uid)
    table = table.exclude(goal__document__state="ENDED")
    if focus is not None:
        table = table.filter(_wanted_targets(frame, chain, focus))
    rows = table.order_by("goal__code", "pk").values_list(
        "pk", "goal_id", "service_id", "national", "local_id", *_NAMES
    )
    for pk, goal, service, national, local, name, code, owner in rows:
        key = Key(Kind.TARGET, pk)
        node = Node(key, code or "", name or national, post_title(owner))
        frame.nodes.append(node)
        served = Key(Kind.GOAL, goal) if goal else Key(Kind.SERVICE, service)
        frame.edges.append((served, key))
        for risk in frame.indicator_risks.get(local, ()):
            frame.edges.append((key, Key(Kind.RISK, risk)))


def _wanted_targets(frame: Frame, chain: Chain, focus: Key) -> Q:
    numbers, around = _around(chain, focus)
    keys = {key.pk for key in around if key.kind is Kind.TARGET}
    wanted = Q(pk__in=keys)
    wanted |= Q(goal_id__in=numbers[Kind.GOAL])
    wanted |= Q(service_id__in=numbers[Kind.SERVICE])
    if focus.kind is Kind.RISK:
        about = [pk for pk, found in frame.indicator_risks.items() if focus.pk in found]
        wanted |= Q(local_id__in=about)
    return wanted


def _tasks(
    frame: Frame, chain: Chain, unit_uid: str, year: int, focus: Key | None
) -> None:
    if focus is None:
        rows = _TASKS.rows(unit_uid, year)
        goals, programmes = (
            each.rows(unit_uid, year) for each in (_GOAL_LINKS, _LINKS)
        )
    else:
        wanted = _wanted_tasks(chain, unit_uid, year, focus)
        rows = _SOME_TASKS.rows(unit_uid, year, wanted)
        numbers = [row[0] for row in rows]
        goals, programmes = (
            each.rows(unit_uid, year, numbers)
            for each in (_SOME_GOAL_LINKS, _SOME_LINKS)
        )
    for pk, symbol, name, manager, service, domain, *amounts in rows:
        key = Key(Kind.TASK, pk)
        money = Amounts(*(each or 0 for each in amounts))
        frame.nodes.append(Node(key, symbol, name, post_title(manager), money=money))
        frame.edges += _places(key, service, domain)
    for upper, task in goals:
        frame.edges.append((Key(Kind.GOAL, upper), Key(Kind.TASK, task)))
    for upper, task in programmes:
        frame.edges.append((Key(Kind.INSTRUMENT, upper), Key(Kind.TASK, task)))


def _wanted_tasks(chain: Chain, unit_uid: str, year: int, focus: Key) -> set[int]:
    """Tasks that feed a node on any way; some may be of other years.

    Links are asked by the row above alone: with the year beside it, SQLite walked
    through all tasks of the year and took ten times as long.
    """
    if focus.kind is Kind.TASK:
        return {focus.pk}
    numbers, _all = _around(chain, focus)
    ways = (
        (_TASKS_OF_GOALS, Kind.GOAL),
        (_TASKS_OF_INSTRUMENTS, Kind.INSTRUMENT),
        (_TASKS_OF_SERVICES, Kind.SERVICE),
        (_TASKS_OF_DOMAINS, Kind.DOMAIN),
    )
    found: set[int] = set()
    for way, kind in ways:
        found.update(pk for (pk,) in way.rows(unit_uid, year, numbers[kind]))
    return found


def _places(key: Key, service: int | None, domain: int | None) -> list[Edge]:
    found: list[Edge] = []
    if service is not None:
        found.append((Key(Kind.SERVICE, service), key))
    if domain is not None:
        found.append((Key(Kind.DOMAIN, domain), key))
    return found


def _of_year() -> QuerySet[budget.BudgetTask]:
    return budget.BudgetTask.objects.filter(
        budget_year__unit_uid=UNIT, budget_year__year=YEAR
    )


def _told(table: QuerySet[budget.BudgetTask]) -> QuerySet[Any, Any]:
    """What a node shows of tasks, by symbol."""
    spent = FilteredRelation("money", condition=Q(money__side="E"))
    names = ("pk", "symbol", "name", "manager__title", "service_id", "domain_id")
    rows = table.annotate(spent=spent).order_by("symbol")
    return rows.values_list(*names, *(f"spent__{name}" for name in _MONEY))


def _ways(table: Callable[[], QuerySet[Any, Any]], column: str) -> Prepared:
    """Numbers of tasks, in a column, of some rows above."""
    return Prepared(lambda: table().order_by().values_list(column))


def _links_of(table: Any, column: str, **among: Any) -> Prepared:
    """Pairs (row above, task) of tasks of a year."""
    return Prepared(
        lambda: (
            table.objects.filter(
                budgettask__budget_year__unit_uid=UNIT,
                budgettask__budget_year__year=YEAR,
                **among,
            )
            .order_by("budgettask_id", column)
            .values_list(column, "budgettask_id")
        )
    )


_TASKS: Final = Prepared(lambda: _told(_of_year()))
_SOME_TASKS: Final = Prepared(lambda: _told(_of_year().filter(pk__in=IDS)))
_GOALS_OF = budget.BudgetTask.goals.through
_INSTRUMENTS_OF = budget.BudgetTask.instruments.through
_TASKS_OF_GOALS: Final = _ways(
    lambda: _GOALS_OF.objects.filter(goal_id__in=IDS), "budgettask_id"
)
_TASKS_OF_INSTRUMENTS: Final = _ways(
    lambda: _INSTRUMENTS_OF.objects.filter(instrument_id__in=IDS), "budgettask_id"
)
_TASKS_OF_SERVICES: Final = _ways(lambda: _of_year().filter(service_id__in=IDS), "pk")
_TASKS_OF_DOMAINS: Final = _ways(lambda: _of_year().filter(domain_id__in=IDS), "pk")
_GOAL_LINKS: Final = _links_of(_GOALS_OF, "goal_id")
_SOME_GOAL_LINKS: Final = _links_of(_GOALS_OF, "goal_id", budgettask_id__in=IDS)
_LINKS: Final = _links_of(_INSTRUMENTS_OF, "instrument_id")
_SOME_LINKS: Final = _links_of(_INSTRUMENTS_OF, "instrument_id", budgettask_id__in=IDS)
