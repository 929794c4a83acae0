"""Refusals about visits and the jury."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from miara.contest.errors.base import ContestError

if TYPE_CHECKING:
    from miara.contest.domain.awarding import Flaw


class VisitClosedError(ContestError):
    """The protocol of the visit is closed."""

    sentence = _("The protocol of this visit is closed and cannot change.")


class FindingsMissingError(ContestError):
    """A visit cannot be closed without findings."""

    sentence = _("Write the findings before you close the protocol.")


class MeetingClosedError(ContestError):
    """Decisions of a closed meeting never change."""

    sentence = _(
        "This meeting was closed on %(when)s. Its decisions and minutes cannot change; "
        "open another meeting to decide anew."
    )


class NobodyPresentError(ContestError):
    """Nobody is marked as present."""

    sentence = _("Mark who is present before you decide or close the meeting.")


class NotOfThisEditionError(ContestError):
    """Something of another edition was chosen."""

    sentence = _("This does not belong to the edition. Choose again from the list.")


class NotAssessedError(ContestError):
    """Only applications admitted to the assessment can get a title."""

    sentence = _("Application %(number)s was not admitted to the assessment.")


class VotesError(ContestError):
    """Votes do not add up."""

    sentence = _(
        "The votes do not add up: %(may_vote)s persons may vote on this application. "
        "Fill in all three numbers or none."
    )


class JustificationMissingError(ContestError):
    """Every decision has a reason."""

    sentence = _("Write the justification in Polish; the English one may follow.")


class OneTitleOnceError(ContestError):
    """The same decision a second time."""

    sentence = _("This decision is recorded already.")


class BrokenTitlesError(ContestError):
    """Decisions break the rules of the titles; ``flaws`` say which."""

    sentence = _("The decisions do not keep the rules of the titles.")

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__()
        self.flaws = list(flaws)


class ResultsOutError(ContestError):
    """What is public, or has its hour set, is not decided again."""

    sentence = _(
        "The results of this stage are public or have their hour set. Withdraw the "
        "hour first; what is public can no longer change."
    )


class OneChairError(ContestError):
    """A jury has one chair."""

    sentence = _("The jury has a chair: %(name)s. End that membership first.")
