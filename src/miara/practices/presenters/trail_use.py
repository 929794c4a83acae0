"""What units and readers did with practices, as sentences of the trail."""

from __future__ import annotations

from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.core.numbers import MISSING

__all__ = ["register"]


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    audit.presenter("practices.author_question")(_question)


def _question(event: audit.Event) -> str:
    return _("A reader asked the author of practice %(number)s.") % {
        "number": event.target_id or MISSING
    }
