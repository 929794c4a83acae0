"""What can go wrong with events, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError

__all__ = [
    "EventsError",
    "FinalistsSecretError",
    "InUseError",
    "NoChangesError",
    "NoDayError",
    "NotAllowedError",
    "NotOpenError",
    "NotOutError",
    "NothingToDelayError",
    "PastMidnightError",
    "ReasonMissingError",
    "WrongStateError",
]


class EventsError(MiaraError):
    """An act of this context was refused; nothing was changed."""


class NotAllowedError(EventsError):
    """The person has no right to do this."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def for_people(self) -> str:
        """The reason of the decision."""
        return self.reason


class NotOpenError(EventsError):
    """A cancelled or archived event does not change."""

    sentence = _(
        "This event is cancelled or archived and does not change. Bring it back first."
    )


class WrongStateError(EventsError):
    """The act does not fit the state."""

    sentence = _("The event changed meanwhile. Open the page again and look.")


class NoDayError(EventsError):
    """An event without a day cannot be announced or drafted."""

    sentence = _("Add at least one day of the event first.")


class ReasonMissingError(EventsError):
    """A cancelled event says why."""

    sentence = _("Write why the event is cancelled: people will read it on its page.")


class InUseError(EventsError):
    """A day, room or place that something stands on."""

    sentence = _(
        "“%(what)s” is used by the programme or by a room. Change them first, then "
        "remove it."
    )


class FinalistsSecretError(EventsError):
    """Finalists of the edition are not released."""

    sentence = _(
        "The finalists of this edition are not public yet. Draft the programme "
        "after the jury has released them."
    )


class NoChangesError(EventsError):
    """A version equal to the last one."""

    sentence = _("Nothing changed since the last version.")


class NotOutError(EventsError):
    """A delay of a programme that nobody has seen."""

    sentence = _("Publish the programme first; delays change what people already read.")


class NothingToDelayError(EventsError):
    """No session begins in the room after the moment."""

    sentence = _("Nothing begins in this room on that day at or after %(since)s.")


class PastMidnightError(EventsError):
    """A session would begin on the next day."""

    sentence = _(
        "After such a delay a session would begin past midnight. Shorten the programme "
        "instead."
    )
