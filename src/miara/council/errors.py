"""What can go wrong with resolutions and debates, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.cycle.public import PlansError

__all__ = [
    "AlreadyTakenError",
    "DebateExistsError",
    "DebateIsPublicError",
    "DebateNotReadyError",
    "NothingToTakeError",
    "RegisterChangedError",
    "ResolutionExistsError",
    "TableFaultyError",
]


class ResolutionExistsError(PlansError):
    """Another resolution has this number and day."""

    sentence = _(
        "There is a resolution %(number)s of this day on the register already. Open "
        "that one, or correct the number or the date."
    )


class AlreadyTakenError(PlansError):
    """The file was taken over or removed."""

    sentence = _("This file has been taken over or removed already.")


class TableFaultyError(PlansError):
    """Cells of the file are to be corrected first."""

    sentence = _(
        "Nothing was taken over: the file has cells to correct. Correct them and send "
        "the file again."
    )


class NothingToTakeError(PlansError):
    """The file says nothing new."""

    sentence = _("Nothing was taken over: the register says all of this already.")


class RegisterChangedError(PlansError):
    """The register changed after the person looked at the file."""

    sentence = _(
        "Nothing was taken over: the register has changed since you looked. Below is "
        "what the file would do now; look at it and press the button again."
    )


class DebateExistsError(PlansError):
    """The debate of the year was prepared before."""

    sentence = _("The debate on the report of %(year)s is there already.")


class DebateNotReadyError(PlansError):
    """Residents cannot be told yet."""

    sentence = _(
        "The page cannot be made public yet: fill in what is missing on the list."
    )


class DebateIsPublicError(PlansError):
    """A public page may not lose what residents need."""

    sentence = _(
        "The page of the debate is public, so residents must be told this: %(what)s "
        "Fill it in, or withdraw the page first."
    )
