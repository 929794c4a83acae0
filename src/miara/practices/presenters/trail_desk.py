"""What editors and experts did on their desk, as sentences of the trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit
from miara.core.numbers import MISSING

__all__ = ["register"]

_PLAIN: Final[dict[str, Promise]] = {
    "card_unbooked": gettext_lazy(
        "The moment of publication of practice %(number)s was taken back."
    ),
    "card_held": gettext_lazy(
        "Practice %(number)s was not published at its moment: its rules did not allow "
        "it any more."
    ),
    "review_asked": gettext_lazy(
        "The draft of practice %(number)s was sent to an expert."
    ),
    "review_taken_back": gettext_lazy(
        "The draft of practice %(number)s was taken back from the experts."
    ),
    "review_approved": gettext_lazy(
        "An expert approved the draft of practice %(number)s."
    ),
    "review_given_back": gettext_lazy(
        "An expert gave the draft of practice %(number)s back to be changed."
    ),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    for kind, sentence in _PLAIN.items():
        audit.presenter(f"practices.{kind}")(_plain(sentence))
    audit.presenter("practices.card_booked")(_booked)


def _plain(sentence: Promise) -> Callable[[audit.Event], str]:
    def say(event: audit.Event) -> str:
        return str(sentence) % {"number": event.target_id or MISSING}

    return say


def _booked(event: audit.Event) -> str:
    moment = (event.after or {}).get("moment")
    text = MISSING
    if moment:
        when = datetime.fromisoformat(str(moment))
        text = date_format(localtime(when), "j E Y, H:i")
    return _("Practice %(number)s is to be published on %(moment)s.") % {
        "number": event.target_id or MISSING,
        "moment": text,
    }
