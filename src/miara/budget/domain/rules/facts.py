"""What the ministry's indicators are made of, by the ministry's own letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from miara.budget.domain.lines import BudgetLine, Side, Statement

__all__ = ["CAPITAL_REVENUE", "Facts", "facts_of"]

#: Paragraphs of capital revenue; source: definitions of indicators by the Ministry of
#: Finance (OSF).
CAPITAL_REVENUE: Final = frozenset(
    {"076", "077", "078", "080", "087", "609", "610", "618", "620", "625", "626"}
    | {str(code) for code in range(628, 640)}
    | {str(code) for code in range(641, 646)}
    | {"651", "652", "653", "656", "661", "662", "663", "664", "665", "666"}
    | {"668", "669", "670", "671"}
)
_CAPITAL_SPENDING: Final = tuple(str(code) for code in range(600, 681))
_WAGES: Final = frozenset({"401", "404", "410", "411", "412", "417"})
_NOT_OWN_DIGITS: Final = frozenset("123789")
_EU_DIGITS: Final = frozenset("1789")


@dataclass(frozen=True, slots=True)
class Facts:
    """Amounts of a year in grosze; None where no report told them.

    Letters of the ministry: Do, Db, Dm, Sm, Tb, Wo, Wb, Wm, Ww, O, P, R, Rs, Pbzwr, Zo,
    Zw, Dbd, Dbe, Wbe, Wbd, and L, the number of people.
    """

    values: Mapping[str, int | None]

    def get(self, *letters: str) -> list[int | None]:
        """Values by letter; None for the unknown."""
        return [self.values.get(letter) for letter in letters]


def facts_of(
    lines: Iterable[BudgetLine],
    nds: Mapping[str, Statement],
    debt: Mapping[str, Statement],
    population: int | None,
) -> Facts:
    """Amounts from the reports of a year, as executed.

    Sums by kind come from Rb-NDS where it was given, because the report itself says
    what is current and what is capital; lines give what it does not hold. Grants,
    foreign money and service of debt come from lines.

    Parameters
    ----------
    lines
        Of Rb-27S and Rb-28S, or of the ledger.
    nds, debt
        Rows of Rb-NDS and Rb-Z by symbol; empty when not given.
    population
        People; None when not known.
    """
    sums = _sums(lines)
    told = {letter: _told(nds, symbol) for letter, symbol in _NDS.items()}
    has_lines = bool(sums.pop("lines"))
    found: dict[str, int | None] = {
        letter: told.get(letter) if told.get(letter) is not None else value
        for letter, value in (sums.items() if has_lines else ())
    }
    for letter, value in told.items():
        if found.get(letter) is None:
            found[letter] = value
    inflows, loans = _told(nds, "D1"), _told(nds, "D11")
    if inflows is not None:
        found["P"], found["Pbzwr"] = inflows, inflows - (loans or 0)
    total = debt.get("E")
    found["Zo"] = total.executed if total else None
    found["L"] = population
    return Facts(found)


_NDS: Final = {
    "Do": "A",
    "Db": "A1",
    "Dm": "A2",
    "Sm": "A21",
    "Wo": "B",
    "Wb": "B1",
    "Wm": "B2",
    "R": "D2",
    "Rs": "D21",
}


def _told(nds: Mapping[str, Statement], symbol: str) -> int | None:
    """A report that was given leaves zero rows out."""
    if not nds:
        return None
    row = nds.get(symbol)
    return row.executed if row else 0


_LETTERS: Final = (
    *("lines", "Do", "Db", "Dm", "Sm", "Tb", "Wo", "Wb", "Wm"),
    *("Ww", "O", "Dbd", "Dbe", "Wbe", "Wbd"),
)


def _sums(lines: Iterable[BudgetLine]) -> dict[str, int]:
    names = [
        "lines",
        "Do",
        "Db",
        "Dm",
        "Sm",
        "Tb",
        "Wo",
        "Wb",
        "Wm",
        "Ww",
        "O",
        "Dbd",
        "Dbe",
        "Wbe",
        "Wbd",
    ]
    found = dict.fromkeys(names, 0)
    for line in lines:
        found["lines"] += 1
        if line.key.side == Side.REVENUE:
            _add_revenue(found, line)
        else:
            _add_spending(found, line)
    return found


def _add_revenue(found: dict[str, int], line: BudgetLine) -> None:
    key, value = line.key, line.executed
    found["Do"] += value
    if key.paragraph in CAPITAL_REVENUE:
        found["Dm"] += value
        if key.paragraph in {"077", "078", "080", "087"}:
            found["Sm"] += value
        return
    found["Db"] += value
    if key.paragraph[0] == "2":
        found["Tb"] += value
        if not key.paragraph.startswith("29"):
            found["Dbd"] += value
    if key.digit in _EU_DIGITS:
        found["Dbe"] += value


def _add_spending(found: dict[str, int], line: BudgetLine) -> None:
    key, value = line.key, line.executed
    found["Wo"] += value
    if key.paragraph in _CAPITAL_SPENDING:
        found["Wm"] += value
        return
    found["Wb"] += value
    if key.paragraph in _WAGES and key.digit not in _NOT_OWN_DIGITS:
        found["Ww"] += value
    if key.paragraph == "492":
        found["Wbd"] += value
    if key.digit in _EU_DIGITS:
        found["Wbe"] += value
    if key.division == "757":
        found["O"] += value
