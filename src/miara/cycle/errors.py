"""What can go wrong with plans of a unit, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError

__all__ = [
    "ChangedMeanwhileError",
    "NotAllowedError",
    "OwnApprovalError",
    "PlansError",
    "ReasonMissingError",
    "TermOverError",
    "YearClosedError",
    "YearExistsError",
]


class PlansError(MiaraError):
    """Something about the plans of a unit that a person can put right."""


class NotAllowedError(PlansError):
    """The person may not do this."""

    sentence = _("%(reason)s")


class ChangedMeanwhileError(PlansError):
    """Somebody saved a change after this form was opened."""

    sentence = _(
        "Somebody saved a change after you opened this form. What you wrote is still "
        "here. Look at the present state in another window, then save again: your "
        "values will then replace the present ones."
    )

    def __init__(self, version: int) -> None:
        """Know the version that the form may replace next."""
        super().__init__()
        self.version = version


class ReasonMissingError(PlansError):
    """The act needs a reason."""

    sentence = _("Write in a sentence why.")


class YearClosedError(PlansError):
    """The year takes no changes."""

    sentence = _(
        "The year %(year)s is closed. Whoever plans in the unit can open it again, "
        "with a reason."
    )


class YearExistsError(PlansError):
    """The year was opened before."""

    sentence = _("The year %(year)s is there already.")


class TermOverError(PlansError):
    """The term was done or dropped."""

    sentence = _("This term has been done or dropped already.")


class OwnApprovalError(PlansError):
    """Who entered something may not approve it."""

    sentence = _(
        "You entered this yourself, so somebody else approves it. In a small office "
        "the planner can switch on work by one person in the settings of the calendar."
    )
