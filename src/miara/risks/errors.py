"""What can go wrong with risks and control, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.cycle.public import PlansError

__all__ = ["AssessmentClosedError", "RiskClosedError", "ScaleTooSmallError"]


class RiskClosedError(PlansError):
    """The risk is closed."""

    sentence = _("This risk is closed. Open it again first.")


class ScaleTooSmallError(PlansError):
    """An open risk stands on a step that the new scale has not."""

    sentence = _(
        "Risk %(number)s stands on a step that the new scale does not have. Assess it "
        "anew or close it, then make the scale smaller."
    )


class AssessmentClosedError(PlansError):
    """The self-assessment of the year is closed."""

    sentence = _("The self-assessment of %(year)s is closed and does not change.")
