"""Rows of the context."""

from miara.instruments.models.instrument import Instrument
from miara.instruments.models.links import (
    InstrumentGoal,
    InstrumentTarget,
    Membership,
)
from miara.instruments.models.parts import (
    Milestone,
    Money,
    Partner,
    Product,
    Stage,
)

__all__ = [
    "Instrument",
    "InstrumentGoal",
    "InstrumentTarget",
    "Membership",
    "Milestone",
    "Money",
    "Partner",
    "Product",
    "Stage",
]
