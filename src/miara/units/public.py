"""Units for other contexts: who they are, where they are, what they were called.

Use it as ``from miara.units import public as units``, then for example
``units.unit_by_code("120617").full_name``.
"""

from collections.abc import Callable
from typing import Any

from miara.cube.register import Level
from miara.units.actions.boundaries import BoundariesReport, import_boundaries
from miara.units.actions.history import rebuild_history
from miara.units.actions.terc import TercReport, import_terc
from miara.units.domain.facts import Kind
from miara.units.domain.groups import size_class
from miara.units.domain.naming import slug
from miara.units.errors import UnitsError
from miara.units.queries.events import UnitEventFacts, history_of
from miara.units.queries.search import UnitMatch, prepare_search, search
from miara.units.queries.shapes import Shapes, shapes
from miara.units.queries.stored import register, register_digest
from miara.units.queries.units import (
    UnitFacts,
    UnitRef,
    is_fictional,
    members_of,
    register_day,
    type_word,
    unit_by_code,
    unit_by_uid,
    units_at,
    units_by_uid,
)

# What `miara import NAME PATH` can read here: called with path=, by=, now= and the
# options; the result has lines(language) for printing.
IMPORTERS: dict[str, Callable[..., Any]] = {
    "terc": import_terc,
    "boundaries": import_boundaries,
}

__all__ = [
    "IMPORTERS",
    "BoundariesReport",
    "Kind",
    "Level",
    "Shapes",
    "TercReport",
    "UnitEventFacts",
    "UnitFacts",
    "UnitMatch",
    "UnitRef",
    "UnitsError",
    "history_of",
    "import_boundaries",
    "import_terc",
    "is_fictional",
    "members_of",
    "prepare_search",
    "rebuild_history",
    "register",
    "register_day",
    "register_digest",
    "search",
    "shapes",
    "size_class",
    "slug",
    "type_word",
    "unit_by_code",
    "unit_by_uid",
    "units_at",
    "units_by_uid",
]
