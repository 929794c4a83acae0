"""What can go wrong with registration, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError

__all__ = [
    "AttendanceError",
    "ClosedError",
    "ErasedError",
    "MissingReasonError",
    "NoPlaceError",
    "NotAllowedError",
    "TooManyError",
    "WrongStateError",
]


class AttendanceError(MiaraError):
    """An act of this context was refused; nothing was changed."""


class NotAllowedError(AttendanceError):
    """The person has no right to do this."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def for_people(self) -> str:
        """The reason of the decision."""
        return self.reason


class ClosedError(AttendanceError):
    """Nobody can register any more, or yet."""

    sentence = _(
        "Registration for this event is closed. Write to its office if you have a "
        "question."
    )


class TooManyError(AttendanceError):
    """One address sent too much in a day."""

    sentence = _(
        "Too many registrations were sent from this e-mail address today. Try again "
        "tomorrow or write to the office of the event."
    )


class NoPlaceError(AttendanceError):
    """All places are taken."""

    sentence = _(
        "All places are taken. Raise the number of places in the settings or cancel "
        "somebody first."
    )


class WrongStateError(AttendanceError):
    """The act does not fit the state."""

    sentence = _("The registration changed meanwhile. Open the page again and look.")


class MissingReasonError(AttendanceError):
    """The office says why."""

    sentence = _("Write the reason: the person reads it in the mail.")


class ErasedError(AttendanceError):
    """The people of the event were erased."""

    sentence = _("The people of this event are erased, so its desk stays closed.")
