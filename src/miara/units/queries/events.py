"""What happened to a unit, as sentences."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.units.domain.changes import Act, TerritorialChange, territorial_changes
from miara.units.domain.directory import Directory
from miara.units.domain.facts import Kind
from miara.units.domain.history import Event, EventKind
from miara.units.queries.stored import directory
from miara.units.queries.units import type_word


@dataclass(frozen=True, slots=True)
class UnitEventFacts:
    """One event of one unit, ``after < day <= not_later_than``.

    ``sentence`` says it whole in the language active when it was read. ``act`` is
    None where no act is known; ``confirmed`` is False for a reviewed change without a
    confirmed act, and True for what two official files show.
    """

    uid: str
    kind: EventKind
    after: date
    not_later_than: date
    sentence: str
    act: Act | None
    confirmed: bool
    note: str


def history_of(uid: str) -> list[UnitEventFacts]:
    """Events of a unit, oldest first; empty for an unknown one."""
    units = directory()
    unit = units.histories.get(uid)
    if unit is None:
        return []
    told = (*territorial_changes(), *territorial_changes(fictional=True))
    changes = {change.code: change for change in told}
    return [
        _event_facts(units, uid, event, changes.get(event.change))
        for event in sorted(unit.events, key=lambda e: e.not_later_than)
    ]


def _event_facts(
    units: Directory, uid: str, event: Event, change: TerritorialChange | None
) -> UnitEventFacts:
    return UnitEventFacts(
        uid=uid,
        kind=event.kind,
        after=event.after,
        not_later_than=event.not_later_than,
        sentence=_sentence(units, event),
        act=change.act if change else None,
        confirmed=change.confirmed if change else True,
        note=_note(change),
    )


def _note(change: TerritorialChange | None) -> str:
    if change is None:
        return ""
    is_english = (get_language() or "pl").startswith("en")
    return change.note.en if is_english else change.note.pl


def _sentence(units: Directory, event: Event) -> str:
    facts = {
        "when": _when(event),
        "before": _value(units, event.kind, event.before),
        "now": _value(units, event.kind, event.now),
        "others": ", ".join(_other(units, *pair) for pair in event.other),
    }
    return _template(event) % facts


def _when(event: Event) -> str:
    day = formats.date_format(event.not_later_than, "DATE_FORMAT")
    if event.not_later_than - event.after == timedelta(days=1):
        return _("On %(day)s") % {"day": day}
    first = formats.date_format(event.after + timedelta(days=1), "DATE_FORMAT")
    return _("Between %(first)s and %(last)s") % {"first": first, "last": day}


def _template(event: Event) -> str:
    if event.other:
        return {
            EventKind.CREATED: _("%(when)s: created from a part of %(others)s."),
            EventKind.ABOLISHED: _(
                "%(when)s: abolished; its area went to: %(others)s."
            ),
        }[event.kind]
    return {
        EventKind.CREATED: _("%(when)s: created."),
        EventKind.ABOLISHED: _("%(when)s: abolished."),
        EventKind.RENAMED: _("%(when)s: name changed from %(before)s to %(now)s."),
        EventKind.TYPE_CHANGED: _("%(when)s: type changed from %(before)s to %(now)s."),
        EventKind.MOVED: _("%(when)s: moved from %(before)s to %(now)s."),
        EventKind.RENUMBERED: _("%(when)s: code changed from %(before)s to %(now)s."),
    }[event.kind]


def _value(units: Directory, kind: EventKind, value: str) -> str:
    if kind is EventKind.TYPE_CHANGED:
        return type_word(Kind(value))
    if kind is EventKind.MOVED and value in units.histories:
        above = units.state(value)
        if above.kind is Kind.COUNTY:
            return _("%(name)s county") % {"name": above.name}
        return _("%(name)s voivodeship") % {"name": above.name}
    return value


def _other(units: Directory, uid: str, share: float) -> str:
    name = units.state(uid).name if uid in units.histories else uid
    if share >= 1:
        return name
    percent = formats.number_format(round(100 * share))
    return _("%(name)s (%(percent)s %% of inhabitants)") % {
        "name": name,
        "percent": percent,
    }
