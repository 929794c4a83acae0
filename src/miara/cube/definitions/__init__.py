"""Reviewed content of the cube: variables, sources, indicators, peer topics.

The content is YAML under ``miara/definitions``; this package holds its schema, its
cross-checks and the calculation of an indicator from its formulas.
"""

from miara.cube.definitions.calculation import Calculator, IndicatorCells
from miara.cube.definitions.collection import AppliedBreak, Compiled, Definitions
from miara.cube.definitions.errors import DefinitionError, Problem
from miara.cube.definitions.indicators import (
    Example,
    Indicator,
    IndicatorKind,
    IntervalMethod,
    Polarity,
    Status,
)
from miara.cube.definitions.loading import DEFINITIONS, load_definitions
from miara.cube.definitions.schema import (
    Break,
    Domain,
    LocalisedText,
    Source,
    UnitDefinition,
    Variable,
)
from miara.cube.definitions.topics import Feature, PeerTopic, Transform

__all__ = [
    "DEFINITIONS",
    "AppliedBreak",
    "Break",
    "Calculator",
    "Compiled",
    "DefinitionError",
    "Definitions",
    "Domain",
    "Example",
    "Feature",
    "Indicator",
    "IndicatorCells",
    "IndicatorKind",
    "IntervalMethod",
    "LocalisedText",
    "PeerTopic",
    "Polarity",
    "Problem",
    "Source",
    "Status",
    "Transform",
    "UnitDefinition",
    "Variable",
    "load_definitions",
]
