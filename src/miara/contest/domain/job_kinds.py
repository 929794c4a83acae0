"""Names of the context's background jobs."""

from typing import Final

__all__ = ["IMPROVE_JOB"]

IMPROVE_JOB: Final = "contest.improve_plan"
