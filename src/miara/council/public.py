"""Resolutions and debates of the council for other contexts."""

from miara.council.actions.debates import (
    VoteGiven,
    change_debate,
    open_debate,
    publish_debate,
    record_outcome,
    set_rules,
)
from miara.council.actions.questions import add_question
from miara.council.actions.resolutions import create_resolution, note_execution
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
    "VoteGiven",
    "add_question",
    "change_debate",
    "create_resolution",
    "debate_of",
    "note_execution",
    "open_debate",
    "publish_debate",
    "record_outcome",
    "resolutions_of_year",
    "set_rules",
]
