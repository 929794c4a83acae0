"""What differs between two versions of a programme."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

__all__ = ["What", "changes_between"]


class What(StrEnum):
    """Kinds of change, the first that matters to people first."""

    REMOVED = "REMOVED"
    ADDED = "ADDED"
    MOVED = "MOVED"
    ROOM = "ROOM"
    LENGTH = "LENGTH"
    SPEAKERS = "SPEAKERS"
    TEXT = "TEXT"
    DAYS = "DAYS"


def changes_between(
    before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Rows of difference, each with its kind, the session and both values.

    Parameters
    ----------
    before, after
        Contents of versions, see `miara.events.queries.content`; nothing differs from
        no version, for the first one is no change.

    Returns
    -------
    list of dict
        ``what``, ``uid``, ``before``, ``after``: sessions as the contents hold them.
    """
    if before is None:
        return []
    old = {row["uid"]: row for row in before["sessions"]}
    new = {row["uid"]: row for row in after["sessions"]}
    found: list[dict[str, Any]] = []
    for uid, row in old.items():
        if uid not in new:
            found.append(_row(What.REMOVED, uid, row, None))
    for uid, row in new.items():
        if uid not in old:
            found.append(_row(What.ADDED, uid, None, row))
            continue
        found += [
            _row(what, uid, old[uid], row)
            for what, keys in _KEYS.items()
            if any(old[uid].get(key) != row.get(key) for key in keys)
        ]
    if before["days"] != after["days"]:
        found.append(_row(What.DAYS, "", None, None))
    return found


_KEYS = {
    What.MOVED: ("day", "starts"),
    What.ROOM: ("room",),
    What.LENGTH: ("minutes",),
    What.SPEAKERS: ("speakers",),
    What.TEXT: ("title", "summary", "track", "kind"),
}


def _row(what: What, uid: str, before: Any, after: Any) -> dict[str, Any]:
    return {"what": what.value, "uid": uid, "before": before, "after": after}
