"""Refusals about applications."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from miara.contest.errors.base import ContestError


class NotOpenYetError(ContestError):
    """The call has not begun."""

    sentence = _(
        "The call opens on %(when)s. You can write the application now and submit "
        "it then."
    )


class CallClosedError(ContestError):
    """The request came after the deadline."""

    sentence = _(
        "The deadline passed on %(when)s and this was received on %(received)s. "
        "The application was not submitted; everything you wrote is kept."
    )


class WrongStateError(ContestError):
    """The application is in a state that does not allow it."""

    sentence = _("This cannot be done now. State of the application: %(state)s.")


class NoFormError(ContestError):
    """The edition has no published form."""

    sentence = _("This edition has no application form yet. Ask the secretariat.")


class UnknownUnitError(ContestError):
    """The register does not know the unit, or it no longer exists."""

    sentence = _("There is no local government with the code %(code)s today.")


class IncompleteError(ContestError):
    """Something required is missing; ``missing`` tells each thing and where."""

    sentence = _("The application is not complete yet.")

    def __init__(self, missing: Sequence[object]) -> None:
        super().__init__()
        self.missing = list(missing)


class NotEligibleError(ContestError):
    """A hard condition of entry is not met; ``findings`` say which."""

    sentence = _("The application does not meet the conditions of entry.")

    def __init__(self, findings: Sequence[object]) -> None:
        super().__init__()
        self.findings = list(findings)


class UnsignedError(ContestError):
    """Signatures of the present content are missing; ``missing`` says whose."""

    sentence = _("Signatures are missing.")

    def __init__(self, missing: Sequence[object]) -> None:
        super().__init__()
        self.missing = list(missing)


class PaperNotTakenError(ContestError):
    """The edition takes no paper."""

    sentence = _("This edition takes electronic signatures only, nothing on paper.")


class SignatureRefusedError(ContestError):
    """The file given as a signed application cannot be taken; the reason says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def for_people(self) -> str:
        """Why, and what to do."""
        return self.reason


class PartnerLinkError(ContestError):
    """The link of a partner is unknown or was replaced."""

    sentence = _(
        "This link does not work: a newer one was sent, or the application names "
        "another partner now. Ask the applicant for a new link."
    )
