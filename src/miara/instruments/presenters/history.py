"""What changed in a public instrument, in words for everybody.

Only fields that the public page shows are told. Posts, links to targets and who did
it stay within the office.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.core.numbers import MISSING
from miara.core.templatetags.miara import date_pl, number, pln
from miara.instruments.models import Instrument, Money
from miara.instruments.presenters.words import FIELD_NAMES, PART_WORDS

__all__ = ["Change", "public_history"]

#: Fields of the whole whose values are told.
_FACTS: Final = ("name", "state", "since", "until", "district", "votes")
#: Texts too long to be told: only that they were rewritten.
_TEXTS: Final = ("description", "sections")
#: Parts that the public page shows, each with the fields it shows.
_PIECES: Final[dict[str, tuple[str, ...]]] = {
    "stage": ("name", "since", "until", "done_on"),
    "milestone": ("name", "planned_on", "forecast_on", "done_on"),
    "product": ("name", "unit_of_measure", "planned", "achieved"),
    "money": ("year", "source", "planned", "executed"),
}
_DAYS: Final = frozenset({"since", "until", "planned_on", "forecast_on", "done_on"})
_AMOUNTS: Final = frozenset({"planned", "executed", "achieved"})


@dataclass(frozen=True, slots=True)
class Change:
    """A day and what changed."""

    day: date
    sentence: str


def public_history(events: Iterable[audit.Event]) -> list[Change]:
    """Changes in the order given; what is nobody's business outside is left out."""
    told = ((event.at, _sentence(event)) for event in events)
    return [Change(_day(at), sentence) for at, sentence in told if sentence]


def _day(at: datetime) -> date:
    return timezone.localdate(at)


def _sentence(event: audit.Event) -> str:
    before, after = dict(event.before or {}), dict(event.after or {})
    if event.kind == "instruments.published":
        return _("Shown to everybody.")
    if event.kind == "instruments.changed":
        return _changed(before, after)
    piece = str(after.get("piece") or before.get("piece") or "")
    if piece not in _PIECES:
        return ""
    return _of_kind(event.kind, piece, before, after)


def _of_kind(
    kind: str, piece: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> str:
    if kind == "instruments.part_added":
        return _("Added: %(part)s (%(what)s).") % _of_part(piece, after)
    if kind == "instruments.part_removed":
        return _("Removed: %(part)s (%(what)s).") % _of_part(piece, before)
    what = _differences(before, after, _PIECES[piece], piece)
    if not what:
        return ""
    return _("Changed: %(part)s “%(name)s” (%(what)s).") % {
        "part": PART_WORDS[piece],
        "name": _called(piece, str(after.get("called", ""))),
        "what": what,
    }


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    told = [_differences(before, after, _FACTS, "")]
    told += [
        _("%(text)s rewritten") % {"text": FIELD_NAMES[name]}
        for name in _TEXTS
        if name in after
    ]
    what = "; ".join(filter(None, told))
    return _("Changed: %(what)s.") % {"what": what} if what else ""


def _differences(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    names: tuple[str, ...],
    piece: str,
) -> str:
    return "; ".join(
        _("%(field)s: %(before)s → %(after)s")
        % {
            "field": FIELD_NAMES[name],
            "before": _value(name, before.get(name), piece),
            "after": _value(name, after[name], piece),
        }
        for name in names
        if name in after
    )


def _of_part(piece: str, values: Mapping[str, Any]) -> dict[str, object]:
    told = [
        f"{FIELD_NAMES[name]}: {_value(name, values[name], piece)}"
        for name in _PIECES[piece]
        if values.get(name) not in (None, "")
    ]
    return {"part": PART_WORDS[piece], "what": "; ".join(told) or MISSING}


def _called(piece: str, name: str) -> str:
    """Money is called by its year and the code of its source."""
    year, _space, source = name.partition(" ")
    if piece != "money" or source not in Money.Source.values:
        return name
    return f"{year}, {Money.Source(source).label}"


def _value(name: str, value: Any, piece: str) -> str:
    if value in (None, ""):
        return MISSING
    text = str(value)
    if name in _DAYS:
        return _as_day(text)
    if name in _AMOUNTS:
        return _as_amount(text, is_money=piece == "money")
    if name == "state":
        return str(dict(Instrument.State.choices).get(text, text))
    if name == "source":
        return str(dict(Money.Source.choices).get(text, text))
    return text


def _as_day(text: str) -> str:
    try:
        return date_pl(date.fromisoformat(text[:10]))
    except ValueError:
        return text


def _as_amount(text: str, *, is_money: bool) -> str:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return text
    if is_money:
        return pln(amount, 2)
    return number(amount, max(0, -int(amount.normalize().as_tuple().exponent)))
