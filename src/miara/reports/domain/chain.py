"""The chain from a domain to money and risk, as a graph of plain values.

An edge leads from what is served to what feeds it: domain, service, goal, indicator
with its target, instrument, budget task, risk. A node may serve many others, so money
is counted over distinct tasks: a task that feeds a goal on three ways counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

__all__ = [
    "Amounts",
    "Chain",
    "Edge",
    "Gap",
    "Key",
    "Kind",
    "Node",
    "by_kind",
    "gaps_of",
]


class Kind(StrEnum):
    """Links of the chain from the top."""

    DOMAIN = "DOMAIN"
    SERVICE = "SERVICE"
    GOAL = "GOAL"
    TARGET = "TARGET"
    INSTRUMENT = "INSTRUMENT"
    TASK = "TASK"
    RISK = "RISK"


class Key(NamedTuple):
    """A node by its kind and the number of its row.

    A tuple, since a chain of thousands of nodes asks for its hash a million times.
    """

    kind: Kind
    pk: int


@dataclass(frozen=True, slots=True)
class Amounts:
    """Money in grosze.

    >>> Amounts(changed=100, executed=30).left
    70
    """

    planned: int = 0
    changed: int = 0
    committed: int = 0
    executed: int = 0

    @property
    def left(self) -> int:
        """Plan after changes less what was executed."""
        return self.changed - self.executed

    def __add__(self, other: Amounts) -> Amounts:
        """Both together."""
        return Amounts(
            self.planned + other.planned,
            self.changed + other.changed,
            self.committed + other.committed,
            self.executed + other.executed,
        )


class Node(NamedTuple):
    """One link: what it is called, who answers for it, its own money.

    Attributes
    ----------
    owner
        The post that answers; empty when none does.
    owned
        Whether this kind of node is answered for by a post at all.
    is_group
        A goal that only gathers goals below it.
    """

    key: Key
    code: str
    title: str
    owner: str = ""
    owned: bool = True
    is_group: bool = False
    money: Amounts = Amounts()


Edge = tuple[Key, Key]


class Gap(StrEnum):
    """What a link lacks."""

    NO_OWNER = "NO_OWNER"
    NO_INDICATOR = "NO_INDICATOR"
    NO_MONEY = "NO_MONEY"
    NO_GOAL = "NO_GOAL"


@dataclass(frozen=True, slots=True)
class Chain:
    """Nodes and edges; an edge may name a node that was not loaded."""

    nodes: Mapping[Key, Node]
    _below: Mapping[Key, tuple[Key, ...]] = field(repr=False)
    _above: Mapping[Key, tuple[Key, ...]] = field(repr=False)
    _reached: dict[tuple[bool, Key], frozenset[Key]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(cls, nodes: Iterable[Node], edges: Iterable[Edge]) -> Chain:
        """A chain of nodes and edges; edges given twice count once."""
        below: dict[Key, list[Key]] = defaultdict(list)
        above: dict[Key, list[Key]] = defaultdict(list)
        for upper, lower in dict.fromkeys(edges):
            below[upper].append(lower)
            above[lower].append(upper)
        return cls(
            {node.key: node for node in nodes},
            {key: tuple(found) for key, found in below.items()},
            {key: tuple(found) for key, found in above.items()},
        )

    def feeds(self, key: Key) -> tuple[Key, ...]:
        """What feeds a node directly, in the order of the edges."""
        return self._below.get(key, ())

    def serves(self, key: Key) -> tuple[Key, ...]:
        """What a node serves directly."""
        return self._above.get(key, ())

    def down(self, key: Key) -> frozenset[Key]:
        """Everything that feeds a node on any way, without itself."""
        return self._reach(key, is_down=True)

    def up(self, key: Key) -> frozenset[Key]:
        """Everything that a node serves on any way, without itself."""
        return self._reach(key, is_down=False)

    def _reach(self, key: Key, *, is_down: bool) -> frozenset[Key]:
        """Walked once a node: a page asks the same several times."""
        found = self._reached.get((is_down, key))
        if found is None:
            found = _reach(key, self._below if is_down else self._above)
            self._reached[is_down, key] = found
        return found

    def tasks(self, key: Key) -> set[Key]:
        """Distinct budget tasks that feed a node; a task feeds itself."""
        return {each for each in (*self.down(key), key) if each[0] is Kind.TASK}

    def money(self, key: Key) -> Amounts:
        """Money of the distinct tasks that feed a node."""
        return self.sum_of(self.tasks(key))

    def sum_of(self, keys: Iterable[Key]) -> Amounts:
        """Own money of distinct nodes, those known alone."""
        planned = changed = committed = executed = 0
        for key in set(keys):
            node = self.nodes.get(key)
            if node is not None:
                money = node.money
                planned += money.planned
                changed += money.changed
                committed += money.committed
                executed += money.executed
        return Amounts(planned, changed, committed, executed)

    def of_kind(self, kind: Kind) -> list[Node]:
        """Nodes of a kind in the order in which they were given."""
        return [node for node in self.nodes.values() if node.key.kind is kind]


def by_kind(keys: Iterable[Key]) -> dict[Kind, set[Key]]:
    """Keys of each kind; every kind is there."""
    found: dict[Kind, set[Key]] = {kind: set() for kind in Kind}
    for key in keys:
        found[key[0]].add(key)
    return found


def gaps_of(chain: Chain, key: Key) -> list[Gap]:
    """What a node of a chain lacks.

    A node wants an owner where its kind has one; a goal and a service an indicator
    with a target; a goal, an instrument and a task money; an instrument and a task a
    goal. A goal that gathers others is asked for an owner alone.

    Examples
    --------
    >>> lone = Node(Key(Kind.TASK, 1), "GK-01", "Oczyszczanie")
    >>> [gap.value for gap in gaps_of(Chain.of([lone], []), lone.key)]
    ['NO_OWNER', 'NO_MONEY', 'NO_GOAL']
    """
    node = chain.nodes[key]
    found = []
    if node.owned and not node.owner:
        found.append(Gap.NO_OWNER)
    if node.is_group:
        return found
    if _wants(key, Kind.GOAL, Kind.SERVICE) and not _has(chain.down(key), Kind.TARGET):
        found.append(Gap.NO_INDICATOR)
    if _wants(key, Kind.GOAL, Kind.INSTRUMENT, Kind.TASK) and not _has_money(
        chain, key
    ):
        found.append(Gap.NO_MONEY)
    if _wants(key, Kind.INSTRUMENT, Kind.TASK) and not _has(chain.up(key), Kind.GOAL):
        found.append(Gap.NO_GOAL)
    return found


def _wants(key: Key, *kinds: Kind) -> bool:
    return key.kind in kinds


def _has(keys: Iterable[Key], kind: Kind) -> bool:
    return any(key.kind is kind for key in keys)


def _has_money(chain: Chain, key: Key) -> bool:
    return any(
        (chain.nodes[task].money.changed or chain.nodes[task].money.planned)
        for task in chain.tasks(key)
        if task in chain.nodes
    )


def _reach(start: Key, ways: Mapping[Key, tuple[Key, ...]]) -> frozenset[Key]:
    found: set[Key] = set()
    waiting = [start]
    while waiting:
        fresh = [key for key in ways.get(waiting.pop(), ()) if key not in found]
        found.update(fresh)
        waiting += fresh
    found.discard(start)
    return frozenset(found)
