"""Official files on one unit axis: merged, corrected, summed, bridged, marked."""

from miara.cube.assemble.assemble import assemble
from miara.cube.assemble.corrections import (
    Correction,
    CorrectionAction,
    CorrectionsError,
    CorrectionStatus,
    load_corrections,
)
from miara.cube.assemble.types import (
    AssembledVariable,
    AssembledVariables,
    Revision,
    VariableInfo,
    VariableRule,
)

__all__ = [
    "AssembledVariable",
    "AssembledVariables",
    "Correction",
    "CorrectionAction",
    "CorrectionStatus",
    "CorrectionsError",
    "Revision",
    "VariableInfo",
    "VariableRule",
    "assemble",
    "load_corrections",
]
