"""Finalists for a conference: only what everybody may know at the moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from miara.contest.models import Edition, TitleKind
from miara.contest.queries.results import (
    ResultRow,
    Stage,
    releases_out,
    results_of,
)
from miara.core.localized import Localized
from miara.units import public as units

__all__ = [
    "Finalist",
    "are_finalists_public",
    "editions_owned_by",
    "public_finalists",
]

#: Titles that say that an entry was in the final.
_IN_THE_FINAL = {TitleKind.Role.FINALIST, TitleKind.Role.LAUREATE}


@dataclass(frozen=True, slots=True)
class Finalist:
    """Who presents what; nothing of the title that came out of it."""

    entry_uid: str
    title: str
    summary: str
    unit_uid: str
    name: str
    group: Localized
    domain: Localized


def public_finalists(edition: Edition, *, now: datetime) -> list[Finalist] | None:
    """Entries of the final by group and domain, each once; None before the release.

    Laureates count once the results are out, since an edition may give one title alone
    to an entry. Places and titles are left out, and inside a group and domain numbers
    of entries decide the order, so that it does not tell who won.
    """
    rows: list[ResultRow] = []
    for stage in (Stage.FINALISTS, Stage.RESULTS):
        found = results_of(edition, now=now, stage=stage)
        if found is not None:
            rows += [row for row in found.rows if row.role in _IN_THE_FINAL]
        elif stage == Stage.FINALISTS:
            return None
    rows.sort(key=lambda row: (row.order, row.number))
    places = units.units_by_uid({row.unit_uid for row in rows})
    once: dict[str, Finalist] = {}
    for row in rows:
        place = places.get(row.unit_uid)
        name = row.entrant or (place.full_name if place else row.unit_uid)
        once.setdefault(
            row.entry_uid,
            Finalist(
                row.entry_uid,
                row.title,
                row.summary,
                row.unit_uid,
                name,
                row.group,
                row.domain,
            ),
        )
    return list(once.values())


def are_finalists_public(edition: Edition, *, now: datetime) -> bool:
    """Whether the finalists of an edition may be named. One query."""
    return bool(releases_out([edition], now=now))


def editions_owned_by(organisation_uid: str, *, now: datetime) -> list[Edition]:
    """Announced editions of an organisation's contests, the newest first. One query."""
    return list(
        Edition.objects.public(now)
        .filter(contest__owner__uid=organisation_uid)
        .select_related("contest__owner")
        .order_by("-year", "-pk")
    )
