"""Indicators of the Ministry of Finance: WB, WL and WZ.

Source: the ministry's definitions (OSF). Formulas stand as the ministry writes them;
money in grosze cancels out, and per inhabitant it is in grosze a person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from miara.budget.domain.rules.facts import Facts
from miara.budget.domain.rules.versions import ratio

__all__ = ["INDICATORS", "Indicator", "Value", "values_of"]

Formula = Callable[[Mapping[str, int]], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: its letters, its formula in words of the ministry, its kind.

    ``is_per_person`` values are in grosze.
    """

    code: str
    formula: str
    letters: tuple[str, ...]
    make: Formula
    is_per_person: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """What an indicator came to, with the amounts it was made of.

    ``value`` is None when an amount is missing or nothing can be divided.
    """

    indicator: Indicator
    value: Fraction | None
    inputs: Mapping[str, int | None]

    @property
    def missing(self) -> tuple[str, ...]:
        """Letters that no report told."""
        return tuple(name for name, value in self.inputs.items() if value is None)


def _of(
    code: str, formula: str, letters: str, make: Formula, **more: object
) -> Indicator:
    return Indicator(code, formula, tuple(letters.split()), make, **more)  # type: ignore[arg-type]


def _surplus(v: Mapping[str, int]) -> int:
    return v["Db"] - v["Wb"]


def _own(v: Mapping[str, int]) -> int:
    return v["Pbzwr"] + v["Do"] - v["Wb"]


def _single_year(v: Mapping[str, int]) -> tuple[int, int]:
    top = (v["Db"] - v["Dbe"]) - (v["Wb"] - v["Wbe"] - v["Wbd"]) + v["Sm"]
    return top, v["Db"] - v["Dbd"]


INDICATORS: Final = (
    _of("WB1", "Db / Do", "Db Do", lambda v: (v["Db"], v["Do"])),
    _of("WB2", "Tb / Db", "Tb Db", lambda v: (v["Tb"], v["Db"])),
    _of("WB3", "(Db − Wb) / Db", "Db Wb", lambda v: (_surplus(v), v["Db"])),
    _of("WB4", "Wm / Wo", "Wm Wo", lambda v: (v["Wm"], v["Wo"])),
    _of("WB5", "Ww / Wb", "Ww Wb", lambda v: (v["Ww"], v["Wb"])),
    _of(
        "WB6",
        "(Db − Wb + Sm) / Do",
        "Db Wb Sm Do",
        lambda v: (_surplus(v) + v["Sm"], v["Do"]),
    ),
    _of(
        "WB7",
        "(Db − Wb + Dm) / Wm",
        "Db Wb Dm Wm",
        lambda v: (_surplus(v) + v["Dm"], v["Wm"]),
    ),
    _of(
        "WB8",
        "((Do + P) − (Wo + R)) / Do",
        "Do P Wo R",
        lambda v: (v["Do"] + v["P"] - v["Wo"] - v["R"], v["Do"]),
    ),
    _of(
        "WB9",
        "(Pbzwr + (Do − Wb)) / (Wm + Rs)",
        "Pbzwr Do Wb Wm Rs",
        lambda v: (_own(v), v["Wm"] + v["Rs"]),
    ),
    _of(
        "WB10",
        "(Pbzwr + (Do − Wb − Rs)) / Wm",
        "Pbzwr Do Wb Rs Wm",
        lambda v: (_own(v) - v["Rs"], v["Wm"]),
    ),
    _of(
        "WB11",
        "Wm / (Pbzwr + (Do − Wb − Rs))",
        "Pbzwr Do Wb Rs Wm",
        lambda v: (v["Wm"], _own(v) - v["Rs"]),
    ),
    _of(
        "WB12",
        "((Db − Dbe) − (Wb − Wbe − Wbd) + Sm) / (Db − Dbd)",
        "Db Dbe Wb Wbe Wbd Sm Dbd",
        _single_year,
    ),
    _of("WL1", "Tb / L", "Tb L", lambda v: (v["Tb"], v["L"]), is_per_person=True),
    _of(
        "WL2",
        "(Db − Wb) / L",
        "Db Wb L",
        lambda v: (_surplus(v), v["L"]),
        is_per_person=True,
    ),
    _of("WL3", "Zo / L", "Zo L", lambda v: (v["Zo"], v["L"]), is_per_person=True),
    _of(
        "WL4",
        "(Pbzwr + (Do − Wb)) / L",
        "Pbzwr Do Wb L",
        lambda v: (_own(v), v["L"]),
        is_per_person=True,
    ),
    _of(
        "WL5",
        "(Pbzwr + (Do − Wb − Rs)) / L",
        "Pbzwr Do Wb Rs L",
        lambda v: (_own(v) - v["Rs"], v["L"]),
        is_per_person=True,
    ),
    _of("WZ1", "Zo / Do", "Zo Do", lambda v: (v["Zo"], v["Do"])),
    _of(
        "WZ2",
        "Zo / (Db − Wb)",
        "Zo Db Wb",
        # Said only of a surplus: with a deficit nothing is there to repay from.
        lambda v: (v["Zo"], max(_surplus(v), 0)),
    ),
    _of("WZ3", "(O + Rs) / Do", "O Rs Do", lambda v: (v["O"] + v["Rs"], v["Do"])),
    _of("WZ4", "O / Zo", "O Zo", lambda v: (v["O"], v["Zo"])),
    _of(
        "WZ5",
        "(O + Rs) / (Db − Dbd)",
        "O Rs Db Dbd",
        lambda v: (v["O"] + v["Rs"], v["Db"] - v["Dbd"]),
    ),
    _of("WZ6", "O / Rs", "O Rs", lambda v: (v["O"], v["Rs"])),
    _of("WZ7", "Zw / Zo", "Zw Zo", lambda v: (v["Zw"], v["Zo"])),
)


def values_of(facts: Facts) -> tuple[Value, ...]:
    """Every indicator of a year, in the order of the ministry."""
    return tuple(_value(each, facts) for each in INDICATORS)


def _value(indicator: Indicator, facts: Facts) -> Value:
    inputs = {name: facts.values.get(name) for name in indicator.letters}
    known = {name: value for name, value in inputs.items() if value is not None}
    if len(known) < len(inputs):
        return Value(indicator, None, inputs)
    return Value(indicator, ratio(*indicator.make(known)), inputs)
