"""Experts of an edition: who they are, what ties them, how much they carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from miara.contest.domain.conflicts import ExpertTies, Party
from miara.contest.models import Conflict, Edition, Entry, Expert
from miara.contest.queries.assessment import BLOCKING, OPEN
from miara.organisations import public as organisations
from miara.units import public as units

__all__ = [
    "conflicts_of",
    "expert_of",
    "experts_of",
    "parties_of",
    "ties_of",
]


def experts_of(edition: Edition) -> QuerySet[Expert]:
    """Experts by name, with their domains, loads and conflicts counted."""
    return (
        Expert.objects.filter(edition=edition)
        .prefetch_related("fits__domain")
        .annotate(
            load=Count(
                "assignments", filter=Q(assignments__state__in=OPEN), distinct=True
            ),
            done=Count(
                "assignments",
                filter=Q(assignments__state="SUBMITTED"),
                distinct=True,
            ),
            blocked=Count(
                "conflicts__entry",
                filter=Q(conflicts__state__in=BLOCKING),
                distinct=True,
            ),
        )
        .order_by("full_name", "pk")
    )


def expert_of(edition: Edition, uid: str) -> Expert | None:
    """One expert of the edition."""
    return (
        Expert.objects.filter(edition=edition, uid=uid)
        .select_related("user", "edition__contest__owner")
        .first()
    )


def conflicts_of(edition: Edition) -> QuerySet[Conflict]:
    """Conflicts of an edition, those that wait for a decision first."""
    return (
        Conflict.objects.filter(expert__edition=edition)
        .select_related("expert", "entry", "decided_by")
        .order_by("decided_at", "entry__number", "expert__full_name", "pk")
    )


@dataclass(frozen=True, slots=True)
class _Place:
    uid: str
    county: str


def ties_of(experts: Iterable[Expert]) -> dict[int, ExpertTies]:
    """Units each expert has to do with, by key of the expert.

    A unit that no longer exists counts as the one that took most of it over.
    """
    rows = list(experts)
    known = _places(
        {
            uid
            for row in rows
            for uid in (row.home_uid, row.employer_uid, *row.past_uids)
            if uid
        }
    )
    found = {}
    for row in rows:
        home = known.get(row.home_uid, _Place(row.home_uid, ""))
        employer = known.get(row.employer_uid, _Place(row.employer_uid, ""))
        past = frozenset(known[uid].uid for uid in row.past_uids if uid in known)
        found[row.pk] = ExpertTies(
            home.uid, home.county, employer.uid, employer.county, past
        )
    return found


def parties_of(entries: Iterable[Entry], *, on: date) -> dict[int, list[Party]]:
    """Units behind each entry, by its key: leader, partners, members of its union."""
    rows = list(entries)
    members: Mapping[str, Iterable[str]] = {
        uid: organisations.members_of(uid, on=on)
        for uid in {row.union.uid for row in rows if row.union}
    }
    behind = {
        row.pk: {
            row.unit_uid: True,
            **{p.unit_uid: False for p in row.partners.all() if p.unit_uid},
            **(dict.fromkeys(members[row.union.uid], False) if row.union else {}),
        }
        | {row.unit_uid: True}
        for row in rows
    }
    known = _places({uid for units_of in behind.values() for uid in units_of})
    return {
        key: [
            Party(
                known[uid].uid if uid in known else uid,
                known[uid].county if uid in known else "",
                lead,
            )
            for uid, lead in sorted(units_of.items())
        ]
        for key, units_of in behind.items()
    }


def _places(uids: Iterable[str]) -> dict[str, _Place]:
    """Present identity and county of units; unknown ones are left out."""
    facts = units.units_by_uid(set(uids))
    followed = {
        uid: row.successors[0].uid
        for uid, row in facts.items()
        if not row.exists and row.successors
    }
    later = units.units_by_uid(set(followed.values()))
    found = {}
    for uid, row in facts.items():
        now = later.get(followed.get(uid, ""), row)
        county = now.county.uid if now.county else ""
        if not county and now.kind is not units.Kind.VOIVODESHIP:
            county = now.uid
        found[uid] = _Place(now.uid, county)
    return found
