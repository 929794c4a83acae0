"""Risks and management control for other contexts."""

from miara.risks.actions.control import MarkGiven, save_assessment, save_declaration
from miara.risks.actions.risks import (
    change_scale,
    create_risk,
    record_event,
    review_risk,
)
from miara.risks.domain.scales import PRESETS, Band, Scale
from miara.risks.models import Assessment, Declaration, Risk
from miara.risks.queries.risks import (
    RiskFacts,
    assessment_of,
    declaration_of,
    events_of_year,
    facts_of,
    has_scale,
    risks_of,
    risks_of_goals,
    risks_of_instruments,
    risks_of_tasks,
    scale_of,
)

__all__ = [
    "PRESETS",
    "Assessment",
    "Band",
    "Declaration",
    "MarkGiven",
    "Risk",
    "RiskFacts",
    "Scale",
    "assessment_of",
    "change_scale",
    "create_risk",
    "declaration_of",
    "events_of_year",
    "facts_of",
    "has_scale",
    "record_event",
    "review_risk",
    "risks_of",
    "risks_of_goals",
    "risks_of_instruments",
    "risks_of_tasks",
    "save_assessment",
    "save_declaration",
    "scale_of",
]
