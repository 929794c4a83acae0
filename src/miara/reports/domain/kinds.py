"""Kinds of reports as data: what stands in each, and its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["KINDS", "WORDS", "ReportKind", "ReportNumbers", "word_of"]

YEAR: Final = (0,)


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One kind of report.

    Attributes
    ----------
    code
        As the row keeps it.
    word
        By which addresses name it; ``{quarter}`` stands for the number of a quarter.
    sections
        Codes of writers of sections, in the order of the report.
    quarters
        Quarters that it may be about; 0 is the whole year, or its first half.
    is_paged
        Whether each section begins on a page of its own when it is printed.
    """

    code: str
    word: str
    sections: tuple[str, ...]
    quarters: tuple[int, ...] = YEAR
    is_paged: bool = False


@dataclass(frozen=True, slots=True)
class ReportNumbers:
    """A report named by an address: its kind and quarter."""

    kind: str
    quarter: int


_ALL: Final = (
    ReportKind(
        "STATE",
        "stan-gminy",
        ("money", "domains", "tasks", "resolutions", "civic", "debate"),
    ),
    ReportKind(
        "SHORT",
        "stan-gminy-w-skrocie",
        ("short-money", "short-domains", "short-council", "short-civic"),
        is_paged=True,
    ),
    ReportKind(
        "ANNEX",
        "stan-gminy-zalacznik",
        ("resolutions", "civic", "targets", "own-indicators", "national-indicators"),
    ),
    ReportKind(
        "BUDGET",
        "budzet",
        ("money", "revenue", "spending", "result", "debt", "tasks"),
    ),
    ReportKind(
        "HALF",
        "budzet-polrocze",
        (
            *("half-revenue", "half-spending", "half-result", "half-debt"),
            *("forecast", "undertakings", "legal-persons"),
        ),
    ),
    ReportKind(
        "QUARTER",
        "zadania-{quarter}-kwartal",
        ("quarter", "quarter-tasks", "quarter-missing"),
        quarters=(1, 2, 3, 4),
    ),
)
#: Kinds by their code.
KINDS: Final[dict[str, ReportKind]] = {kind.code: kind for kind in _ALL}
#: What each word of an address names.
WORDS: Final[dict[str, ReportNumbers]] = {
    kind.word.format(quarter=quarter): ReportNumbers(kind.code, quarter)
    for kind in _ALL
    for quarter in kind.quarters
}


def word_of(kind: str, quarter: int) -> str:
    """The word by which addresses name a report.

    >>> word_of("QUARTER", 2)
    'zadania-2-kwartal'
    >>> word_of("STATE", 0)
    'stan-gminy'
    """
    return KINDS[kind].word.format(quarter=quarter)
