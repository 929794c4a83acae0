"""The chain around one node, as rows and lists of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from django.urls import reverse

from miara.reports.domain.addresses import slug_of
from miara.reports.domain.chain import (
    Amounts,
    Chain,
    Gap,
    Key,
    Kind,
    Node,
    by_kind,
    gaps_of,
)
from miara.reports.presenters.words import GAPS, HEADINGS, zloty
from miara.reports.queries.chain import Loaded
from miara.reports.queries.standing import last_year
from miara.strategy import public as strategy

__all__ = ["GoalRow", "Item", "Section", "View", "view_of"]

#: So many indicators of a goal stand in its row; all are on the page of the goal.
SHOWN_TARGETS: Final = 2
SHOWN_ITEMS: Final = 3
PER_PAGE: Final = 20
PER_SECTION: Final = 25
_AROUND: Final = tuple(Kind)


class Item(NamedTuple):
    """A node as a link, with what is said of it.

    A tuple, since pages take its parts at once: by name, one after another, they took
    a third of the time of the page.
    """

    label: str
    url: str
    owner: str = ""
    mark: str = ""
    word: str = ""
    tone: str = ""
    sentence: str = ""
    notes: tuple[str, ...] = ()
    money: tuple[tuple[str, ...], ...] = ()
    gaps: tuple[str, ...] = ()


class GoalRow(NamedTuple):
    """A goal with what feeds it; ``more`` counts what the row has no place for."""

    goal: Item
    targets: Sequence[Item]
    more_targets: int
    instruments: Sequence[Item]
    more_instruments: int
    tasks: int
    changed: str
    executed: str
    left: str
    risks: int


@dataclass(frozen=True, slots=True)
class Section:
    """Nodes of one kind; ``hidden`` is how many more there are."""

    kind: str
    heading: str
    items: Sequence[Item]
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the page of a node."""

    item: Item
    money: Amounts
    tasks: int
    rows: Sequence[GoalRow]
    pages: int
    above: Sequence[Section]
    below: Sequence[Section]


@dataclass(slots=True)
class _Maker:
    loaded: Loaded
    prefix: str
    year: int | None
    standings: dict[int, strategy.Standing]
    gap_words: dict[Gap, str] = field(
        default_factory=lambda: {gap: str(words) for gap, words in GAPS.items()}
    )

    @property
    def chain(self) -> Chain:
        return self.loaded.chain

    def url(self, key: Key) -> str:
        path = f"{self.prefix}{slug_of(key)}/"
        return f"{path}?rok={self.year}" if self.year else path

    def item(self, key: Key) -> Item:
        node = self.chain.nodes[key]
        gaps = tuple([self.gap_words[gap] for gap in gaps_of(self.chain, key)])
        money = (_cells(node.money),) if key.kind is Kind.TASK else ()
        told = self.standings.get(key.pk) if key.kind is Kind.TARGET else None
        if told is None:
            return Item(_label(node), self.url(key), node.owner, money=money, gaps=gaps)
        status = told.judgement.status
        return Item(
            strategy.indicator_title(told),
            self.url(key),
            node.owner,
            strategy.MARKS[status],
            strategy.status_word(status),
            strategy.TONES.get(status, ""),
            strategy.status_sentence(told),
            (strategy.rule_sentence(told), *strategy.flag_sentences(told)),
            gaps=gaps,
        )

    def row(self, key: Key) -> GoalRow:
        below = by_kind(self.chain.down(key))
        targets = sorted(below[Kind.TARGET])
        programmes = sorted(below[Kind.INSTRUMENT] & self.chain.nodes.keys())
        money = self.chain.sum_of(below[Kind.TASK])
        return GoalRow(
            self.item(key),
            [self.item(each) for each in targets[:SHOWN_TARGETS]],
            max(0, len(targets) - SHOWN_TARGETS),
            [self.item(each) for each in programmes[:SHOWN_ITEMS]],
            max(0, len(programmes) - SHOWN_ITEMS),
            len(below[Kind.TASK]),
            zloty(money.changed),
            zloty(money.executed),
            zloty(money.left),
            len(below[Kind.RISK]),
        )

    def section(self, kind: Kind, keys: Sequence[Key]) -> Section:
        shown = [self.item(key) for key in keys[:PER_SECTION]]
        hidden = max(0, len(keys) - PER_SECTION)
        return Section(kind.value, str(HEADINGS[kind]), shown, hidden)


def view_of(
    loaded: Loaded, focus: Key, *, address: str, on: date, year: int | None,
    page: int = 1,
) -> View:  # fmt: skip
    """What the page of a node shows.

    Parameters
    ----------
    address
        The unit in addresses.
    page
        Which twenty goals stand in rows; beyond the last one, the last one.
    """
    chain = loaded.chain
    down, up = _known(chain, chain.down(focus)), _known(chain, chain.up(focus))
    goals = _lowest_goals(chain, down, focus)
    pages = max(1, -(-len(goals) // PER_PAGE))
    first = (min(max(page, 1), pages) - 1) * PER_PAGE
    here = goals[first : first + PER_PAGE]
    rest = _beside(chain, down, goals)
    shown = _targets_to_judge(chain, focus, here, rest)
    told = loaded.standings(shown, last_year(on))
    maker = _Maker(loaded, _prefix(address), year, told)
    return View(
        maker.item(focus),
        chain.money(focus),
        len(chain.tasks(focus)),
        [maker.row(key) for key in here],
        pages,
        [maker.section(kind, keys) for kind, keys in _by_kind(chain, up)],
        [maker.section(kind, keys) for kind, keys in _by_kind(chain, rest)],
    )


def _prefix(address: str) -> str:
    """What addresses of nodes begin with: worked out once a page, not once a link."""
    return reverse("reports:chain", args=[address])


def _known(chain: Chain, keys: AbstractSet[Key]) -> set[Key]:
    return keys & chain.nodes.keys()


def _lowest_goals(chain: Chain, down: set[Key], focus: Key) -> list[Key]:
    """Goals that have rows: those below a node above them all."""
    if focus.kind not in {Kind.DOMAIN, Kind.SERVICE, Kind.GOAL}:
        return []
    return [
        node.key
        for node in chain.of_kind(Kind.GOAL)
        if node.key in down and not node.is_group
    ]


def _beside(chain: Chain, down: set[Key], goals: list[Key]) -> set[Key]:
    """What no row of a goal shows already."""
    inside: set[Key] = set(goals)
    for goal in goals:
        inside |= chain.down(goal)
    groups = {key for key in down if key.kind is Kind.GOAL}
    return down - inside - groups


def _targets_to_judge(
    chain: Chain, focus: Key, goals: list[Key], rest: set[Key]
) -> list[int]:
    keys = [
        focus,
        *_of(rest, Kind.TARGET)[:PER_SECTION],
        *_of(chain.up(focus), Kind.TARGET),
    ]
    for goal in goals:
        keys += _of(chain.down(goal), Kind.TARGET)[:SHOWN_TARGETS]
    return [key.pk for key in keys if key.kind is Kind.TARGET]


def _by_kind(chain: Chain, keys: set[Key]) -> Iterable[tuple[Kind, list[Key]]]:
    order = {key: place for place, key in enumerate(chain.nodes)}
    for kind in _AROUND:
        found = sorted((k for k in keys if k.kind is kind), key=order.__getitem__)
        if found:
            yield kind, found


def _of(keys: Iterable[Key], kind: Kind) -> list[Key]:
    return sorted(key for key in keys if key.kind is kind)


def _label(node: Node) -> str:
    """Name with the symbol; that of a domain is a word of the program."""
    if not node.code or node.key.kind is Kind.DOMAIN:
        return node.title
    return f"{node.code} {node.title}"


def _cells(money: Amounts) -> tuple[str, ...]:
    """Plan, after changes, committed, executed, left: in whole złoty."""
    return (
        zloty(money.planned),
        zloty(money.changed),
        zloty(money.committed),
        zloty(money.executed),
        zloty(money.left),
    )
