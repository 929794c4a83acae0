"""Types of problems that numbers and units have; the rest is shared."""

from django.utils.translation import gettext_lazy as _

from miara.core.api.problems import (
    KINDS,
    PROBLEM_TYPE,
    TYPES_AT,
    ApiProblem,
    Kind,
    add_kinds,
    closest,
)

__all__ = ["KINDS", "PROBLEM_TYPE", "TYPES_AT", "ApiProblem", "Kind", "closest"]

add_kinds(
    Kind("unknown-unit", 404, _("There is no unit of this code")),
    Kind("unknown-indicator", 404, _("There is no indicator of this code")),
    Kind("unknown-topic", 404, _("There is no comparison topic of this code")),
    Kind("no-peers", 404, _("There is no list of similar units")),
    Kind("nothing-published", 404, _("No numbers were published by then")),
    Kind("abolished-unit", 410, _("This unit no longer exists")),
)
