"""What was done with risks and control, as sentences of the trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit
from miara.core.numbers import MISSING
from miara.cycle.public import changed_fields
from miara.risks.models import Risk
from miara.risks.phrases import FIELD_NAMES

__all__ = ["register"]

_SENTENCES: Final[dict[str, Promise]] = {
    "risks.risk_entered": gettext_lazy("Risk %(number)s was entered: %(name)s."),
    "risks.risk_closed": gettext_lazy("Risk %(number)s was closed: %(reason)s."),
    "risks.risk_reopened": gettext_lazy("Risk %(number)s was opened again."),
    "risks.assessment_closed": gettext_lazy(
        "The self-assessment of %(year)s was closed."
    ),
    "risks.declaration_saved": gettext_lazy(
        "The declaration on management control of %(year)s was saved."
    ),
}
_CODES: Final[dict[str, dict[str, Any]]] = {
    "category": dict(Risk.Category.choices),
    "reaction": dict(Risk.Reaction.choices),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    for kind, sentence in _SENTENCES.items():
        audit.presenter(kind)(_of(sentence))
    audit.presenter("risks.risk_changed")(_changed)
    audit.presenter("risks.risk_reviewed")(_reviewed)
    audit.presenter("risks.risk_came_true")(_came_true)
    audit.presenter("risks.scale_changed")(_scale)
    audit.presenter("risks.assessment_saved")(_assessment)


class _Known(dict[str, Any]):
    """Values of an event; a dash for what it does not tell."""

    def __missing__(self, key: str) -> str:
        return MISSING


def _of(sentence: Promise) -> Callable[[audit.Event], str]:
    def tell(event: audit.Event) -> str:
        values = {k: str(v).rstrip(".") for k, v in (event.after or {}).items()}
        return str(sentence) % _Known(values)

    return tell


def _changed(event: audit.Event) -> str:
    after = dict(event.after or {})
    return _("Risk %(number)s was changed: %(what)s.") % {
        "number": after.pop("number", MISSING),
        "what": changed_fields(_words(event.before), _words(after), FIELD_NAMES),
    }


def _reviewed(event: audit.Event) -> str:
    before, after = _Known(event.before or {}), _Known(event.after or {})
    return _(
        "Risk %(number)s was reviewed: impact %(old_impact)s → %(impact)s, likelihood "
        "%(old_likelihood)s → %(likelihood)s."
    ) % {
        "number": after["number"],
        "old_impact": before["impact"],
        "impact": after["impact"],
        "old_likelihood": before["likelihood"],
        "likelihood": after["likelihood"],
    }


def _came_true(event: audit.Event) -> str:
    after = _Known(event.after or {})
    return _("Risk %(number)s came true on %(day)s; loss in złoty: %(loss)s.") % {
        "number": after["number"],
        "day": after["day"],
        "loss": after["loss"] or MISSING,
    }


def _scale(event: audit.Event) -> str:
    after = dict(event.after or {})
    return _("%(unit)s changed its scale of risks: %(what)s.") % {
        "unit": after.pop("unit", MISSING),
        "what": changed_fields(event.before, after, FIELD_NAMES),
    }


def _assessment(event: audit.Event) -> str:
    after = event.after or {}
    numbers = ", ".join(map(str, after.get("standards", []))) or MISSING
    return _("Self-assessment of %(year)s: standards assessed anew: %(numbers)s.") % {
        "year": after.get("year", MISSING),
        "numbers": numbers,
    }


def _words(values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        field: str(_CODES[field].get(value, value)) if field in _CODES else value
        for field, value in (values or {}).items()
    }
