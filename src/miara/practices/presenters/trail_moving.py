"""An archive that was moved, as a sentence of the trail."""

from __future__ import annotations

from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.core.numbers import MISSING

__all__ = ["register"]

_FACTS = ("file", "created", "changed", "published", "left_out")


def register() -> None:
    """Tell the trail how to say it; called once at start."""
    audit.presenter("practices.archive_moved")(_sentence)


def _sentence(event: audit.Event) -> str:
    """Old events may lack facts that newer ones carry."""
    known = event.after or {}
    return _(
        "An archive of practices was moved from %(file)s: %(created)s new,"
        " %(changed)s changed, %(published)s published, %(left_out)s left out."
    ) % {name: known.get(name, MISSING) for name in _FACTS}
