"""What can go wrong for people, in their words; one module a topic."""

from miara.contest.errors.base import ContestError, NotAllowedError

__all__ = ["ContestError", "NotAllowedError"]
