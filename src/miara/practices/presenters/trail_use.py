"""What units and readers did with practices, as sentences of the trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit
from miara.core.numbers import MISSING
from miara.practices.models import Adoption, AdoptionAim
from miara.units import public as units

__all__ = ["register"]

_MEETINGS: Final[dict[str, Promise]] = {
    "announced": gettext_lazy("Meeting %(number)s around a practice was announced."),
    "called_off": gettext_lazy("Meeting %(number)s around a practice was called off."),
    "moved": gettext_lazy("Meeting %(number)s around a practice was moved."),
    "joined": gettext_lazy("Somebody signed up for meeting %(number)s."),
    "left": gettext_lazy("Somebody gave back a place at meeting %(number)s."),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    audit.presenter("practices.author_question")(_question)
    audit.presenter("practices.search_followed")(_followed)
    audit.presenter("practices.search_left")(_left)
    for kind, sentence in _MEETINGS.items():
        audit.presenter(f"practices.meeting_{kind}")(_plain(sentence))
    audit.presenter("practices.adoption_declared")(_declared)
    audit.presenter("practices.adoption_changed")(_changed)
    audit.presenter("practices.adoption_corrected")(_corrected)
    audit.presenter("practices.adoption_aim_declared")(_aim)


def _plain(sentence: Promise) -> Callable[[audit.Event], str]:
    return lambda event: str(sentence) % {"number": event.target_id or MISSING}


def _question(event: audit.Event) -> str:
    return _("A reader asked the author of practice %(number)s.") % {
        "number": event.target_id or MISSING
    }


def _followed(event: audit.Event) -> str:
    return _("Somebody began to follow a search of practices.")


def _left(event: audit.Event) -> str:
    return _("Somebody left a search of practices; the address was erased.")


def _declared(event: audit.Event) -> str:
    return _("%(unit)s declared about practice %(number)s: %(state)s.") % _facts(event)


def _changed(event: audit.Event) -> str:
    return _("%(unit)s, practice %(number)s: now %(state)s.") % _facts(event)


def _corrected(event: audit.Event) -> str:
    text = _("%(unit)s corrected its declaration about practice %(number)s.")
    return text % _facts(event)


def _aim(event: audit.Event) -> str:
    after = event.after or {}
    way = dict(AdoptionAim.Direction.choices).get(str(after.get("direction")), MISSING)
    text = _(
        "%(unit)s declared an aim of practice %(number)s: %(indicator)s, %(way)s; "
        "numbers then known until %(until)s."
    )
    return text % {
        **_facts(event),
        "indicator": after.get("indicator", MISSING),
        "way": way,
        "until": after.get("known_until") or MISSING,
    }


def _facts(event: audit.Event) -> dict[str, object]:
    after = event.after or {}
    uid = str(after.get("unit", ""))
    known = units.unit_by_uid(uid)
    states = dict(Adoption.State.choices)
    return {
        "unit": known.title if known else uid or MISSING,
        "number": event.parent_id or MISSING,
        "state": states.get(str(after.get("state")), MISSING),
    }
