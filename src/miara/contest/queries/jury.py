"""The jury: its members, what each may see, meetings with their decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from miara.contest.domain.awarding import Decided, Flaw, TitleRule, flaws_of
from miara.contest.models import (
    Award,
    Edition,
    Entry,
    Juror,
    JuryMeeting,
    Recusal,
    SiteVisit,
)

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "Barred",
    "barred_cells",
    "barred_of",
    "closed_visits",
    "decisions_of",
    "entries_before_jury",
    "flaws_of_edition",
    "juror_of",
    "jurors_of",
    "may_vote",
    "meetings_of",
]


@dataclass(frozen=True, slots=True)
class Barred:
    """Why a juror sees nothing of an application.

    ``recusal`` is None where only the register ties them: it is to be recorded.
    """

    juror: Juror
    entry_id: int
    reason: str
    tied_uid: str
    recusal: Recusal | None


def jurors_of(edition: Edition) -> QuerySet[Juror]:
    """Members who have not left, the chair first."""
    return Juror.objects.filter(edition=edition, left_at=None).order_by(
        "-is_chair", "position", "pk"
    )


def juror_of(edition: Edition, user: User) -> Juror | None:
    """The seat of a person: by account, or by the address they were invited at."""
    mine = Q(user=user) | Q(user=None, email__iexact=user.email)
    return jurors_of(edition).filter(mine).first()


def entries_before_jury(edition: Edition) -> QuerySet[Entry]:
    """Applications admitted to the assessment, by cell and number."""
    return (
        Entry.objects.filter(edition=edition, state=Entry.State.ACCEPTED)
        .select_related("group", "domain", "cell", "union")
        .prefetch_related("partners")
        .order_by("group__position", "domain__position", "number", "pk")
    )


def barred_of(
    jurors: Iterable[Juror], entries: Iterable[Entry]
) -> dict[tuple[int, int], Barred]:
    """Which juror takes no part in which application, by (juror, entry). One query.

    A juror tied to a unit of the application is barred at once, whether or not the
    recusal was recorded: nobody reads in their own case for want of a click.
    """
    people, shown = list(jurors), list(entries)
    found: dict[tuple[int, int], Barred] = {}
    for juror in people:
        ties = set(juror.unit_uids)
        for entry in shown if ties else ():
            units = [entry.unit_uid, *(row.unit_uid for row in entry.partners.all())]
            own = next((uid for uid in units if uid in ties), "")
            if own:
                found[juror.pk, entry.pk] = Barred(juror, entry.pk, "", own, None)
    by_pk = {juror.pk: juror for juror in people}
    for row in Recusal.objects.filter(juror__in=by_pk, entry__in=[e.pk for e in shown]):
        tied = found.get((row.juror_id, row.entry_id))
        found[row.juror_id, row.entry_id] = Barred(
            by_pk[row.juror_id],
            row.entry_id,
            row.reason,
            tied.tied_uid if tied else "",
            row,
        )
    return found


def barred_cells(edition: Edition, user: User) -> set[int] | None:
    """Cells in which a member takes no part in some application; None without a seat.

    In a table of a whole cell the rest tells of the one left out, so the whole table
    is kept from them.
    """
    seat = juror_of(edition, user)
    if seat is None:
        return None
    entries = {entry.pk: entry for entry in entries_before_jury(edition)}
    found = barred_of([seat], entries.values())
    return {
        cell
        for row in found.values()
        if (cell := entries[row.entry_id].cell_id) is not None
    }


def meetings_of(edition: Edition) -> QuerySet[JuryMeeting]:
    """Meetings, newest first."""
    return (
        JuryMeeting.objects.filter(edition=edition)
        .prefetch_related("present")
        .order_by("-starts_at", "-pk")
    )


def decisions_of(meeting: JuryMeeting) -> list[Award]:
    """Decisions of a meeting in the order of cells and ranks, for the jury alone."""
    found = Award.objects.filter(meeting=meeting).select_related(
        "kind", "entry__group", "entry__domain", "cell__group", "cell__domain"
    )
    return sorted(found, key=_order)


def may_vote(meeting: JuryMeeting, entry: Entry | None) -> list[Juror]:
    """Present members who take part in a decision."""
    present = list(meeting.present.filter(left_at=None))
    if entry is None:
        return present
    barred = barred_of(present, [entry])
    return [juror for juror in present if (juror.pk, entry.pk) not in barred]


def flaws_of_edition(edition: Edition) -> list[Flaw]:
    """Rules of titles that the decisions of all meetings break. Two queries."""
    rules = [
        TitleRule(kind.code, kind.role, kind.per_cell, kind.at_most, kind.ex_aequo)
        for kind in edition.title_kinds.all()
    ]
    rows = (
        Award.objects.filter(edition=edition)
        .order_by("pk")
        .values_list("entry", "cell", "kind__code", "is_ex_aequo")
    )
    decided = [Decided(*row[:2], row[2] or "", row[3]) for row in rows]
    return flaws_of(decided, rules)


def closed_visits(
    edition: Edition, entries: Iterable[Entry] | None = None
) -> dict[int, list[SiteVisit]]:
    """Visits with closed protocols by application; jury and office may read them."""
    found = SiteVisit.objects.filter(
        entry__edition=edition, state=SiteVisit.State.DONE
    ).prefetch_related("team", "files__file")
    if entries is not None:
        found = found.filter(entry__in=[entry.pk for entry in entries])
    by_entry: dict[int, list[SiteVisit]] = defaultdict(list)
    for visit in found.order_by("starts_at", "pk"):
        by_entry[visit.entry_id].append(visit)
    return by_entry


def open_meetings_with_decisions(edition: Edition) -> list[JuryMeeting]:
    """Meetings that hold a release up."""
    return list(
        JuryMeeting.objects.filter(edition=edition, closed_at=None)
        .filter(awards__isnull=False)
        .distinct()
        .order_by("starts_at", "pk")
    )


def _order(award: Award) -> tuple[int, int, int, int, int]:
    cell = award.cell
    return (
        0 if cell else 1,
        cell.group.position if cell else 0,
        cell.domain.position if cell else 0,
        award.kind.rank if award.kind else 0,
        award.pk,
    )


def barred_reason_for(
    edition: Edition, user: User, entry: Entry, *, now: datetime
) -> Barred | None:
    """Why the person, as a juror, may not see an application; None when they may."""
    juror = juror_of(edition, user)
    if juror is None:
        return None
    return barred_of([juror], [entry]).get((juror.pk, entry.pk))
