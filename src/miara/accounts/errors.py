"""Refusals that a person is told about."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from miara.core.errors import MiaraError


class AccountsError(MiaraError):
    """An act of this context was refused; nothing was changed."""


class NotAllowedError(AccountsError):
    """The person has no right to do this."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def for_people(self) -> str:
        """The reason of the decision."""
        return self.reason


class LastAdministratorError(AccountsError):
    """Nobody else would be left to look after the scope."""

    sentence = _(
        "This is the last administrator. Give the role to another person first."
    )


class AlreadyHoldsError(AccountsError):
    """The person has this role already."""

    sentence = _("This person has this role already.")


class RoleEndedError(AccountsError):
    """The role was taken away before."""

    sentence = _("This role has ended already.")


class AlreadyAskedError(AccountsError):
    """The same request waits already."""

    sentence = _("Your request for this unit is already waiting for the operator.")


class AlreadyDecidedError(AccountsError):
    """Somebody decided the request meanwhile."""

    sentence = _("This request has been decided already.")


class InvitationInvalidError(AccountsError):
    """The link was used, withdrawn, is too old, or was sent to another address."""

    sentence = _(
        "This invitation is no longer valid. Ask the person who sent it for a new one."
    )


class InvitationForAnotherError(AccountsError):
    """The logged-in person has another address than the invited one."""

    sentence = _(
        "This invitation was sent to another e-mail address. Log in with the "
        "address that received it."
    )


class BadDocumentError(AccountsError):
    """The uploaded file is not an acceptable PDF."""


class NotPdfError(BadDocumentError):
    """The content is not PDF, whatever the name says."""

    sentence = _("This file is not a PDF document. Save the document as PDF.")


class DamagedPdfError(BadDocumentError):
    """The document breaks off."""

    sentence = _("This PDF is incomplete. Save it again and choose the new file.")


class ActivePdfError(BadDocumentError):
    """The document carries scripts, programs or other files."""

    sentence = _(
        "This PDF contains scripts or attached files, so it cannot be accepted. "
        "Print it to PDF and choose the new file."
    )


class DocumentTooLargeError(BadDocumentError):
    """More bytes than accepted."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit

    def for_people(self) -> str:
        """Name the limit."""
        megabytes = self.limit // 1_000_000
        return ngettext(
            "The file is too large: at most %(count)s MB is accepted.",
            "The file is too large: at most %(count)s MB are accepted.",
            megabytes,
        ) % {"count": megabytes}


class DomainTakenError(AccountsError):
    """Another provider vouches for the domain."""

    sentence = _("Another login provider serves the domain %(domain)s already.")
