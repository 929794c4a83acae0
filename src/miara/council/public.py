"""Resolutions and debates of the council for other contexts."""

from miara.council.presenters.facts import (
    DebateFacts,
    QuestionFacts,
    ResolutionFacts,
    VoteFacts,
    debate_of,
    resolutions_of_year,
)

__all__ = [
    "DebateFacts",
    "QuestionFacts",
    "ResolutionFacts",
    "VoteFacts",
    "debate_of",
    "resolutions_of_year",
]
