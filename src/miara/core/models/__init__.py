"""Tables of the context."""

from miara.core.models.job import Job
from miara.core.models.mixins import Stamped
from miara.core.models.scheduled import ScheduledRun

__all__ = ["Job", "ScheduledRun", "Stamped"]
