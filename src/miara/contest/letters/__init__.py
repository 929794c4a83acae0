"""Letters of the contest: their variables and default texts, one module a topic.

Organisers may write their own texts for an edition; these are what is sent otherwise.
"""

from miara.contest.letters import calls, cards, entries, experts, feedback, results
from miara.contest.letters.owner import register_owner

__all__ = [
    "calls",
    "cards",
    "entries",
    "experts",
    "feedback",
    "register_owner",
    "results",
]
