"""Refusals about the formal check, supplements and appeals."""

from django.utils.translation import gettext_lazy as _

from miara.contest.errors.base import ContestError


class ReasonNeededError(ContestError):
    """A decision without its reasons."""

    sentence = _("Give the reasons: the applicant and the file of the case need them.")


class SameEyesError(ContestError):
    """The second pair of eyes belongs to the first person."""

    sentence = _(
        "Another person has to confirm this decision: the edition asks for a second "
        "pair of eyes."
    )


class CheckClosedError(ContestError):
    """The round of the check is over, or another one was begun."""

    sentence = _("This check is decided already. Open the application again.")


class SupplementLateError(ContestError):
    """The answer to a call for a supplement came after its deadline."""

    sentence = _(
        "The deadline of the supplement passed on %(when)s and this was received on "
        "%(received)s. The supplement was not sent; everything you wrote is kept."
    )


class OutsideSupplementError(ContestError):
    """The call for a supplement does not cover what was to be changed."""

    sentence = _("The office asked for a supplement of other things only.")


class DeadlineInPastError(ContestError):
    """A deadline that is over already."""

    sentence = _("Choose a moment that is still ahead and later than the deadline.")


class NoAppealError(ContestError):
    """No appeal is possible, or no longer."""

    sentence = _("An appeal is not possible: %(why)s.")


class PaperWrongError(ContestError):
    """What was written about a paper original cannot be."""

    sentence = _("The date of the postmark lies after the date of receipt.")
