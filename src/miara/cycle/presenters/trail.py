"""What was done with years and terms, as sentences of the trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit
from miara.core.numbers import MISSING

__all__ = ["changed_fields", "register"]

_SENTENCES: Final[dict[str, Promise]] = {
    "cycle.year_closed": gettext_lazy(
        "The year %(year)s of plans was closed: %(reason)s."
    ),
    "cycle.year_reopened": gettext_lazy(
        "The year %(year)s of plans was opened again: %(reason)s."
    ),
    "cycle.feed_renewed": gettext_lazy(
        "The calendar feed of unit %(unit)s got a new address."
    ),
    "cycle.term_added": gettext_lazy("The term “%(name)s” was added for %(due_on)s."),
    "cycle.term_done": gettext_lazy(
        "The term “%(name)s” of %(due_on)s was marked as done."
    ),
    "cycle.term_dropped": gettext_lazy("The term “%(name)s” was dropped: %(reason)s."),
    "cycle.absence_added": gettext_lazy(
        "An absence was entered for the post “%(post)s” from %(since)s until %(until)s."
    ),
    "cycle.absence_ended": gettext_lazy(
        "An absence of the post “%(post)s” was taken back."
    ),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    for kind, sentence in _SENTENCES.items():
        audit.presenter(kind)(_of(sentence))
    audit.presenter("cycle.year_opened")(_opened)
    audit.presenter("cycle.settings_changed")(_settings)
    audit.presenter("cycle.term_changed")(_term)


class _Known(dict[str, Any]):
    """Values of an event; a dash for what it does not tell."""

    def __missing__(self, key: str) -> str:
        return MISSING


def _of(sentence: Promise) -> Callable[[audit.Event], str]:
    def tell(event: audit.Event) -> str:
        values = {k: str(v).rstrip(".") for k, v in (event.after or {}).items()}
        return str(sentence) % _Known(values)

    return tell


def _opened(event: audit.Event) -> str:
    after = _Known(event.after or {})
    return _("The year %(year)s of plans was opened with %(terms)s terms.") % after


def _settings(event: audit.Event) -> str:
    after = dict(event.after or {})
    unit = after.pop("unit", MISSING)
    return _("Settings of the calendar of unit %(unit)s were changed: %(what)s.") % {
        "unit": unit,
        "what": changed_fields(event.before, after),
    }


def _term(event: audit.Event) -> str:
    return _("Term %(number)s was changed: %(what)s.") % {
        "number": event.target_id or MISSING,
        "what": changed_fields(event.before, event.after),
    }


def changed_fields(
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    names: Mapping[str, object] | None = None,
) -> str:
    """Fields with their values before and after, in one line.

    Parameters
    ----------
    names
        Words for the codes of fields; a code without one stands as it is.
    """
    old, told = before or {}, names or {}
    lines = [
        _("%(field)s: %(before)s → %(after)s")
        % {
            "field": told.get(field, field),
            "before": _shown(old.get(field)),
            "after": _shown(value),
        }
        for field, value in (after or {}).items()
    ]
    return "; ".join(lines) or MISSING


def _shown(value: Any) -> str:
    if value in (None, "", [], {}):
        return MISSING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = str(value)
    return text if len(text) <= 120 else text[:119] + "…"
