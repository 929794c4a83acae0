"""Errors of the context that people can mend."""

from django.utils.translation import gettext as _

from miara.core.errors import MiaraError

__all__ = ["ConflictsLeftError", "ReportsError"]


class ReportsError(MiaraError):
    """Base of the errors of reports."""


class ConflictsLeftError(ReportsError):
    """The report cannot be shown while texts and data disagree."""

    def for_people(self) -> str:
        """What to do next."""
        return _(
            "Data changed under some texts. Look at each section marked so, then "
            "publish the report."
        )
