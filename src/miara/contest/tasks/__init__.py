"""Background work and the calendar of this context; one module a topic."""

from miara.contest.tasks import assessment, closing, entries, results

__all__ = ["assessment", "closing", "entries", "results"]
