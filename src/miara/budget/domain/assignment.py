"""Lines to tasks: by hand, by the task the ledger names, by rules; in shares.

Whatever the rules say, the money of tasks and the rest without a task add up to the
lines, to the grosz and for every amount on its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from miara.budget.domain.lines import AMOUNTS, BudgetLine, Key
from miara.budget.domain.money import split

__all__ = [
    "WHOLE",
    "Assigner",
    "How",
    "Money",
    "Rule",
    "Share",
    "Shared",
    "add_up",
    "share_line",
]

#: A whole line in the unit in which shares are kept: hundredths of a per cent.
WHOLE: Final = 10_000


class How(StrEnum):
    """What decided about a line."""

    HAND = "HAND"
    SYMBOL = "SYMBOL"
    RULE = "RULE"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a line for a task, in hundredths of a per cent."""

    task: int
    weight: int = WHOLE


@dataclass(frozen=True, slots=True)
class Rule:
    """Lines whose codes begin so belong to these tasks; empty begins are any.

    >>> Rule((Share(1),), side="E", chapter="900").fits(
    ...     Key("E", "900", "90003", "430", "0"))
    True
    """

    shares: tuple[Share, ...]
    side: str = "E"
    division: str = ""
    chapter: str = ""
    paragraph: str = ""
    digit: str = ""
    office: str = ""
    pk: int = 0

    def fits(self, key: Key) -> bool:
        """Whether the rule speaks of a line."""
        return (
            key.side == self.side
            and key.division.startswith(self.division)
            and key.chapter.startswith(self.chapter)
            and key.paragraph.startswith(self.paragraph)
            and key.digit.startswith(self.digit)
            and (not self.office or key.office == self.office)
        )


@dataclass(frozen=True, slots=True)
class Shared:
    """Where a line goes: how it was decided, the rule if one did, the shares."""

    how: How
    shares: tuple[Share, ...] = ()
    rule: int = 0


_NOWHERE: Final = Shared(How.NONE)


@dataclass(slots=True)
class Money:
    """Amounts in grosze that are added up; ``left`` and ``free`` follow from them."""

    planned: int = 0
    changed: int = 0
    committed: int = 0
    executed: int = 0

    @property
    def left(self) -> int:
        """Plan after changes less what was executed."""
        return self.changed - self.executed

    @property
    def free(self) -> int:
        """Plan after changes that nothing is committed from."""
        return self.changed - max(self.committed, self.executed)

    def add(self, amounts: Sequence[int]) -> None:
        """Add amounts in the order of `AMOUNTS`."""
        self.planned += amounts[0]
        self.changed += amounts[1]
        self.committed += amounts[2]
        self.executed += amounts[3]

    def row(self) -> tuple[int, int, int, int]:
        """In the order of `AMOUNTS`."""
        return self.planned, self.changed, self.committed, self.executed


@dataclass(slots=True)
class Assigner:
    """Decides about lines; keeps what it decided about equal codes.

    Attributes
    ----------
    symbols
        Symbol of a task, folded by the caller, to its key.
    hand
        Text of a key (`Key.text`) to the shares that a person set.
    rules
        In the order in which they are tried; the first that fits decides.
    """

    symbols: Mapping[str, int] = field(default_factory=dict)
    hand: Mapping[str, tuple[Share, ...]] = field(default_factory=dict)
    rules: Sequence[Rule] = ()
    _ruled: dict[Key, Shared] = field(default_factory=dict, init=False)
    _named: dict[int, Shared] = field(default_factory=dict, init=False)

    def decide(self, key: Key) -> Shared:
        """Where a line with this key goes."""
        shares = self.hand.get(key.text) if self.hand else None
        if shares is not None:
            return Shared(How.HAND, shares)
        task = self.symbols.get(key.task) if key.task else None
        if task is not None:
            named = self._named.get(task)
            if named is None:
                named = self._named[task] = Shared(How.SYMBOL, (Share(task),))
            return named
        ruled = self._ruled.get(key)
        if ruled is None:
            ruled = self._ruled[key] = self._by_rules(key)
        return ruled

    def _by_rules(self, key: Key) -> Shared:
        for rule in self.rules:
            if rule.fits(key):
                return Shared(How.RULE, rule.shares, rule.pk)
        return _NOWHERE


def share_line(
    amounts: Sequence[int], shares: Sequence[Share]
) -> list[tuple[int | None, tuple[int, ...]]]:
    """Amounts of a line by task; None is the rest that nobody got.

    Parameters
    ----------
    amounts
        Grosze, in the order of `AMOUNTS`.
    shares
        Together at most `WHOLE`.

    Returns
    -------
    list
        One row a share, and one for the rest when shares do not make the whole. Each
        amount adds up to that of the line.

    Raises
    ------
    ValueError
        When shares are more than the whole.

    Examples
    --------
    >>> share_line((100, 100, 0, 1), [Share(7, 3333), Share(8, 3333)])
    ... # doctest: +NORMALIZE_WHITESPACE
    [(7, (33, 33, 0, 0)), (8, (33, 33, 0, 0)), (None, (34, 34, 0, 1))]
    """
    rest = WHOLE - sum(share.weight for share in shares)
    if rest < 0:
        msg = f"shares of a line are {WHOLE - rest} of {WHOLE}"
        raise ValueError(msg)
    weights = [*(share.weight for share in shares), *([rest] if rest else [])]
    owners: list[int | None] = [*(s.task for s in shares), *([None] if rest else [])]
    parts = [split(total, weights) for total in amounts]
    return list(zip(owners, map(tuple, zip(*parts, strict=True)), strict=True))


def add_up(
    lines: Iterable[BudgetLine], assigner: Assigner
) -> dict[tuple[str, int | None], Money]:
    """Money by side and task; None is what no task has."""
    found: dict[tuple[str, int | None], Money] = defaultdict(Money)
    for line in lines:
        amounts = tuple(getattr(line, name) for name in AMOUNTS)
        for task, part in share_line(amounts, assigner.decide(line.key).shares):
            found[line.key.side, task].add(part)
    return dict(found)
