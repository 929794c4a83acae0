"""Conflicts and changes as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.core.localized import Localized
from miara.core.numbers import NBSP
from miara.events.domain.changes import What
from miara.events.domain.conflicts import Conflict, Problem
from miara.events.domain.moving import Delay
from miara.events.presenters.programme import day_name

__all__ = ["change_sentences", "conflict_sentences", "delay_sentences"]


def conflict_sentences(
    conflicts: Iterable[Conflict], content: Mapping[str, Any]
) -> list[dict[str, str]]:
    """Each contradiction with the session in which to mend it.

    Returns
    -------
    list of dict
        ``uid`` of the session and ``text``.
    """
    rows = {row["uid"]: row for row in content["sessions"]}
    names = {
        one["uid"]: one["name"] for row in rows.values() for one in row["speakers"]
    }
    rooms = {row["id"]: str(Localized.of(row["name"])) for row in content["rooms"]}
    found = []
    for conflict in conflicts:
        row = rows[conflict.first]
        values = {
            "first": _title(row),
            "second": _title(rows[conflict.second]) if conflict.second else "",
            "minutes": conflict.minutes,
            "room": rooms.get(row["room"], ""),
            "who": names.get(conflict.subject, ""),
        }
        text = _SENTENCES[conflict.problem]() % values
        found.append({"uid": conflict.second or conflict.first, "text": text})
    return found


def change_sentences(
    changes: Iterable[Mapping[str, Any]], rooms: Iterable[Mapping[str, Any]]
) -> list[str]:
    """What differs from the version before, a sentence each."""
    names = {row["id"]: str(Localized.of(row["name"])) for row in rooms}
    return [_change(row, names) for row in changes]


def delay_sentences(delay: Delay, content: Mapping[str, Any]) -> list[str]:
    """What a delay does, before it is announced."""
    rows = {row["uid"]: row for row in content["sessions"]}
    found = [
        _("“%(title)s”: %(starts)s, %(minutes)s min")
        % {
            "title": _title(rows[slot.uid]),
            "starts": f"{slot.starts // 60:02d}:{slot.starts % 60:02d}",
            "minutes": slot.minutes,
        }
        for slot in delay.changed
    ]
    if delay.absorbed_by:
        found.append(
            _("From “%(title)s” on everything is on time again.")
            % {"title": _title(rows[delay.absorbed_by])}
        )
    elif delay.left:
        found.append(
            _("No break absorbs the delay: the room ends %(minutes)s min late.")
            % {"minutes": delay.left}
        )
    return found


_SENTENCES = {
    Problem.ROOM: lambda: _(
        "“%(first)s” and “%(second)s” are in the room “%(room)s” at the same time for "
        "%(minutes)s min."
    ),
    Problem.SPEAKER: lambda: _(
        "%(who)s is in “%(first)s” and in “%(second)s” at the same time for "
        "%(minutes)s min."
    ),
    Problem.EARLY: lambda: _(
        "“%(first)s” begins %(minutes)s min before the day begins."
    ),
    Problem.OVERRUN: lambda: _("“%(first)s” ends %(minutes)s min after the day ends."),
    Problem.NO_DAY: lambda: _("“%(first)s” is on a day that the event does not have."),
}


def _change(row: Mapping[str, Any], rooms: Mapping[int, str]) -> str:
    before, after = row["before"], row["after"]
    what = What(row["what"])
    if what is What.DAYS:
        return _("Days or their hours changed.")
    values: dict[str, Any] = {"title": _title(after or before)}
    if what is What.MOVED:
        values |= {"before": _when(before), "after": _when(after)}
    elif what is What.ROOM:
        values |= {
            "before": rooms.get(before["room"], "–"),
            "after": rooms.get(after["room"], "–"),
        }
    elif what is What.LENGTH:
        values |= {"before": before["minutes"], "after": after["minutes"]}
    elif what is What.ADDED:
        values["after"] = _when(after)
    elif what is What.SPEAKERS:
        names = ", ".join(one["name"] for one in after["speakers"])
        values["after"] = names or "–"
    return _CHANGES[what]() % values


_CHANGES = {
    What.REMOVED: lambda: _("“%(title)s” was taken out."),
    What.ADDED: lambda: _("New: “%(title)s”, %(after)s."),
    What.MOVED: lambda: _("“%(title)s” was moved from %(before)s to %(after)s."),
    What.ROOM: lambda: _(
        "“%(title)s” changed the room from “%(before)s” to “%(after)s”."
    ),
    What.LENGTH: lambda: _(
        "“%(title)s” lasts %(after)s min instead of %(before)s min."
    ),
    What.SPEAKERS: lambda: _("“%(title)s” has other speakers: %(after)s."),
    What.TEXT: lambda: _("The description of “%(title)s” changed."),
}


def _title(row: Mapping[str, Any]) -> str:
    return Localized.of(row["title"]).in_language(get_language())


def _when(row: Mapping[str, Any]) -> str:
    # A day keeps together on one line.
    day = day_name(date.fromisoformat(row["day"])).replace(" ", NBSP)
    return _("%(day)s, %(hour)s") % {"day": day, "hour": row["starts"]}
