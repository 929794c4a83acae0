"""Refusals about the settings of an edition."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from miara.contest.domain.deadlines import Refused
from miara.contest.domain.locking import Why
from miara.contest.errors.base import ContestError


class PartClosedError(ContestError):
    """This part of the settings can no longer be changed."""

    def __init__(self, why: Why | None) -> None:
        super().__init__()
        self.why = why

    def for_people(self) -> str:
        """Why, and what is left."""
        return closed_reason(self.why)


class ReasonNeededError(ContestError):
    """An announced edition changes only with a reason in Polish and English."""

    sentence = _(
        "The edition is announced: write the reason of the change in Polish and in "
        "English. It will be published with the change."
    )


class RowInUseError(ContestError):
    """Applications or decisions rest on the row."""

    sentence = _("“%(name)s” is in use and cannot be removed.")


class NotReadyError(ContestError):
    """The edition lacks something that it needs before it is published."""

    sentence = _("The edition is not ready: see the list of what is missing.")

    def __init__(self, missing: Sequence[str] = ()) -> None:
        super().__init__()
        self.missing = list(missing)


class AlreadyPublishedError(ContestError):
    """It was published before."""

    sentence = _("The edition is published already.")


class NoCallError(ContestError):
    """There is no announced call whose deadline could be moved."""

    sentence = _("There is no announced call yet: set its dates in the settings.")


class ExtensionRefusedError(ContestError):
    """The deadline cannot be moved there."""

    def __init__(self, why: Refused) -> None:
        super().__init__()
        self.why = why

    def for_people(self) -> str:
        """What is wrong with the date."""
        words = {
            Refused.NOT_LATER: _now(
                "The new deadline must be later than the present one: a deadline is "
                "never moved back."
            ),
            Refused.ALREADY_OVER: _now("The new deadline has passed already."),
            Refused.NO_REASON: _now("Write the reason in Polish and in English."),
            Refused.DECIDED_BEFORE_LAST: _now(
                "Another extension was announced meanwhile. Look at it first."
            ),
        }
        return words[self.why]


class TextStateError(ContestError):
    """A text is in a state that does not allow it."""

    sentence = _("This version is published and never changes. Start a new one.")


class NotApprovedError(ContestError):
    """Approvals that were asked for are missing."""

    sentence = _("Approval is missing from: %(names)s.")


class TooManyQuestionsError(ContestError):
    """One address sends many questions in a short time."""

    sentence = _(
        "Many questions came from your network within an hour. Try again later or "
        "write to the secretariat."
    )


def closed_reason(why: Why | None) -> str:
    """Why a part of the settings is closed."""
    if why is Why.ENTRIES:
        return _now(
            "Applications were submitted under these rules, so this part can no "
            "longer be changed."
        )
    if why is Why.ANNOUNCED:
        return _now(
            "The call is announced: its dates do not change. The deadline can be "
            "extended on a page of its own."
        )
    return _now("The file of the edition is closed.")


class NoDraftError(ContestError):
    """Nothing is being edited."""

    sentence = _("There is no draft of the form. Start one first.")


class TextOutdatedError(ContestError):
    """The data of the edition changed since the text was written."""

    sentence = _(
        "The data of the edition changed since this draft was saved. Save it again, "
        "look at it and ask for approval of the new content."
    )


class NoLetterError(ContestError):
    """The letter of invitation is not published, so it cannot be attached."""

    sentence = _("The letter of invitation is not published yet.")


class LastOrganiserError(ContestError):
    """One organiser always stays."""

    sentence = _(
        "This is the only organiser of the edition. Give the role to another person "
        "first."
    )
