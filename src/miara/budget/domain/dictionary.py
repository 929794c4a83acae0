"""The classification as data: codes dated by the acts that brought them.

A code that the dictionary does not know is reported with the money under it; its lines
are kept as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from miara.budget.domain.findings import Finding, Grave
from miara.budget.domain.lines import BudgetLine, Side

__all__ = ["Code", "CodeKind", "Dictionary", "check_codes"]


class CodeKind(StrEnum):
    """Which list a code belongs to. Paragraphs of the two sides share numbers."""

    DIVISION = "DIVISION"
    CHAPTER = "CHAPTER"
    REVENUE = "REVENUE"
    EXPENDITURE = "EXPENDITURE"
    DIGIT = "DIGIT"


@dataclass(frozen=True, slots=True)
class Code:
    """One code while it holds.

    Attributes
    ----------
    since, until
        First day and the day after the last; None without a limit.
    act
        The act that brought it, as people cite it; empty when not told.
    successors
        Codes of the same list that take its place.
    """

    kind: CodeKind
    code: str
    name: str
    since: date | None = None
    until: date | None = None
    act: str = ""
    successors: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether the code may be used on a day."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day < self.until)


class _Unknown(NamedTuple):
    kind: CodeKind
    code: str
    reason: str


class Dictionary:
    """Codes of all lists, asked by day.

    >>> old = Code(CodeKind.CHAPTER, "85301", "Old", until=date(2026, 1, 1),
    ...            successors=("85302",))
    >>> new = Code(CodeKind.CHAPTER, "85302", "New", since=date(2026, 1, 1))
    >>> book = Dictionary([old, new])
    >>> book.name(CodeKind.CHAPTER, "85301", date(2025, 5, 1))
    'Old'
    >>> book.successors(CodeKind.CHAPTER, "85301", date(2026, 5, 1))
    ('85302',)
    """

    def __init__(self, codes: Iterable[Code]) -> None:
        self._codes: dict[tuple[str, str], list[Code]] = defaultdict(list)
        for each in codes:
            self._codes[each.kind, each.code].append(each)
        self._kinds = {kind for kind, _code in self._codes}

    def __len__(self) -> int:
        return sum(map(len, self._codes.values()))

    def has(self, kind: CodeKind) -> bool:
        """Whether any code of a list is known at all."""
        return kind in self._kinds

    def entries(self, kind: CodeKind, code: str) -> list[Code]:
        """Every life of a code, the latest last."""
        found = self._codes.get((kind, code), [])
        return sorted(found, key=lambda each: each.since or date.min)

    def name(self, kind: CodeKind, code: str, day: date) -> str:
        """Its name on a day; that of another day when it does not hold; else empty."""
        entries = self.entries(kind, code)
        held = [each for each in entries if each.holds(day)]
        return (held or entries)[-1].name if entries else ""

    def state(self, kind: CodeKind, code: str, day: date) -> str:
        """``""`` when it holds, else ``UNKNOWN_CODE`` or ``CODE_NOT_IN_FORCE``."""
        entries = self._codes.get((kind, code))
        if not entries:
            return "UNKNOWN_CODE"
        return "" if any(each.holds(day) for each in entries) else "CODE_NOT_IN_FORCE"

    def successors(self, kind: CodeKind, code: str, day: date) -> tuple[str, ...]:
        """Codes in force on a day that follow an old one, through every change."""
        found: dict[str, None] = {}
        seen: set[str] = set()
        waiting = [code]
        while waiting:
            now = waiting.pop(0)
            if now in seen:
                continue
            seen.add(now)
            if now != code and not self.state(kind, now, day):
                found[now] = None
                continue
            for entry in self.entries(kind, now):
                waiting += entry.successors
        return tuple(found)

    def codes(self) -> Iterator[Code]:
        """Every code, by list and number."""
        for key in sorted(self._codes):
            yield from self.entries(CodeKind(key[0]), key[1])


def check_codes(
    lines: Iterable[BudgetLine], dictionary: Dictionary, day: date
) -> tuple[Finding, ...]:
    """Codes of lines that the dictionary does not know, or that do not hold on a day.

    One finding a code, with the number of its lines and the money under it. A list
    of which nothing is known is reported once.
    """
    # Sixty thousand lines use some thousand codes: each is looked up once.
    used: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for line in lines:
        sums = used[line.key[:4]]
        sums[0] += 1
        sums[1] += line.changed or line.executed
    counts: dict[_Unknown, list[int]] = defaultdict(lambda: [0, 0])
    states: dict[tuple[CodeKind, str], str] = {}
    for key, (number, money) in used.items():
        for kind, code in _codes_of(*key):
            state = states.get((kind, code))
            if state is None:
                state = states[kind, code] = dictionary.state(kind, code, day)
            if state and dictionary.has(kind):
                sums = counts[_Unknown(kind, code, state)]
                sums[0] += number
                sums[1] += money
    absent = {kind for kind, _code in states if not dictionary.has(kind)}
    findings = [
        Finding("NO_DICTIONARY", Grave.NOTE, "", {"kind": kind.value})
        for kind in sorted(absent)
    ]
    for unknown, (number, money) in sorted(counts.items()):
        facts: dict[str, object] = {
            "kind": unknown.kind.value,
            "code": unknown.code,
            "count": number,
            "grosze": money,
        }
        following = dictionary.successors(unknown.kind, unknown.code, day)
        if following:
            facts["following"] = list(following)
        findings.append(Finding(unknown.reason, Grave.WARN, "", facts))
    return tuple(findings)


def _codes_of(
    side: str, division: str, chapter: str, paragraph: str
) -> tuple[tuple[CodeKind, str], ...]:
    is_revenue = side == Side.REVENUE
    paragraphs = CodeKind.REVENUE if is_revenue else CodeKind.EXPENDITURE
    return (
        (CodeKind.DIVISION, division),
        (CodeKind.CHAPTER, chapter),
        (paragraphs, paragraph),
    )
