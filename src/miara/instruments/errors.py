"""What can go wrong with programmes and projects, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.cycle.public import PlansError

__all__ = ["CircleError", "NotAPartError"]


class CircleError(PlansError):
    """Something would belong to itself."""

    sentence = _(
        "“%(part)s” cannot belong here: “%(whole)s” belongs to it already, so each "
        "would be a part of the other."
    )


class NotAPartError(PlansError):
    """The row is of another instrument, or gone."""

    sentence = _("This entry is not there any more. Look at the present state.")
