"""What can go wrong in the base, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError

__all__ = [
    "AnsweredError",
    "ArchivedError",
    "IncompleteError",
    "NotAllowedError",
    "PracticesError",
    "ReasonMissingError",
    "TakenAddressError",
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
