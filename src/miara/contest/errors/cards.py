"""Refusals about carrying applications over to the good-practice base."""

from django.utils.translation import gettext_lazy as _

from miara.contest.errors.base import ContestError


class NotAdmittedError(ContestError):
    """Only applications that take part are carried over."""

    sentence = _(
        "Only applications that passed the formal check can be carried over to the "
        "base of good practices."
    )


class CarriedOverError(ContestError):
    """There is a description already."""

    sentence = _(
        "This application is in the base of good practices already; it was carried "
        "over on %(on)s."
    )


class NoConsentError(ContestError):
    """The application does not agree to publication."""

    sentence = _(
        "The application does not agree to publication in the base of good practices."
    )


class AnsweredError(ContestError):
    """The author confirmed what there is."""

    sentence = _("The description was confirmed already. Thank you.")


class CorrectionMissingError(ContestError):
    """Asking for a correction says which."""

    sentence = _("Write what is to be corrected.")


class UnclearAnswerError(ContestError):
    """Confirmed, and with a correction at once."""

    sentence = _(
        "You wrote what to correct. Ask for the correction, or clear the field and "
        "confirm."
    )
