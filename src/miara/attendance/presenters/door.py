"""What the door is told, in words."""

from __future__ import annotations

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from miara.attendance.actions.door import Answer, Told
from miara.attendance.presenters.tickets import origin_of

__all__ = ["answer_text"]


def answer_text(told: Told) -> str:
    """One sentence; with the name, so that the right person is let in."""
    if told.guest is None:
        return _("This code is not on the list of this event.")
    facts = {
        "name": told.guest.name,
        "origin": origin_of(told.guest.registration),
        "state": told.guest.get_state_display(),
        "since": formats.time_format(timezone.localtime(told.since), "H:i")
        if told.since
        else "",
    }
    texts = {
        Answer.IN: _("Let in: %(name)s, %(origin)s."),
        Answer.DOUBLE: _("%(name)s is inside since %(since)s. Check who this is."),
        Answer.NO_PLACE: _("%(name)s has no place: %(state)s."),
    }
    return texts[told.answer] % facts
