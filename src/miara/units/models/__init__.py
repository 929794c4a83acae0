"""Tables of the register."""

from miara.units.models.events import UnitBridge, UnitEvent
from miara.units.models.facts import UnitCode, UnitName, UnitParent, UnitType
from miara.units.models.shapes import ShapeSet, UnitShape
from miara.units.models.snapshots import RegisterSnapshot, RegisterState
from miara.units.models.unit import Unit

__all__ = [
    "RegisterSnapshot",
    "RegisterState",
    "ShapeSet",
    "Unit",
    "UnitBridge",
    "UnitCode",
    "UnitEvent",
    "UnitName",
    "UnitParent",
    "UnitShape",
    "UnitType",
]
