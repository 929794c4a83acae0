"""Errors of the context that people can mend."""

from django.utils.translation import gettext as _

from miara.core.errors import MiaraError

__all__ = [
    "ConflictsLeftError",
    "FilesNotReadyError",
    "NoAuthorError",
    "NoteMissingError",
    "NothingChangedError",
    "NothingToPublishError",
    "ReportChangedError",
    "ReportsError",
]


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


class NothingToPublishError(ReportsError):
    """No section says anything."""

    def for_people(self) -> str:
        """What to do next."""
        return _(
            "Every section of the report is empty. Write the text of a section first."
        )


class NothingChangedError(ReportsError):
    """Everybody reads exactly this already."""

    def for_people(self) -> str:
        """What to do next."""
        return _(
            "Everybody reads exactly this report already. Change a section or make the "
            "report anew, then publish the changes."
        )


class NoteMissingError(ReportsError):
    """A later version must tell what was changed."""

    def for_people(self) -> str:
        """What to do next."""
        return _(
            "Write what was changed in the report and why: it stands in the log of "
            "changes that everybody reads."
        )


class NoAuthorError(ReportsError):
    """Nobody answers for the content."""

    def for_people(self) -> str:
        """What to do next."""
        return _("Write who answers for the content of the report.")


class ReportChangedError(ReportsError):
    """The draft changed between asking for files and making them."""

    def for_people(self) -> str:
        """What to do next."""
        return _(
            "The report was changed meanwhile, so files of the earlier text were not "
            "made. Ask for files again."
        )


class FilesNotReadyError(ReportsError):
    """The files of this content were not made yet."""

    def for_people(self) -> str:
        """What to do next."""
        return _(
            "This file is not made yet, or the report was changed since. Press “Make "
            "files” and wait until they are ready."
        )
