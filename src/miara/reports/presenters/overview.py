"""Domains side by side as a table, and gaps of the whole chain as lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from miara.cycle.public import Cell, Column, Row, Table
from miara.reports.domain.addresses import slug_of
from miara.reports.domain.chain import Chain, Gap, Key, Kind, gaps_of
from miara.reports.presenters.words import GAPS, HEADINGS, zloty
from miara.reports.queries.overview import DomainLine

__all__ = ["GapGroup", "GapSection", "gap_sections", "overview_table"]

_COUNTED = (Kind.SERVICE, Kind.GOAL, Kind.INSTRUMENT, Kind.RISK)


def overview_table(
    lines: Sequence[DomainLine], address: str, year: int | None
) -> Table:
    """A row a domain; the first cell leads down."""
    labels = [str(HEADINGS[kind]) for kind in _COUNTED]
    labels += [str(HEADINGS[Kind.TASK]), _("Plan after changes"), _("Executed")]
    labels.append(_("Left"))
    columns = [
        Column(_("Domain")),
        Column(_("Coordinator")),
        *(Column(label, numeric=True) for label in labels),
    ]
    rows = [_row(line, address, year) for line in lines]
    note = _("Money of budget tasks of the year %(year)s.") % {"year": year}
    caption = _("Domains and what hangs on them")
    return Table(caption, columns, rows, note=note if year else "")


def _row(line: DomainLine, address: str, year: int | None) -> Row:
    if line.node is None:
        head, owner = Cell(_("Tasks of no domain")), Cell("–")
    else:
        url = _url(line.node.key, address, year)
        head = Cell(line.node.title, url)
        owner = Cell(line.node.owner or str(GAPS[Gap.NO_OWNER]))
    counts = [Cell(str(line.counts[kind])) for kind in _COUNTED]
    money = (line.money.changed, line.money.executed, line.money.left)
    sums = [Cell(zloty(amount)) for amount in money]
    return Row([head, owner, *counts, Cell(str(line.tasks)), *sums])


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Nodes of one kind that lack the same."""

    heading: str
    items: Sequence[tuple[str, str]]
    hidden: int


@dataclass(frozen=True, slots=True)
class GapSection:
    """Everything that lacks the same."""

    heading: str
    total: int
    groups: Sequence[GapGroup]


def gap_sections(chain: Chain, address: str, year: int | None) -> list[GapSection]:
    """What lacks an owner, an indicator, money, a goal; each by kind with links."""
    found: dict[Gap, dict[Kind, list[Key]]] = {gap: {} for gap in Gap}
    for key in chain.nodes:
        for gap in gaps_of(chain, key):
            found[gap].setdefault(key.kind, []).append(key)
    return [
        GapSection(
            str(GAPS[gap]).capitalize(),
            sum(map(len, kinds.values())),
            [_group(chain, kind, keys, address, year) for kind, keys in kinds.items()],
        )
        for gap, kinds in found.items()
    ]


#: So many of a kind are named; the file has all.
SHOWN = 30


def _group(
    chain: Chain, kind: Kind, keys: list[Key], address: str, year: int | None
) -> GapGroup:
    items = []
    for key in keys[:SHOWN]:
        node = chain.nodes[key]
        code = "" if kind is Kind.DOMAIN else node.code
        items.append((f"{code} {node.title}".strip(), _url(key, address, year)))
    return GapGroup(str(HEADINGS[kind]), items, max(0, len(keys) - SHOWN))


def _url(key: Key, address: str, year: int | None) -> str:
    path = reverse("reports:chain-node", args=[address, slug_of(key)])
    return f"{path}?rok={year}" if year else path
