"""Events of the register as sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from miara.audit import public as audit

__all__ = ["register"]


def register() -> None:
    """Tell the trail how to say the events of this context."""
    audit.presenter("units.imported")(_register_read)
    audit.presenter("units.boundaries_imported")(_boundaries_read)


def _register_read(event: audit.Event) -> str:
    facts = _facts(event)
    return _(
        "The register of units was read from the file %(file)s, as of %(day)s: "
        "new units %(new)s, rows added %(added)s, removed %(removed)s."
    ) % {
        "file": facts.get("file", "–"),
        "day": facts.get("day", "–"),
        "new": facts.get("new_units", "–"),
        "added": facts.get("added", "–"),
        "removed": facts.get("removed", "–"),
    }


def _boundaries_read(event: audit.Event) -> str:
    facts = _facts(event)
    return _(
        "Boundaries were read from the file %(file)s: units with a boundary "
        "%(joined)s, without one %(missing)s."
    ) % {
        "file": facts.get("file", "–"),
        "joined": facts.get("joined", "–"),
        "missing": facts.get("missing", "–"),
    }


def _facts(event: audit.Event) -> Mapping[str, Any]:
    return event.after or {}
