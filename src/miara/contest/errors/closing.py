"""Refusals about closing an edition, its package, feedback and personal data."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from miara.contest.errors.base import ContestError


class NotFinishedError(ContestError):
    """Something of the edition is still open; ``blockers`` say what."""

    sentence = _("The file cannot be closed yet: something is still open.")

    def __init__(self, blockers: Sequence[object]) -> None:
        super().__init__()
        self.blockers = list(blockers)


class ResultsSealedError(ContestError):
    """The results are not out, so nothing that rests on them may leave."""

    sentence = _("The results are not public yet. Come back after they are announced.")


class FileClosedError(ContestError):
    """The file of the edition was closed; nothing in it changes."""

    sentence = _(
        "The file of this edition was closed on %(on)s. Nothing changes in it."
    )


class NoCaseError(ContestError):
    """The package needs the number and the class of the case."""

    sentence = _("Give the case number and the class of the file.")


class DossierGoneError(ContestError):
    """The package was erased or the disk has lost it."""

    sentence = _("This package is no longer kept here. Make a new one.")


class AlreadySentError(ContestError):
    """Feedback that was sent does not change."""

    sentence = _("This feedback was sent already and does not change.")


class ChangedMeanwhileError(ContestError):
    """Another person saved it first."""

    sentence = _(
        "Another person saved this text meanwhile. Compare it with yours below and "
        "save again."
    )


class NothingReadyError(ContestError):
    """No feedback is marked as ready."""

    sentence = _("No feedback is marked as ready to be sent.")


class NobodyError(ContestError):
    """Nobody in the edition has this address."""

    sentence = _("Nobody in this edition has the address %(email)s.")


class NoReasonError(ContestError):
    """An erasure needs its reason: who asked, and when."""

    sentence = _("Say who asked for the erasure and when.")


class NamesExpertError(ContestError):
    """Feedback must not tell who assessed."""

    sentence = _(
        "The text names an expert (%(name)s). Applicants must not learn who assessed "
        "their application; take the name out."
    )
