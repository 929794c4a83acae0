"""What of an edition may still be changed, and how.

Before the announcement everything is free. After it a change needs a reason and is
published. What entries rest on is closed from the first submission, dates of the call
from the announcement: the deadline only moves by an extension.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = ["Lock", "Part", "Why", "lock_of"]


class Part(StrEnum):
    """A part of the settings of an edition."""

    BASICS = "BASICS"
    DOMAINS = "DOMAINS"
    GROUPS = "GROUPS"
    CRITERIA = "CRITERIA"
    TITLES = "TITLES"
    CONDITIONS = "CONDITIONS"
    SIGNATURES = "SIGNATURES"
    FORMAL = "FORMAL"
    MARKS = "MARKS"
    FINALS = "FINALS"
    PUBLICITY = "PUBLICITY"
    FILES = "FILES"
    CALL = "CALL"
    CALENDAR = "CALENDAR"
    ORGANISERS = "ORGANISERS"
    PATRONS = "PATRONS"
    GRANT = "GRANT"
    FORM = "FORM"
    PROTOCOL = "PROTOCOL"
    PERSONAL = "PERSONAL"


class Lock(StrEnum):
    """How a part may be changed."""

    FREE = "FREE"
    REASON = "REASON"
    CLOSED = "CLOSED"


class Why(StrEnum):
    """Why a part is closed."""

    ENTRIES = "ENTRIES"
    ANNOUNCED = "ANNOUNCED"
    ARCHIVED = "ARCHIVED"


#: Told to nobody and promised to nobody: never asks for a reason.
_OWN_AFFAIR: Final = frozenset(
    {Part.GRANT, Part.ORGANISERS, Part.PATRONS, Part.PROTOCOL}
)
#: Entries are placed, judged and counted by these.
_CLOSED_BY_ENTRIES: Final = frozenset(
    {
        Part.DOMAINS,
        Part.GROUPS,
        Part.CRITERIA,
        Part.CONDITIONS,
        Part.SIGNATURES,
        Part.FORM,
    }
)


def lock_of(
    part: Part, *, announced: bool, has_entries: bool, archived: bool = False
) -> tuple[Lock, Why | None]:
    """How a part of the settings may be changed.

    Parameters
    ----------
    announced
        Whether the edition is published.
    has_entries
        Whether any application was ever submitted, withdrawn ones included.
    archived
        Whether the file of the edition is closed.

    >>> lock_of(Part.CRITERIA, announced=True, has_entries=False)
    (<Lock.REASON: 'REASON'>, None)
    >>> lock_of(Part.CRITERIA, announced=True, has_entries=True)
    (<Lock.CLOSED: 'CLOSED'>, <Why.ENTRIES: 'ENTRIES'>)
    """
    if archived:
        return Lock.CLOSED, Why.ARCHIVED
    if has_entries and part in _CLOSED_BY_ENTRIES:
        return Lock.CLOSED, Why.ENTRIES
    if announced and part is Part.CALL:
        return Lock.CLOSED, Why.ANNOUNCED
    if announced and part not in _OWN_AFFAIR:
        return Lock.REASON, None
    return Lock.FREE, None
