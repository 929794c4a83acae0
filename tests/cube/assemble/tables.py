"""Small registers and files for assembly."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from miara.cube import flags as f
from miara.cube.loads import Load, Origin, Plane
from miara.cube.periods import Period
from miara.cube.register import Bridge, CodeSpan, Level, Register, RegisterUnit

START = date(1999, 1, 1)
WORDS = {"-": f.MISSING, "x": f.CONFIDENTIAL, "n/a": f.NOT_APPLICABLE}


def unit(uid: str, code: str, levels: Sequence[Level]) -> RegisterUnit:
    return RegisterUnit(uid, code, uid, "2", tuple(levels), None, None)


def make_register(
    codes: Mapping[str, Sequence[tuple[str, date, date | None]]],
    bridges: Sequence[Bridge] = (),
) -> Register:
    """A register of ``uid -> [(code, since, until), ...]`` beside the country."""
    spans = [CodeSpan("PL", "PL", START, None)]
    units = [unit("PL", "PL", [Level.COUNTRY])]
    for uid, facts in codes.items():
        spans += [CodeSpan(code, uid, since, until) for code, since, until in facts]
        units.append(unit(uid, facts[0][0], [Level.MUNICIPALITY]))
    return Register(tuple(units), tuple(spans), tuple(bridges))


def always(*codes: str) -> list[tuple[str, date, None]]:
    return [(code, START, None) for code in codes]


PLAIN = {
    "W": always("02"),
    "P": always("0201"),
    "G1": always("020101"),
    "G2": always("020102"),
    "CITY": always("0261", "026101"),
}


def make_load(
    table: Mapping[str, Sequence[object]],
    *,
    years: Sequence[int] = (2022, 2023),
    name: str = "a.csv",
    variable: str = "v",
    codes_on: date | None = None,
) -> Load:
    """A load of one plane: ``code -> cells`` where a cell is a number or a word."""
    cells = list(zip(*table.values(), strict=True))
    values = np.array(
        [[np.nan if c in WORDS else float(str(c)) for c in row] for row in cells]
    )
    flags = np.array([[WORDS.get(str(c), 0) for c in row] for row in cells], np.uint8)
    plane = Plane(variable, tuple(map(Period.year, years)), tuple(table), values, flags)
    origin = Origin("gus", name, "0" * 64, "GUS", name, None)
    return Load(origin, (plane,), codes_on=codes_on)
