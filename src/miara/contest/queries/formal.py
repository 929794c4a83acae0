"""The formal check of applications: rounds, calls, appeals, what the office sees."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from miara.contest.models import (
    Appeal,
    Edition,
    Entry,
    FormalCheck,
    PaperCopy,
    SupplementCall,
)
from miara.contest.queries.entries import entries_of_edition

__all__ = [
    "FILTERS",
    "appeal_until",
    "checks_of",
    "filtered",
    "is_waiting",
    "open_calls",
    "rejection_of",
    "state_counts",
]

#: Ready-made questions of the office, beside the states.
FILTERS = ("second-eyes", "paper-awaited", "appeals")


def checks_of(entry: Entry) -> list[FormalCheck]:
    """Rounds of an application, newest first, with people and calls. One query."""
    rows = entry.checks.select_related(
        "version", "started_by", "confirmed_by", "supplement__answered_by"
    )
    return list(rows.order_by("-pk"))


def is_waiting(check: FormalCheck, entry: Entry) -> bool:
    """Whether a decision waits for the second pair of eyes."""
    return (
        entry.edition.settings.formal.second_pair_of_eyes
        and check.decided_at is not None
        and check.confirmed_at is None
        and check.version_id == entry.latest_id
        and entry.state in {Entry.State.SUBMITTED, Entry.State.SUPPLEMENTED}
    )


def rejection_of(entry: Entry) -> FormalCheck | None:
    """The decision that rejected an application."""
    if entry.state != Entry.State.REJECTED:
        return None
    rejected = entry.checks.filter(verdict=FormalCheck.Verdict.REJECT)
    return rejected.exclude(decided_at=None).order_by("-pk").first()


def appeal_until(entry: Entry, check: FormalCheck) -> datetime:
    """Last moment of an appeal, counted from the decision's effect."""
    since = check.confirmed_at or check.decided_at
    if since is None:
        msg = "the check is not decided"
        raise ValueError(msg)
    return since + timedelta(days=entry.edition.settings.formal.appeal_days)


def filtered(
    edition: Edition,
    *,
    state: str = "",
    question: str = "",
    domain: str = "",
    group: str = "",
    text: str = "",
) -> QuerySet[Entry]:
    """Applications of the office's list, by number; unknown values filter nothing.

    Parameters
    ----------
    question
        One of `FILTERS`.
    text
        A part of the number or title.
    """
    rows = entries_of_edition(edition).select_related("edition")
    if state in Entry.State.values:
        rows = rows.filter(state=state)
    if domain:
        rows = rows.filter(domain__code=domain)
    if group:
        rows = rows.filter(group__code=group)
    if text.strip():
        wanted = text.strip()
        rows = rows.filter(Q(number__icontains=wanted) | Q(title__icontains=wanted))
    if question == "second-eyes":
        waiting = FormalCheck.objects.filter(
            entry=OuterRef("pk"), version=OuterRef("latest"), confirmed_at=None
        ).exclude(decided_at=None)
        states = [Entry.State.SUBMITTED, Entry.State.SUPPLEMENTED]
        rows = rows.filter(Exists(waiting), state__in=states)
    elif question == "paper-awaited":
        came = PaperCopy.objects.filter(entry=OuterRef("pk"))
        rows = rows.filter(~Exists(came), channel=Entry.Channel.PAPER)
    elif question == "appeals":
        filed = Appeal.objects.filter(entry=OuterRef("pk"), decided_at=None)
        rows = rows.filter(Exists(filed))
    return rows


def state_counts(edition: Edition) -> dict[str, int]:
    """Numbers of submitted applications by state. One query."""
    found: dict[str, int] = {}
    for state in entries_of_edition(edition).values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def open_calls(entries: list[Entry]) -> dict[int, SupplementCall]:
    """Calls that wait for an answer, by key of the application. One query."""
    rows = SupplementCall.objects.filter(
        entry__in=entries, answered_at=None, expired_at=None
    )
    return {row.entry_id: row for row in rows.order_by("pk")}
