"""Refusals about releases and diplomas."""

from django.utils.translation import gettext_lazy as _

from miara.contest.errors.base import ContestError


class NothingToReleaseError(ContestError):
    """No closed meeting has decisions of the stage."""

    sentence = _(
        "There is nothing to release: no closed meeting of the jury has decisions "
        "of this stage."
    )


class OpenMeetingError(ContestError):
    """A meeting with decisions is still open."""

    sentence = _("Close the meeting of %(day)s first: it has decisions.")


class ReleasedAlreadyError(ContestError):
    """The moment has passed."""

    sentence = _("These results have been public since %(when)s. It cannot be undone.")


class PastHourError(ContestError):
    """The hour lies in the past."""

    sentence = _("The hour %(when)s has passed. Choose a later one or release now.")


class TypedWrongError(ContestError):
    """The confirmation was not typed as asked."""

    sentence = _("To confirm, type exactly: %(expected)s")


class ReasonMissingError(ContestError):
    """A reason is needed."""

    sentence = _("Give a reason.")


class RevokedError(ContestError):
    """The diploma is revoked already."""

    sentence = _("This diploma was revoked on %(when)s.")
