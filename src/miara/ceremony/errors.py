"""What can go wrong with a ceremony, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError

__all__ = [
    "AlreadyPublicError",
    "CeremonyError",
    "NotAllowedError",
    "NotOpenedError",
    "NotTheDayError",
    "NothingToRevealError",
    "OutOfOrderError",
    "StaleError",
    "StartedError",
    "TypedWrongError",
    "WrongPhraseError",
]


class CeremonyError(MiaraError):
    """An act of this context was refused; nothing was changed."""


class NotAllowedError(CeremonyError):
    """The person has no right to do this."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def for_people(self) -> str:
        """The reason of the decision."""
        return self.reason


class AlreadyPublicError(CeremonyError):
    """The results are public."""

    sentence = _("The results are public already: there is nothing left to reveal.")


class NothingToRevealError(CeremonyError):
    """No closed meeting gave titles of the chosen kinds."""

    sentence = _(
        "No closed meeting of the jury gave a title of the kinds you chose. Choose "
        "other kinds, or close the meeting first."
    )


class NotOpenedError(CeremonyError):
    """The chair has not opened the ceremony."""

    sentence = _(
        "The chair of the jury has not opened the ceremony yet. Ask the chair to open "
        "it on the page “Ceremony”, or type the release phrase."
    )


class NotTheDayError(CeremonyError):
    """Another day."""

    sentence = _(
        "The ceremony is on %(day)s; it can be opened on that day and the next. For "
        "another day prepare it again."
    )


class OutOfOrderError(CeremonyError):
    """A step before its turn."""

    sentence = _(
        "Step %(next)s comes next. Open the screen again and go on from there."
    )


class StaleError(CeremonyError):
    """The jury decided something since."""

    sentence = _(
        "The decisions of the jury changed since the ceremony was prepared. The chair "
        "has to prepare it again."
    )


class StartedError(CeremonyError):
    """Steps were revealed."""

    sentence = _(
        "Steps of this ceremony were revealed already. To prepare it again and begin "
        "with the first step, confirm it below."
    )


class TypedWrongError(CeremonyError):
    """The confirmation was not typed as asked."""

    sentence = _("To confirm, type exactly: %(expected)s")


class WrongPhraseError(CeremonyError):
    """The proof does not fit."""

    sentence = _(
        "The release phrase belongs to another preparation. Type the newest one, or go "
        "on with the network."
    )
