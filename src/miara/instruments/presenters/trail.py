"""What was done with instruments, as sentences of the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.core.numbers import MISSING
from miara.cycle.public import changed_fields
from miara.instruments.models import Instrument, Money
from miara.instruments.phrases import SECTIONS
from miara.instruments.presenters.words import FIELD_NAMES, PART_WORDS

__all__ = ["register"]

_CODES: Final[dict[str, dict[str, Any]]] = {
    "kind": dict(Instrument.Kind.choices),
    "state": dict(Instrument.State.choices),
    "source": dict(Money.Source.choices),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    audit.presenter("instruments.created")(_created)
    audit.presenter("instruments.changed")(_changed)
    audit.presenter("instruments.removed")(_removed)
    audit.presenter("instruments.published")(_published)
    audit.presenter("instruments.withdrawn")(_withdrawn)
    audit.presenter("instruments.part_added")(_added)
    audit.presenter("instruments.part_changed")(_part_changed)
    audit.presenter("instruments.part_removed")(_part_removed)


def _created(event: audit.Event) -> str:
    return _("“%(code)s %(name)s” was entered.") % _named(event.after)


def _removed(event: audit.Event) -> str:
    return _("“%(code)s %(name)s” was removed.") % _named(event.before)


def _published(event: audit.Event) -> str:
    return _("“%(code)s %(name)s” was made public.") % _named(event.after)


def _withdrawn(event: audit.Event) -> str:
    after = event.after or {}
    sentence = _("“%(code)s %(name)s” is public no longer. Reason: %(reason)s.")
    reason = str(after.get("reason", MISSING)).rstrip(".")
    return sentence % {**_named(event.before), "reason": reason}


def _changed(event: audit.Event) -> str:
    return _("Entry %(number)s was changed: %(what)s.") % {
        "number": event.target_id or MISSING,
        "what": changed_fields(_told(event.before), _told(event.after), FIELD_NAMES),
    }


def _told(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """Codes as words; of the sections only the names of those written."""
    found: dict[str, Any] = {}
    for field, value in (values or {}).items():
        if field == "sections":
            found[field] = [str(SECTIONS[code]) for code in value if code in SECTIONS]
        else:
            words = _CODES.get(field, {})
            found[field] = str(words.get(value, value)) if words else value
    return found


def _added(event: audit.Event) -> str:
    after = dict(event.after or {})
    return _("Added: %(part)s (%(what)s).") % {
        "part": _part(after.pop("piece", "")),
        "what": _values(after),
    }


def _part_changed(event: audit.Event) -> str:
    after = dict(event.after or {})
    part, name = _part(after.pop("piece", "")), after.pop("called", MISSING)
    return _("Changed: %(part)s “%(name)s” (%(what)s).") % {
        "part": part,
        "name": name,
        "what": changed_fields(event.before, after or event.after, FIELD_NAMES),
    }


def _part_removed(event: audit.Event) -> str:
    before = dict(event.before or {})
    return _("Removed: %(part)s (%(what)s).") % {
        "part": _part(before.pop("piece", "")),
        "what": _values(before),
    }


def _part(code: object) -> str:
    return str(PART_WORDS.get(str(code), MISSING))


def _values(values: Mapping[str, Any]) -> str:
    told = [
        f"{FIELD_NAMES.get(field, field)}: {value}"
        for field, value in _told(values).items()
        if value not in (None, "")
    ]
    return "; ".join(told) or MISSING


def _named(values: Mapping[str, Any] | None) -> dict[str, object]:
    known = values or {}
    return {"code": known.get("code", MISSING), "name": known.get("name", MISSING)}
