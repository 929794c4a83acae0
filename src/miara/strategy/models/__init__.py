"""Tables of the context."""

from miara.strategy.models.document import DiagnosisSection, Document, DocumentCheck
from miara.strategy.models.domain import Service, UnitDomain
from miara.strategy.models.goal import Goal
from miara.strategy.models.indicator import LocalBreak, LocalIndicator
from miara.strategy.models.survey import SurveyCount
from miara.strategy.models.target import Target, TargetStep
from miara.strategy.models.value import LocalValue

__all__ = [
    "DiagnosisSection",
    "Document",
    "DocumentCheck",
    "Goal",
    "LocalBreak",
    "LocalIndicator",
    "LocalValue",
    "Service",
    "SurveyCount",
    "Target",
    "TargetStep",
    "UnitDomain",
]
