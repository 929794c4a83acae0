"""What can go wrong in the base, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError

__all__ = [
    "AdoptionError",
    "AimTooLateError",
    "AlreadyAdoptingError",
    "AnsweredError",
    "ArchivedError",
    "IncompleteError",
    "LongSearchError",
    "MeetingFullError",
    "MeetingOverError",
    "MeetingUnmovedError",
    "NobodyToAskError",
    "NotAllowedError",
    "OwnPracticeError",
    "PracticesError",
    "ReasonMissingError",
    "ReviewError",
    "StartMissingError",
    "StartTooEarlyError",
    "TakenAddressError",
    "TooManyQuestionsError",
    "WaitsForAuthorError",
]


class PracticesError(MiaraError):
    """Something about a description that a person can put right."""


class NotAllowedError(PracticesError):
    """The person may not do this."""

    sentence = _("%(reason)s")


class IncompleteError(PracticesError):
    """Parts are missing or outside their limits."""

    sentence = _(
        "The description cannot be published yet. To complete or shorten: %(parts)s."
    )


class AnsweredError(PracticesError):
    """The question of this year has its answer."""

    sentence = _("This question has been answered already. Thank you.")


class ArchivedError(PracticesError):
    """The description is in the archive."""

    sentence = _("The description is archived. Take it out of the archive first.")


class ReasonMissingError(PracticesError):
    """Archiving needs a reason readers can understand."""

    sentence = _("Write in a sentence why the description goes to the archive.")


class TakenAddressError(PracticesError):
    """A former address leads to another description already."""

    sentence = _("The address %(address)s already leads to “%(title)s”.")


class NobodyToAskError(PracticesError):
    """No address of an author or an office is known."""

    sentence = _("Nobody to ask is known for this practice.")


class TooManyQuestionsError(PracticesError):
    """The author got many questions today."""

    sentence = _(
        "The author of this practice has got many questions today. Try again tomorrow."
    )


class LongSearchError(PracticesError):
    """The search has more choices than are kept."""

    sentence = _("This search has too many choices. Take some of them back.")


class OwnPracticeError(PracticesError):
    """The unit leads the practice or took part in it."""

    sentence = _("This is a practice of your own unit: there is nothing to adopt.")


class AlreadyAdoptingError(PracticesError):
    """The unit said so before."""

    sentence = _("Your unit has declared this already. Open the declaration.")


class AdoptionError(PracticesError):
    """The adoption is not in a state for it."""

    sentence = _("This cannot be done any more. Look at the present state below.")


class StartMissingError(PracticesError):
    """There is no day to compare with, or one to come for what works already."""

    sentence = _(
        "Say from when it works: a day that has passed, or the planned one while you "
        "only want to."
    )


class StartTooEarlyError(PracticesError):
    """An earlier start would put known numbers behind it."""

    sentence = _(
        "With this start a number known when the aim was declared would cover days "
        "after it. Aims stay as declared, so the start cannot be that early."
    )


class AimTooLateError(PracticesError):
    """The number that is to be moved is known already."""

    sentence = _(
        "The number for %(period)s is known already, and it covers days after the "
        "start. Nobody could tell whether such an aim was chosen before or after "
        "seeing it, so it is not accepted."
    )


class WaitsForAuthorError(PracticesError):
    """Something outside the base holds the publication back."""

    sentence = _("%(reason)s")


class ReviewError(PracticesError):
    """The review is not in a state for it, or not this person's."""

    sentence = _("%(reason)s")


class TooManyProposalsError(PracticesError):
    """One address sent as many proposals as a day allows."""

    sentence = _("This address has sent many proposals today. Try again tomorrow.")


class MeetingOverError(PracticesError):
    """It has begun or was called off."""

    sentence = _("This meeting has begun or was called off.")


class MeetingUnmovedError(PracticesError):
    """It is held there and then already."""

    sentence = _("This is the present time and place. Change one of them.")


class MeetingFullError(PracticesError):
    """Every place is taken."""

    sentence = _("All places are taken.")
