"""Rows of the context."""

from miara.risks.models.control import Assessment, AssessmentMark, Declaration
from miara.risks.models.risk import Risk, RiskEvent, RiskReview
from miara.risks.models.settings import RiskSettings

__all__ = [
    "Assessment",
    "AssessmentMark",
    "Declaration",
    "Risk",
    "RiskEvent",
    "RiskReview",
    "RiskSettings",
]
