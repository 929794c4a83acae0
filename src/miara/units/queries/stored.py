"""The stored register as domain objects, read once for each of its states."""

from collections import defaultdict
from functools import lru_cache

from django.db import connection
from django.db.models import Model

from miara.cube.register import Register
from miara.units.domain.directory import Directory, as_register
from miara.units.domain.history import (
    BridgeFact,
    Event,
    EventKind,
    Fact,
    UnitHistory,
)
from miara.units.domain.search import SearchIndex
from miara.units.models import (
    RegisterState,
    UnitBridge,
    UnitCode,
    UnitEvent,
    UnitName,
    UnitParent,
    UnitType,
)

# The present state and the one before it, which requests under way still hold.
_STATES_KEPT = 2
_DIGEST = (
    f"SELECT digest FROM {RegisterState._meta.db_table}"  # noqa: S608 - fixed text
    " WHERE id = 1"
)
_directories: dict[str, Directory] = {}


def register_digest() -> str:
    """Name of the present state of the register; empty before the first import.

    One small query; everything else is kept in memory under it. Its text is fixed,
    since every page asks it, some twice, and making it took longer than asking.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DIGEST)
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def directory() -> Directory:
    """Every unit with its facts; one query when the register has not changed."""
    while True:
        digest = register_digest()
        known = _directories.get(digest)
        if known is not None:
            return known
        built = Directory(read_units(), read_bridges(), digest)
        # An import may have ended between reading the name and reading the rows.
        if register_digest() == digest:
            return _kept(built)


def _kept(built: Directory) -> Directory:
    if built.digest:  # an empty register is cheap, and tables may fill under it
        for old in list(_directories)[: 1 - _STATES_KEPT]:
            _directories.pop(old, None)
        _directories[built.digest] = built
    return built


@lru_cache(maxsize=_STATES_KEPT)
def _register(units: Directory) -> Register:
    return as_register(units)


@lru_cache(maxsize=_STATES_KEPT)
def _search_index(units: Directory) -> SearchIndex:
    return SearchIndex(units)


def register() -> Register:
    """The register in the shape the cube works with.

    Contains every unit ever known (abolished ones with ``exists`` False) and the
    country. ``digest`` names the state; an empty register has an empty digest.
    """
    return _register(directory())


def search_index(units: Directory) -> SearchIndex:
    """The index of names of a state, built when first asked for."""
    return _search_index(units)


def read_units() -> list[UnitHistory]:
    """All units with facts, from the tables, by uid."""
    codes = _facts(UnitCode, "code")
    names = _facts(UnitName, "name")
    kinds = _facts(UnitType, "kind")
    parents = _facts(UnitParent, "parent__uid")
    events = _events()
    return [
        UnitHistory(
            uid,
            tuple(sorted(codes[uid])),
            tuple(names[uid]),
            tuple(kinds[uid]),
            tuple(parents[uid]),
            tuple(events[uid]),
        )
        for uid in sorted(codes)
    ]


def read_bridges() -> list[BridgeFact]:
    """All bridges, from the table, in order."""
    rows = UnitBridge.objects.values_list(
        "from_unit__uid", "to_unit__uid", "share", "effective", "change", "act"
    )
    return sorted(BridgeFact(*row) for row in rows)


def _facts(model: type[Model], value: str) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    rows = model._default_manager.order_by("unit__uid", "since").values_list(
        "unit__uid", "since", value, "until"
    )
    for uid, since, text, until in rows:
        found[uid].append(Fact(since, text, until))
    return found


def _events() -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    rows = UnitEvent.objects.order_by("unit__uid", "not_later_than", "pk").values_list(
        "unit__uid", "kind", "after", "not_later_than", "detail", "change"
    )
    for uid, kind, after, until, detail, change in rows:
        found[uid].append(
            Event(
                EventKind(kind),
                after,
                until,
                detail.get("before", ""),
                detail.get("now", ""),
                tuple((other, share) for other, share in detail.get("other", [])),
                change,
            )
        )
    return found
