"""What was done with resolutions and debates, as sentences of the trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit
from miara.core.numbers import MISSING
from miara.council.models import Vote
from miara.council.phrases import DEBATE_FIELDS, RESOLUTION_FIELDS, STATES
from miara.cycle.public import changed_fields

__all__ = ["register"]

_SENTENCES: Final[dict[str, Promise]] = {
    "council.resolution_entered": gettext_lazy(
        "Resolution %(number)s of %(day)s was entered."
    ),
    "council.resolution_removed": gettext_lazy(
        "Resolution %(number)s of %(day)s was taken off the register: %(reason)s."
    ),
    "council.file_sent": gettext_lazy("A file of resolutions was sent: %(name)s."),
    "council.file_taken": gettext_lazy(
        "The file of resolutions “%(name)s” was taken over: new %(added)s, changed "
        "%(changed)s."
    ),
    "council.file_thrown_away": gettext_lazy(
        "The file of resolutions “%(name)s” was removed."
    ),
    "council.debate_opened": gettext_lazy(
        "The debate on the report of %(year)s was begun."
    ),
    "council.debate_published": gettext_lazy(
        "The page of the debate on the report of %(year)s was made public."
    ),
    "council.debate_withdrawn": gettext_lazy(
        "The page of the debate on the report of %(year)s was withdrawn: %(reason)s."
    ),
    "council.question_added": gettext_lazy(
        "Question %(number)s was added to the debate on the report of %(year)s."
    ),
    "council.question_removed": gettext_lazy(
        "Question %(number)s was removed from the debate on the report of %(year)s."
    ),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    for kind, sentence in _SENTENCES.items():
        audit.presenter(kind)(_of(sentence))
    audit.presenter("council.resolution_changed")(_resolution)
    audit.presenter("council.execution_noted")(_execution)
    audit.presenter("council.words_changed")(_words)
    audit.presenter("council.debate_changed")(_debate)
    audit.presenter("council.question_changed")(_question)
    audit.presenter("council.outcome_recorded")(_outcome)


class _Known(dict[str, Any]):
    """Values of an event; a dash for what it does not tell."""

    def __missing__(self, key: str) -> str:
        return MISSING


def _of(sentence: Promise) -> Callable[[audit.Event], str]:
    def tell(event: audit.Event) -> str:
        values = {k: str(v).rstrip(".") for k, v in (event.after or {}).items()}
        return str(sentence) % _Known(values)

    return tell


def _state(code: object) -> str:
    known = {state.value: word for state, word in STATES.items()}
    return str(known.get(str(code), code or MISSING))


def _named(values: Mapping[str, Any] | None) -> dict[str, Any]:
    told = dict(values or {})
    if "state" in told:
        told["state"] = _state(told["state"])
    return told


def _resolution(event: audit.Event) -> str:
    after = _named(event.after)
    return _("Resolution %(number)s was changed: %(what)s.") % {
        "number": after.pop("resolution", MISSING),
        "what": changed_fields(_named(event.before), after, RESOLUTION_FIELDS).rstrip(
            "."
        ),
    }


def _execution(event: audit.Event) -> str:
    before, after = _Known(event.before or {}), _Known(event.after or {})
    if before["state"] == after["state"]:
        return _("A note was added to resolution %(number)s.") % {
            "number": after["resolution"]
        }
    return _("Resolution %(number)s: state %(old)s → %(new)s, with a note.") % {
        "number": after["resolution"],
        "old": _state(before["state"]),
        "new": _state(after["state"]),
    }


def _words(event: audit.Event) -> str:
    told = ", ".join(
        f"{_state(code)}: {word}" for code, word in (event.after or {}).items()
    )
    if not told:
        return _("States of resolutions are called by the common words again.")
    return _("States of resolutions got words of the unit: %(words)s.") % {
        "words": told
    }


def _debate(event: audit.Event) -> str:
    after = dict(event.after or {})
    return _("The debate on the report of %(year)s was changed: %(what)s.") % {
        "year": after.pop("year", MISSING),
        "what": changed_fields(event.before, after, DEBATE_FIELDS).rstrip("."),
    }


def _question(event: audit.Event) -> str:
    after = _Known(event.after or {})
    fields = after.get("fields", [])
    return _(
        "Question %(number)s in the debate on the report of %(year)s was changed: "
        "%(what)s."
    ) % {
        "number": after["number"],
        "year": after["year"],
        "what": ", ".join(str(DEBATE_FIELDS.get(name, name)) for name in fields),
    }


def _outcome(event: audit.Event) -> str:
    before, after = dict(event.before or {}), dict(event.after or {})
    names = {**DEBATE_FIELDS, **dict(Vote.Kind.choices)}
    return _("The outcome of the debate on the report of %(year)s: %(what)s.") % {
        "year": after.pop("year", MISSING),
        "what": changed_fields(_votes(before), _votes(after), names),
    }


def _votes(values: dict[str, Any]) -> dict[str, Any]:
    """Votes as words: the result, then in favour, against, abstained."""
    results = dict(Vote.Result.choices)
    told = {}
    for name, value in values.items():
        if isinstance(value, list):
            result, day, *numbers = value
            known = [str(number) for number in numbers if number is not None]
            parts = [str(results.get(result, result)), str(day), " / ".join(known)]
            told[name] = "; ".join(filter(None, parts))
        else:
            told[name] = value
    return told
