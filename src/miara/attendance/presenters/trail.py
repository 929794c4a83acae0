"""Events of the trail as sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit

__all__ = ["register"]

_PLAIN: dict[str, Promise] = {
    "attendance.changed": gettext_lazy("A sender changed a registration."),
    "attendance.place_given": gettext_lazy("A participant was given a place."),
    "attendance.walked_in": gettext_lazy("Somebody without a registration was let in."),
    "attendance.desk_changed": gettext_lazy(
        "The settings of registration were changed."
    ),
}


def register() -> None:
    """Tell the trail how to say the events of this context."""
    for kind in (
        *_PLAIN,
        "attendance.registered",
        "attendance.cancelled_by_sender",
        "attendance.called_off",
        "attendance.let_in",
        "attendance.needs_erased",
        "attendance.people_erased",
    ):
        if kind not in audit.kinds_told():
            audit.presenter(kind)(_sentence)


def _sentence(event: audit.Event) -> str:
    if event.kind in _PLAIN:
        return str(_PLAIN[event.kind])
    facts = dict.fromkeys(("placed", "waiting", "people", "moved", "marks"), 0)
    facts |= event.after or {}
    sentences = {
        "attendance.registered": _(
            "A registration came in: places %(placed)s, waiting %(waiting)s."
        ),
        "attendance.cancelled_by_sender": _(
            "A sender cancelled; people: %(people)s, moved up: %(moved)s."
        ),
        "attendance.called_off": _(
            "The office cancelled a participant; moved up: %(moved)s."
        ),
        "attendance.let_in": _("Marks of the door were kept: %(marks)s."),
        "attendance.needs_erased": _(
            "Special needs were erased; registrations: %(people)s."
        ),
        "attendance.people_erased": _(
            "Participants of the event were erased; people: %(people)s."
        ),
    }
    return sentences[event.kind] % facts
