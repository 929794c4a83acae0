"""Contests for other contexts: editions, and finalists once they are public.

Nothing here tells a result before its release to anybody but the jury:
`sealed_results` asks whether a person sits in it. `release_now` is the chair's alone.
"""

from miara.contest.actions.release import check_finished, release_now, release_word
from miara.contest.errors import ContestError
from miara.contest.models import Edition
from miara.contest.permissions import can_organise, can_preside
from miara.contest.queries.editions import edition_at
from miara.contest.queries.finalists import (
    Finalist,
    are_finalists_public,
    editions_owned_by,
    public_finalists,
)
from miara.contest.queries.recipients import recipients_of
from miara.contest.queries.results import are_results_public, sealed_results

#: The stage of all titles, as `release_now` and `release_word` take it.
RESULTS = "RESULTS"

__all__ = [
    "RESULTS",
    "ContestError",
    "Edition",
    "Finalist",
    "are_finalists_public",
    "are_results_public",
    "can_organise",
    "can_preside",
    "check_finished",
    "edition_at",
    "editions_owned_by",
    "public_finalists",
    "recipients_of",
    "release_now",
    "release_word",
    "sealed_results",
]
