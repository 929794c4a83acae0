"""Contests for other contexts: editions, and finalists once they are public.

Nothing here tells a result before its release, to anybody.
"""

from miara.contest.models import Edition
from miara.contest.permissions import can_organise
from miara.contest.queries.finalists import (
    Finalist,
    are_finalists_public,
    editions_owned_by,
    public_finalists,
)

__all__ = [
    "Edition",
    "Finalist",
    "are_finalists_public",
    "can_organise",
    "editions_owned_by",
    "public_finalists",
]
