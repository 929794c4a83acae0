"""Refusals about experts, conflicts, assignments and marks."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from miara.contest.errors.base import ContestError


class ExpertTakenError(ContestError):
    """The edition knows an expert with this address."""

    sentence = _("%(email)s is already among the experts of this edition.")


class ExpertAnsweredError(ContestError):
    """The person answered the invitation before."""

    sentence = _("This invitation was answered already: %(state)s.")


class AnotherPersonError(ContestError):
    """The invitation was sent to another address."""

    sentence = _(
        "The invitation was sent to %(email)s. Log in to the account with this "
        "address, or open one."
    )


class BadExpertFileError(ContestError):
    """The file of experts cannot be read at all."""

    sentence = _("The file cannot be used: %(problem)s")


class ReasonMissingError(ContestError):
    """A decision without its reason."""

    sentence = _("Write the reason: it is kept with the decision.")


class ConflictError(ContestError):
    """A conflict of interest stands in the way."""

    sentence = _(
        "%(expert)s has a conflict of interest with application %(number)s that "
        "was not dismissed."
    )


class DeclarationFirstError(ContestError):
    """Nothing is shown before the declaration."""

    sentence = _("First declare that nothing ties you to the applicant.")


class NoPlanError(ContestError):
    """No assignment keeps all rules; ``shortages`` say why."""

    sentence = _("No assignment keeps all the rules.")

    def __init__(self, shortages: Sequence[object] = ()) -> None:
        super().__init__()
        self.shortages = list(shortages)


class FaultyWishError(ContestError):
    """Wishes, loads and conflicts contradict one another."""

    sentence = _("%(problem)s")


class StalePlanError(ContestError):
    """Applications, experts or conflicts changed since the plan was made."""

    sentence = _(
        "Since this plan was made, %(what)s. Make a new proposal; this one was not "
        "adopted."
    )


class CellClosedError(ContestError):
    """Marks of the cell are final."""

    sentence = _("Marks of this group and domain are closed and cannot change.")


class NotInWorkError(ContestError):
    """The marks are not open for writing."""

    sentence = _("These marks cannot be changed now. Their state: %(state)s.")


class BadPointsError(ContestError):
    """Points that the scale does not have."""

    sentence = _(
        "Give from 0 to %(most)s points, in steps of %(step)s. You wrote: %(points)s."
    )


class MarksMissingError(ContestError):
    """Something is to be written yet; ``missing`` names each thing."""

    sentence = _("The marks are not complete yet.")

    def __init__(self, missing: Sequence[object]) -> None:
        super().__init__()
        self.missing = list(missing)


class AllSubmittedError(ContestError):
    """The other experts have seen the marks."""

    sentence = _(
        "All experts of this application have submitted, and see each other's marks. "
        "Marks cannot be taken back any more."
    )


class CellNotReadyError(ContestError):
    """The cell cannot be closed yet."""

    sentence = _("This group and domain cannot be closed yet: %(why)s")


class NoSpareError(ContestError):
    """Nobody free of conflict is left."""

    sentence = _(
        "No expert is free to take this application over. Invite another expert or "
        "decide the suspected conflicts."
    )
