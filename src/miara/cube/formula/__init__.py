"""A small language over variable codes: parse, check, evaluate.

>>> from miara.cube.formula import parse, to_text
>>> to_text(parse("births/population*per(1000)"))
'births / population * per(1000)'
"""

from miara.cube.formula.checking import check
from miara.cube.formula.errors import (
    CircularFormula,
    FormulaError,
    FormulaSyntaxError,
    UnitOfMeasureMismatch,
    UnknownName,
)
from miara.cube.formula.evaluation import Context, evaluate, holds
from miara.cube.formula.graph import names_in, sorted_by_dependency
from miara.cube.formula.measures import UnitOfMeasure
from miara.cube.formula.nodes import Condition, Expression
from miara.cube.formula.parsing import parse, parse_condition
from miara.cube.formula.text import to_text

__all__ = [
    "CircularFormula",
    "Condition",
    "Context",
    "Expression",
    "FormulaError",
    "FormulaSyntaxError",
    "UnitOfMeasure",
    "UnitOfMeasureMismatch",
    "UnknownName",
    "check",
    "evaluate",
    "holds",
    "names_in",
    "parse",
    "parse_condition",
    "sorted_by_dependency",
    "to_text",
]
