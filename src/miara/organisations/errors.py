"""Refusals of the context."""

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError


class OrganisationsError(MiaraError):
    """An act of this context was refused; nothing was changed."""


class AlreadyMemberError(OrganisationsError):
    """The unit belongs to the organisation on that day."""

    sentence = _("This unit is a member on that day already.")


class NotMemberError(OrganisationsError):
    """The unit does not belong to the organisation on that day."""

    sentence = _("This unit is not a member on that day.")


class BadDirectoryFileError(OrganisationsError):
    """The file is no list of heads of units."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem, self.detail = problem, detail

    def for_people(self) -> str:
        """What is wrong with the file and how to mend it."""
        sentences = {
            "empty": _("The file is empty. Choose the file with the list."),
            "unreadable": _(
                "This file cannot be read as a table (%(detail)s). "
                "Save it as XLSX or CSV."
            ),
            "no_columns": _(
                "The column “%(detail)s” was not found in the first twenty rows. "
                "Name the columns in one row, for example: TERYT; imię i nazwisko; "
                "stanowisko; e-mail; telefon."
            ),
            "unknown_heading": _(
                "The file has no column “%(detail)s”, which the mapping names."
            ),
        }
        return str(sentences[self.problem]) % {"detail": self.detail}


class ImportOverError(OrganisationsError):
    """The file was taken over by somebody meanwhile."""

    sentence = _("This file has been taken over already.")
