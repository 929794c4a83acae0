"""Events of the trail as sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from miara.audit import public as audit
from miara.core.localized import Localized

__all__ = ["register"]

_PLAIN: dict[str, Promise] = {
    "events.event_published": gettext_lazy("The event was announced."),
    "events.event_archived": gettext_lazy("The event was moved to the archive."),
    "events.event_restored": gettext_lazy("The event was brought back."),
    "events.event_cancelled": gettext_lazy("The event was cancelled."),
    "events.event_changed": gettext_lazy("The description of the event was changed."),
}
_ROWS: dict[str, Promise] = {
    "day": gettext_lazy("days"),
    "venue": pgettext_lazy("event", "places"),
    "room": gettext_lazy("rooms"),
    "host": gettext_lazy("organisers"),
    "patron": gettext_lazy("patrons and partners"),
    "speaker": gettext_lazy("speakers"),
}


def register() -> None:
    """Tell the trail how to say the events of this context."""
    for kind in (
        *_PLAIN,
        "events.event_created",
        "events.row_saved",
        "events.row_removed",
        "events.row_moved",
        "events.session_saved",
        "events.session_removed",
        "events.session_moved",
        "events.programme_drafted",
        "events.programme_published",
        "events.room_delayed",
    ):
        if kind not in audit.kinds_told():
            audit.presenter(kind)(_sentence)


def _sentence(event: audit.Event) -> str:
    facts = {**(event.before or {}), **(event.after or {})}
    if event.kind in _PLAIN:
        return str(_PLAIN[event.kind])
    title = Localized.of(facts.get("title") or "–")
    rows = _ROWS.get(str(facts.get("model")), "–")
    room = Localized.of(facts.get("room") or "–")
    values = {
        **{name: facts.get(name, "–") for name in _NUMBERS},
        "title": title,
        "rows": rows,
        "room": room,
    }
    sentences = {
        "events.event_created": _("The event “%(code)s” was started."),
        "events.row_saved": _("An entry was saved in the list: %(rows)s."),
        "events.row_removed": _("An entry was removed from the list: %(rows)s."),
        "events.row_moved": _("The order was changed in the list: %(rows)s."),
        "events.session_saved": _("The session “%(title)s” was saved."),
        "events.session_removed": _("The session “%(title)s” was removed."),
        "events.session_moved": _("The session “%(title)s” was moved."),
        "events.programme_drafted": _(
            "The programme was drafted: %(finalists)s presentations of %(minutes)s min."
        ),
        "events.programme_published": _(
            "Version %(number)s of the programme was published."
        ),
        "events.room_delayed": _(
            "A delay of %(minutes)s min was announced for the room “%(room)s”."
        ),
    }
    return sentences[event.kind] % values


_NUMBERS = ("code", "number", "minutes", "finalists")
