"""Refusals of the context."""

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError


class NotificationsError(MiaraError):
    """An act of this context was refused; nothing was changed."""


class NotAllowedError(NotificationsError):
    """The person has no right to do this."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def for_people(self) -> str:
        """The reason of the decision."""
        return self.reason


class WrongNumberError(NotificationsError):
    """The typed number is not that of the messages."""

    sentence = _(
        "You typed %(typed)s, but %(count)s messages would go. "
        "Check the list and type their number."
    )


class AlreadySentError(NotificationsError):
    """Nothing waits any more."""

    sentence = _(
        "None of these messages can be stopped any more: they were sent, "
        "cancelled or are being sent."
    )


class DispatchStateError(NotificationsError):
    """The dispatch was approved or cancelled before."""

    sentence = _("This dispatch is not being prepared any more.")


class EmptyDispatchError(NotificationsError):
    """No unit fits the recipients."""

    sentence = _("No unit fits these recipients. Choose other kinds or voivodeships.")


class NothingToReadError(NotificationsError):
    """There are no reports where somebody said they were."""

    sentence = _("There is no file or folder %(path)s. Check the path.")
