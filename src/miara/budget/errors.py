"""What can go wrong with a budget, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError

__all__ = [
    "AlreadyTakenError",
    "BudgetError",
    "FileStopsError",
    "NotAllowedError",
    "ReasonMissingError",
    "ReportLockedError",
    "ReportStateError",
    "SharesTooLargeError",
    "TaskHasReportsError",
    "TextMissingError",
    "TooManyFilesError",
    "WrongYearError",
]


class BudgetError(MiaraError):
    """Something about the budget that a person can put right."""


class NotAllowedError(BudgetError):
    """The person may not do this."""

    sentence = _("%(reason)s")


class FileStopsError(BudgetError):
    """The reader found what it cannot trust."""

    sentence = _(
        "The file cannot be taken as it is: what is marked below has to be corrected "
        "in it first. Nothing was changed."
    )


class AlreadyTakenError(BudgetError):
    """The file is no draft any more."""

    sentence = _("This file was taken or removed before.")


class TooManyFilesError(BudgetError):
    """The archive holds more than is read at once."""

    sentence = _(
        "The archive holds %(count)s files, and at most %(most)s are read at once. "
        "Split it."
    )


class WrongYearError(BudgetError):
    """The file is about another year."""

    sentence = _(
        "The file says that it is about the year %(told)s, and this is the year "
        "%(year)s. Choose the right year, or the right file."
    )


class SharesTooLargeError(BudgetError):
    """More than a whole line was divided."""

    sentence = _("Shares of a line add up to more than 100 %%: they make %(sum)s %%.")


class TaskHasReportsError(BudgetError):
    """Reports would be lost with the task."""

    sentence = _(
        "The task %(symbol)s has reports, so it cannot be removed. Take its lines away "
        "from it instead."
    )


class ReportLockedError(BudgetError):
    """The report is approved or waits for approval."""

    sentence = _(
        "This report is sent or approved, so it takes no changes. Whoever approves "
        "reports can return it or open it again, with a reason."
    )


class ReportStateError(BudgetError):
    """The step does not follow from the state."""

    sentence = _("This cannot be done any more. Look at the present state below.")


class TextMissingError(BudgetError):
    """A report without words says nothing."""

    sentence = _("Write what was done before you send the report.")


class ReasonMissingError(BudgetError):
    """The step needs a reason."""

    sentence = _("Write in a sentence why.")
