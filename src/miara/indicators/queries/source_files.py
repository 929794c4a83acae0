"""Official files for readers: which there are, and which lie behind a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from miara.cube.loads import Origin
from miara.cube.periods import Period
from miara.cube.store import NO_ORIGIN, Vintage
from miara.indicators.models import DataLoad
from miara.indicators.queries.definitions import definitions


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file behind numbers; ``load`` is its row, None when it has none here."""

    origin: Origin
    load: int | None


def files_behind(
    vintage: Vintage, wanted: Iterable[tuple[str, Period]]
) -> list[SourceFile]:
    """Files that gave variables their numbers in a vintage. One query.

    Parameters
    ----------
    wanted
        Codes of published variables with the periods that are read of them.
    """
    found: dict[str, Origin] = {}
    for code, period in dict.fromkeys(wanted):
        variable = vintage.variables.get(code)
        row = None if variable is None else variable.index_of_period.get(period)
        if variable is None or row is None:
            continue
        for place in np.unique(variable.source[row]).tolist():
            if place != NO_ORIGIN:
                origin = variable.origins[place]
                found.setdefault(origin.sha256, origin)
    rows = load_ids(found)
    return [SourceFile(origin, rows.get(sha)) for sha, origin in found.items()]


def load_ids(checksums: Iterable[str]) -> dict[str, int]:
    """Row of each checksum, the newest one when a file was loaded twice."""
    rows = DataLoad.objects.filter(sha256__in=list(checksums)).order_by("pk")
    return dict(rows.values_list("sha256", "pk"))


def public_loads() -> list[DataLoad]:
    """Every file in use, by publisher and title. One query."""
    rows = DataLoad.objects.active().defer("notes", "findings")
    return sorted(rows, key=lambda row: (row.publisher, row.title, row.file_name))


@dataclass(frozen=True, slots=True)
class Content:
    """One variable of a file, with the indicators that rest on it."""

    code: str
    periods: tuple[str, ...]
    indicators: tuple[str, ...]


def contents_of(load: DataLoad) -> list[Content]:
    """Variables of a file in its order."""
    planes: list[dict[str, Any]] = load.planes
    users = _users()
    return [
        Content(
            code=str(entry["variable"]),
            periods=tuple(entry["periods"]),
            indicators=tuple(users.get(str(entry["variable"]), ())),
        )
        for entry in planes
    ]


def _users() -> dict[str, list[str]]:
    known = definitions()
    users: dict[str, list[str]] = {}
    for code in known.indicators:
        for name in known.inputs_of(code):
            users.setdefault(name, []).append(code)
    return users
