"""Official files for readers: which there are, and which lie behind a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from miara.cube.loads import Origin
from miara.cube.store import Vintage
from miara.indicators.models import DataLoad
from miara.indicators.queries.definitions import definitions


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file behind numbers; ``load`` is its row, None when it has none here."""

    origin: Origin
    load: int | None


def files_behind(vintage: Vintage, variables: Iterable[str]) -> list[SourceFile]:
    """Files that gave the variables their numbers in a vintage. One query."""
    found: dict[str, Origin] = {}
    for code in variables:
        variable = vintage.variables.get(code)
        for origin in variable.origins if variable is not None else ():
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
