"""The small part of the chain, read whole: all but targets and tasks.

There are hundreds of these in the largest city, so a screen reads them all; targets and
tasks, of which there are thousands, are read for what is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from miara.instruments import public as instruments
from miara.reports.domain.chain import Edge, Key, Kind, Node
from miara.reports.queries.prepared import UNIT, Prepared
from miara.risks import public as risks
from miara.strategy import public as strategy

__all__ = ["Frame", "frame_of", "post_title"]


@dataclass(slots=True)
class Frame:
    """Nodes and edges, and which risk is about which local indicator."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    indicator_risks: dict[int, list[int]] = field(default_factory=dict)


def post_title(title: str | None) -> str:
    """Title of a post; empty when there is none."""
    return title or ""


def frame_of(unit_uid: str, on: date) -> Frame:
    """Domains, services, goals, instruments and open risks of a unit; 12 queries.

    Goals of documents no longer in force and services no longer provided are left out.
    """
    found = Frame()
    _domains(found, unit_uid, on)
    _services(found, unit_uid)
    _goals(found, unit_uid)
    _instruments(found, unit_uid)
    _risks(found, unit_uid)
    _links(found, unit_uid)
    return found


def _domains(found: Frame, unit_uid: str, on: date) -> None:
    for row in strategy.domains_of(unit_uid, on):
        owner = row.coordinator.title if row.coordinator else ""
        key = Key(Kind.DOMAIN, row.pk)
        found.nodes.append(Node(key, row.code, str(row.name), owner))


def _services(found: Frame, unit_uid: str) -> None:
    rows = strategy.Service.objects.filter(unit_uid=unit_uid).exclude(state="ENDED")
    told = rows.order_by("domain_id", "position", "pk").values_list(
        "pk", "name", "provider__name", "domain_id"
    )
    for pk, name, provider, domain in told:
        key = Key(Kind.SERVICE, pk)
        found.nodes.append(Node(key, "", str(name), provider or ""))
        found.edges.append((Key(Kind.DOMAIN, domain), key))


def _goals(found: Frame, unit_uid: str) -> None:
    rows = _GOALS.rows(unit_uid)
    parents = {row[1] for row in rows}
    for pk, parent, code, text, owner in rows:
        key = Key(Kind.GOAL, pk)
        title = post_title(owner)
        found.nodes.append(Node(key, code, text, title, is_group=pk in parents))
        if parent is not None:
            found.edges.append((Key(Kind.GOAL, parent), key))


def _instruments(found: Frame, unit_uid: str) -> None:
    for pk, code, name, manager, domain in _INSTRUMENTS.rows(unit_uid):
        key = Key(Kind.INSTRUMENT, pk)
        found.nodes.append(Node(key, code, name, post_title(manager)))
        if domain is not None:
            found.edges.append((Key(Kind.DOMAIN, domain), key))


def _risks(found: Frame, unit_uid: str) -> None:
    for pk, number, name, owner in _RISKS.rows(unit_uid):
        key = Key(Kind.RISK, pk)
        found.nodes.append(Node(key, str(number), name, post_title(owner)))
    for indicator, risk in _RISKS_OF_INDICATORS.rows(unit_uid):
        found.indicator_risks.setdefault(indicator, []).append(risk)


def _links(found: Frame, unit_uid: str) -> None:
    for upper, lower, pairs in _LINKS:
        found.edges += [(Key(upper, a), Key(lower, b)) for a, b in pairs.rows(unit_uid)]


def _goals_in_force() -> QuerySet[strategy.Goal]:
    rows = strategy.Goal.objects.filter(document__unit_uid=UNIT)
    return rows.exclude(document__state="ENDED")


def _programmes() -> QuerySet[instruments.Instrument]:
    return instruments.Instrument.objects.filter(unit_uid=UNIT)


def _open_risks() -> QuerySet[risks.Risk]:
    return risks.Risk.objects.filter(unit_uid=UNIT, closed_on=None)


def _pairs(table: Callable[[], QuerySet[Any]], relation: str) -> Prepared:
    """Pairs (related row, row of the table)."""
    return Prepared(
        lambda: (
            table()
            .filter(**{f"{relation}__isnull": False})
            .order_by("pk", relation)
            .values_list(relation, "pk")
        )
    )


_GOALS: Final = Prepared(
    lambda: (
        _goals_in_force()
        .order_by("document_id", "level", "position", "pk")
        .values_list("pk", "parent_id", "code", "text", "owner__title")
    )
)
_INSTRUMENTS: Final = Prepared(
    lambda: (
        _programmes()
        .order_by("code", "pk")
        .values_list("pk", "code", "name", "manager__title", "domain_id")
    )
)
_RISKS: Final = Prepared(
    lambda: (
        _open_risks()
        .order_by("number")
        .values_list("pk", "number", "name", "owner__title")
    )
)
_RISKS_OF_INDICATORS: Final = _pairs(_open_risks, "indicators")
#: From what is served to what feeds it.
_LINKS: Final = (
    (Kind.DOMAIN, Kind.GOAL, _pairs(_goals_in_force, "domains")),
    (Kind.SERVICE, Kind.GOAL, _pairs(_goals_in_force, "services")),
    (Kind.GOAL, Kind.INSTRUMENT, _pairs(_programmes, "goal_links__goal")),
    (Kind.TARGET, Kind.INSTRUMENT, _pairs(_programmes, "target_links__target")),
    (Kind.INSTRUMENT, Kind.INSTRUMENT, _pairs(_programmes, "whole_links__whole")),
    (Kind.GOAL, Kind.RISK, _pairs(_open_risks, "goals")),
    (Kind.INSTRUMENT, Kind.RISK, _pairs(_open_risks, "instruments")),
)
