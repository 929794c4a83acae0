"""What happened to descriptions, as sentences of the trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit
from miara.core.numbers import MISSING
from miara.core.templatetags.miara import date_pl
from miara.practices.models import PracticeCard, PracticeLife, PracticeQuestion

__all__ = ["register"]

_PLAIN: Final[dict[str, Promise]] = {
    "card_written": gettext_lazy("A draft of practice %(number)s was written."),
    "card_published": gettext_lazy("Practice %(number)s was published."),
    "card_unarchived": gettext_lazy(
        "Practice %(number)s was taken out of the archive."
    ),
    "contact_written": gettext_lazy("The contact of practice %(number)s was changed."),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    for kind, sentence in _PLAIN.items():
        audit.presenter(f"practices.{kind}")(_plain(sentence))
    audit.presenter("practices.card_created")(_created)
    audit.presenter("practices.card_confirmed")(_confirmed)
    audit.presenter("practices.card_archived")(_archived)
    audit.presenter("practices.addresses_led")(_led)
    audit.presenter("practices.author_asked")(_asked)
    audit.presenter("practices.question_answered")(_answered)


def _plain(sentence: Promise) -> Callable[[audit.Event], str]:
    def say(event: audit.Event) -> str:
        return str(sentence) % {"number": _number(event)}

    return say


def _created(event: audit.Event) -> str:
    after = event.after or {}
    return _("Practice %(number)s was begun: “%(title)s”, %(origin)s.") % {
        "number": _number(event),
        "title": after.get("title", MISSING),
        "origin": _label(PracticeCard.Origin, after.get("origin")),
    }


def _confirmed(event: audit.Event) -> str:
    day = (event.after or {}).get("confirmed_on")
    return _("Practice %(number)s was confirmed as true on %(day)s.") % {
        "number": _number(event),
        "day": date_pl(date.fromisoformat(str(day))) if day else MISSING,
    }


def _archived(event: audit.Event) -> str:
    return _("Practice %(number)s went to the archive: %(reason)s.") % {
        "number": _number(event),
        "reason": _label(PracticeLife.Reason, (event.after or {}).get("reason")),
    }


def _led(event: audit.Event) -> str:
    new = (event.after or {}).get("new") or []
    return _("Former addresses lead to practice %(number)s: %(addresses)s.") % {
        "number": _number(event),
        "addresses": ", ".join(map(str, new)) or MISSING,
    }


def _asked(event: audit.Event) -> str:
    if (event.after or {}).get("mailed"):
        text = _("The author was asked whether practice %(number)s is still true.")
    else:
        text = _("Practice %(number)s is due for a question and has nobody to ask.")
    return text % {"number": _number(event)}


def _answered(event: audit.Event) -> str:
    return _("The author answered about practice %(number)s: %(answer)s.") % {
        "number": _number(event),
        "answer": _label(PracticeQuestion.Answer, (event.after or {}).get("answer")),
    }


def _number(event: audit.Event) -> str:
    return event.target_id or MISSING


def _label(choices: type[TextChoices], value: object) -> str:
    known = dict(choices.choices)
    return str(known.get(str(value), value or MISSING))
