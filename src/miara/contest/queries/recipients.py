"""How an applicant is called on diplomas, in minutes and in results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from miara.contest.models import Entry
from miara.contest.queries.results import ResultRow
from miara.units import public as units

__all__ = ["applicant_of", "applicants_of", "recipients_of"]


def recipients_of(rows: Iterable[ResultRow]) -> dict[int, str]:
    """Full name of who gets a title, by decision: the leader and all partners."""
    found = list(rows)
    names = _names(uid for row in found for uid in (row.unit_uid, *row.partner_uids))
    return {
        row.award_id: ", ".join(
            [
                row.entrant or names.get(row.unit_uid, row.unit_uid),
                *(names.get(uid, uid) for uid in row.partner_uids),
                *row.partner_names,
            ]
        )
        for row in found
    }


def applicants_of(entries: Iterable[Entry]) -> dict[int, str]:
    """Name of who leads each application, by its key."""
    found = list(entries)
    names = _names(entry.unit_uid for entry in found)
    return {entry.pk: applicant_of(entry, names) for entry in found}


def applicant_of(entry: Entry, names: Mapping[str, str] | None = None) -> str:
    """Name of who leads an application."""
    if entry.union is not None:
        return str(entry.union)
    if entry.entrant_name:
        return entry.entrant_name
    known = _names([entry.unit_uid]) if names is None else names
    return known.get(entry.unit_uid, entry.unit_uid)


def _names(uids: Iterable[str]) -> dict[str, str]:
    return {uid: unit.title for uid, unit in units.units_by_uid(set(uids)).items()}
