"""What was done with pages for residents and councillors, as sentences of the trail."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit
from miara.cycle import public as cycle

__all__ = ["register"]

_NAMES: Final[dict[str, Promise]] = {
    "shows_tasks": gettext_lazy("the largest budget tasks, with their amounts"),
    "shows_budget": gettext_lazy("execution of spending by division"),
    "shows_resolutions": gettext_lazy("resolutions of the council with their state"),
    "note": gettext_lazy("what people should know, and whom to ask"),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    audit.presenter("reports.board_set")(_board_set)


def _board_set(event: audit.Event) -> str:
    what = cycle.changed_fields(event.before, event.after, _NAMES)
    return _("What residents and councillors see was changed: %(what)s.") % {
        "what": what.rstrip(".")
    }
