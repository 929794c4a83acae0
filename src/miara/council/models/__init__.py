"""Rows of the context."""

from miara.council.models.debate import Debate, Question, Vote
from miara.council.models.intake import ResolutionIntake
from miara.council.models.resolution import Resolution, ResolutionNote
from miara.council.models.settings import CouncilSettings

__all__ = [
    "CouncilSettings",
    "Debate",
    "Question",
    "Resolution",
    "ResolutionIntake",
    "ResolutionNote",
    "Vote",
]
