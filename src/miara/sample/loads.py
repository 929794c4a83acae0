"""The sample as loads: one fictional file a source, and one correction."""

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from miara.cube.definitions import Definitions
from miara.cube.flags import (
    CONFIDENTIAL,
    MISSING,
    NOT_APPLICABLE,
    STATE_MASK,
    ZERO_EVENT,
)
from miara.cube.loads import Load, Origin, Plane
from miara.cube.periods import Period
from miara.sample.cast import YEARS
from miara.sample.gaps import with_gaps
from miara.sample.story import SLIP, variables, with_slip
from miara.sample.tables import published

SOURCE: Final = "sample"
RETRIEVED_ON: Final = date(2025, 11, 3)
CORRECTED_ON: Final = date(2025, 11, 24)
_PUBLISHER: Final = "Miara (dane fikcyjne / fictional data)"
_NOTE: Final = (
    "Liczby wymyślone na potrzeby pokazu; nie dotyczą żadnej istniejącej jednostki. "
    "Numbers made up for a demonstration; they concern no existing unit."
)
# Amounts of money are published to the grosz, lengths and thousands to a few digits.
_DECIMALS: Final = {"PLN": 2, "KM": 1, "THOUSAND_PERSON": 3, "HA": 0, "KM2": 0}
_SIGNS: Final = {MISSING: "", CONFIDENTIAL: "#", NOT_APPLICABLE: "x", ZERO_EVENT: "-"}


@dataclass(frozen=True, slots=True, eq=False)
class SampleFile:
    """One generated file: its text for the archive, and what it says."""

    name: str
    content: bytes
    load: Load


def first_files(definitions: Definitions) -> tuple[SampleFile, ...]:
    """Every variable of the definitions, one file a source, with the slip in it.

    Raises
    ------
    KeyError
        When a published variable is told by no part of the story.
    """
    by_source: dict[str, list[str]] = defaultdict(list)
    for code, variable in definitions.variables.items():
        if variable.formula is None:
            by_source[variable.source or SOURCE].append(code)
    return tuple(
        _file(
            f"przyklad-{source}.csv",
            f"Dane fikcyjne w układzie źródła: {definitions.sources[source].title.pl}",
            [_plane(code, definitions) for code in codes],
            RETRIEVED_ON,
        )
        for source, codes in sorted(by_source.items())
    )


def correction(definitions: Definitions) -> SampleFile:
    """The later file that puts the slip right: one cell."""
    whole = _plane(SLIP.variable, definitions, slip=False)
    row, column = YEARS.index(SLIP.year), whole.unit_codes.index(SLIP.code)
    cell = Plane(
        variable=SLIP.variable,
        periods=(Period.year(SLIP.year),),
        unit_codes=(SLIP.code,),
        values=whole.values[row : row + 1, column : column + 1],
        flags=whole.flags[row : row + 1, column : column + 1],
    )
    return _file(
        "przyklad-korekta.csv",
        "Dane fikcyjne: korekta liczby czytelników biblioteki",
        [cell],
        CORRECTED_ON,
    )


def _plane(code: str, definitions: Definitions, *, slip: bool = True) -> Plane:
    variable = definitions.variables[code]
    decimals = _DECIMALS.get(variable.unit_of_measure, 0)
    table = published(code, variables(), variable.levels, decimals)
    values, flags = with_gaps(with_slip(table) if slip else table)
    return Plane(
        variable=code,
        periods=tuple(Period.year(year) for year in YEARS),
        unit_codes=table.unit_codes,
        values=values,
        flags=flags,
    )


def _file(name: str, title: str, planes: Sequence[Plane], day: date) -> SampleFile:
    content = _as_csv(planes).encode()
    origin = Origin(
        source=SOURCE,
        file_name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        publisher=_PUBLISHER,
        title=title,
        retrieved_on=day,
        notes=(_NOTE,),
    )
    rows = sum(len(plane.unit_codes) for plane in planes)
    table = name.removesuffix(".csv").replace("-", "_")
    load = Load(origin, tuple(planes), rows_read=rows, extra={"table": table})
    return SampleFile(name, content, load)


def _as_csv(planes: Iterable[Plane]) -> str:
    """Rows of variable and unit, a column a year; signs of GUS for cells without a
    number (``#`` confidential, ``x`` not applicable, ``-`` did not occur)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    for plane in planes:
        years = [period.label for period in plane.periods]
        writer.writerow(["variable", "code", *years])
        for u, code in enumerate(plane.unit_codes):
            writer.writerow([plane.variable, code, *_cells(plane, u)])
    return out.getvalue()


def _cells(plane: Plane, unit: int) -> Iterator[str]:
    for value, flag in zip(
        plane.values[:, unit].tolist(), plane.flags[:, unit].tolist(), strict=True
    ):
        state = flag & STATE_MASK
        yield _SIGNS.get(state, np.format_float_positional(value, trim="-"))
