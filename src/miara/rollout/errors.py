"""What can go wrong with a rollout, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.cycle.public import PlansError

__all__ = [
    "AlreadyWrittenError",
    "FileHasFaultsError",
    "HandsError",
    "NotStartedError",
    "RolloutError",
    "UnknownPackError",
]


class RolloutError(PlansError):
    """Something about a rollout that a person can put right."""


class UnknownPackError(RolloutError):
    """There is no such pack."""

    sentence = _("There is no pack “%(code)s”. Choose one from the list.")


class NotStartedError(RolloutError):
    """The unit has not begun yet."""

    sentence = _("Begin with a pack first; then this can be saved.")


class FileHasFaultsError(RolloutError):
    """The file cannot be written into the plans as it is."""

    sentence = _(
        "The file was not written into the plans: cells to correct: %(count)s. "
        "Correct them in the file and send it again."
    )


class AlreadyWrittenError(RolloutError):
    """The file was written or thrown away before."""

    sentence = _("This file was written into the plans or removed already.")


class HandsError(RolloutError):
    """One person cannot be offered a role by somebody who may not give it."""

    sentence = _("%(post)s: %(reason)s")
