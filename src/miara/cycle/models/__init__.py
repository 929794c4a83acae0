"""Rows of the context."""

from miara.cycle.models.absence import Absence
from miara.cycle.models.settings import CycleSettings
from miara.cycle.models.term import Term
from miara.cycle.models.year import PlanYear

__all__ = ["Absence", "CycleSettings", "PlanYear", "Term"]
