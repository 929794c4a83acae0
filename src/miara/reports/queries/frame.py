"""The small part of the chain, read whole: all but targets and tasks.

There are hundreds of these in the largest city, so a screen reads them all; targets and
tasks, of which there are thousands, are read for what is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from miara.instruments import public as instruments
from miara.reports.domain.chain import Edge, Key, Kind, Node
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
    return found


def _domains(found: Frame, unit_uid: str, on: date) -> None:
    for row in strategy.domains_of(unit_uid, on):
        owner = row.coordinator.title if row.coordinator else ""
        key = Key(Kind.DOMAIN, row.pk)
        found.nodes.append(Node(key, row.code, str(row.name), owner))


def _services(found: Frame, unit_uid: str) -> None:
    rows = strategy.Service.objects.filter(unit_uid=unit_uid).exclude(state="ENDED")
    rows = rows.select_related("provider").order_by("domain_id", "position", "pk")
    for row in rows:
        key = Key(Kind.SERVICE, row.pk)
        owner = row.provider.name if row.provider else ""
        found.nodes.append(Node(key, "", str(row.name), owner))
        found.edges.append((Key(Kind.DOMAIN, row.domain_id), key))


def _goals(found: Frame, unit_uid: str) -> None:
    goals = strategy.Goal.objects.filter(document__unit_uid=unit_uid).exclude(
        document__state="ENDED"
    )
    rows = list(
        goals.order_by("document_id", "level", "position", "pk").values_list(
            "pk", "parent_id", "code", "text", "owner__title"
        )
    )
    parents = {row[1] for row in rows}
    for pk, parent, code, text, owner in rows:
        key = Key(Kind.GOAL, pk)
        title = post_title(owner)
        found.nodes.append(Node(key, code, text, title, is_group=pk in parents))
        if parent is not None:
            found.edges.append((Key(Kind.GOAL, parent), key))
    found.edges += _pairs(goals, "domains", Kind.DOMAIN, Kind.GOAL)
    found.edges += _pairs(goals, "services", Kind.SERVICE, Kind.GOAL)


def _instruments(found: Frame, unit_uid: str) -> None:
    table = instruments.Instrument.objects.filter(unit_uid=unit_uid)
    rows = table.order_by("code", "pk").values_list(
        "pk", "code", "name", "manager__title", "domain_id"
    )
    for pk, code, name, manager, domain in rows:
        key = Key(Kind.INSTRUMENT, pk)
        found.nodes.append(Node(key, code, name, post_title(manager)))
        if domain is not None:
            found.edges.append((Key(Kind.DOMAIN, domain), key))
    found.edges += _pairs(table, "goal_links__goal", Kind.GOAL, Kind.INSTRUMENT)
    found.edges += _pairs(table, "target_links__target", Kind.TARGET, Kind.INSTRUMENT)
    wholes = "whole_links__whole"
    found.edges += _pairs(table, wholes, Kind.INSTRUMENT, Kind.INSTRUMENT)


def _risks(found: Frame, unit_uid: str) -> None:
    table = risks.Risk.objects.filter(Q(closed_on=None), unit_uid=unit_uid)
    rows = table.order_by("number").values_list("pk", "number", "name", "owner__title")
    for pk, number, name, owner in rows:
        key = Key(Kind.RISK, pk)
        found.nodes.append(Node(key, str(number), name, post_title(owner)))
    found.edges += _pairs(table, "goals", Kind.GOAL, Kind.RISK)
    found.edges += _pairs(table, "instruments", Kind.INSTRUMENT, Kind.RISK)
    for indicator, risk in _numbers(table, "indicators"):
        found.indicator_risks.setdefault(indicator, []).append(risk)


def _pairs(table, relation: str, upper: Kind, lower: Kind) -> list[Edge]:  # type: ignore[no-untyped-def]
    """Edges from related rows down to rows of a table; one query."""
    return [(Key(upper, a), Key(lower, b)) for a, b in _numbers(table, relation)]


def _numbers(table, relation: str) -> Iterator[tuple[int, int]]:  # type: ignore[no-untyped-def]
    """Pairs (related row, row of the table); one query."""
    rows = table.filter(**{f"{relation}__isnull": False})
    yield from rows.order_by("pk", relation).values_list(relation, "pk")
