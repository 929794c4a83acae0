"""Experts of the demo: invited, checked for conflicts, assigned, at work."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from miara.accounts.public import User
from miara.cli.demo.contest.cast import unit
from miara.contest.actions.assignments import declare, rule_on_conflict
from miara.contest.actions.conflicts import refresh_conflicts
from miara.contest.actions.experts import (
    ExpertFacts,
    accept_invitation,
    invite_expert,
)
from miara.contest.actions.marks import (
    close_cell,
    save_whole,
    submit_marks,
)
from miara.contest.actions.planning import adopt_plan, make_plan
from miara.contest.models import Assignment, Conflict, Edition, Mark
from miara.sample.public import ExpertCard, Solution, experts, opinion

__all__ = [
    "assign",
    "close_finished_cells",
    "confirm_conflicts",
    "decide_conflicts",
    "mark",
    "take_on",
]


def take_on(
    edition: Edition, people: Mapping[str, User], *, by: User, now: datetime
) -> None:
    """Invite every expert who knows a domain of the edition; all accept."""
    known = set(edition.domains.values_list("code", flat=True))
    for card in experts():
        fits = _fits(card, known)
        expert = invite_expert(
            edition=edition,
            facts=ExpertFacts(
                full_name=card.full_name,
                email=f"{card.address}@example.pl",
                employer=card.employer,
                employer_uid=_uid(card.employer_code),
                home_uid=_uid(card.home_code),
                past_uids=[_uid(code) for code in card.past_codes],
                domains=fits,
            ),
            by=by,
            now=now,
        )
        user = people[card.address]
        accept_invitation(expert=expert, by=user, now=now + timedelta(days=2))
    refresh_conflicts(edition, now=now + timedelta(days=3))


def decide_conflicts(edition: Edition, *, by: User, now: datetime) -> None:
    """Confirm the first suspicion, dismiss the last; the rest wait for the office."""
    waiting = list(
        Conflict.objects.filter(
            expert__edition=edition, state=Conflict.State.SUSPECTED
        ).order_by("pk")
    )
    if len(waiting) < 2:
        return
    for conflict, confirmed, reason in (
        (waiting[0], True, "Związek jest oczywisty."),
        (
            waiting[-1],
            False,
            "Ekspert mieszka w tym powiecie od niedawna i nie ma związku z urzędem.",
        ),
    ):
        rule_on_conflict(
            conflict=conflict, confirmed=confirmed, reason=reason, by=by, now=now
        )


def confirm_conflicts(edition: Edition, *, by: User, now: datetime) -> None:
    """Confirm every suspicion, so that nothing waits in an edition that is over."""
    for conflict in Conflict.objects.filter(
        expert__edition=edition, state=Conflict.State.SUSPECTED
    ).order_by("pk"):
        rule_on_conflict(
            conflict=conflict,
            confirmed=True,
            reason="Wątpliwość rozstrzygnięto na korzyść bezstronności.",
            by=by,
            now=now,
        )


def assign(edition: Edition, *, due_at: datetime, by: User, now: datetime) -> None:
    """Propose who marks what and put it into force."""
    plan = make_plan(edition=edition, by=by, now=now)
    adopt_plan(plan=plan, due_at=due_at, by=by, now=now + timedelta(minutes=20))


def mark(
    edition: Edition,
    solutions: Mapping[int, Solution],
    *,
    done: Mapping[int, str],
    begun: datetime,
) -> None:
    """Let experts work.

    Parameters
    ----------
    solutions
        By key of the application.
    done
        Key of an assignment to ``all``, ``half`` or ``declared``; others wait.
    """
    criteria = list(edition.criteria.order_by("position", "pk"))
    most = {row.code: int(row.max_points) for row in criteria}
    number_of = {card.full_name: i for i, card in enumerate(experts(), 1)}
    for row in _assignments(edition):
        work = done.get(row.pk)
        by = row.expert.user
        if work is None or by is None:
            continue
        now = begun + timedelta(hours=3 * (row.pk % 60))
        with transaction.atomic():
            declare(assignment=row, is_free=True, by=by, now=now)
            if work == "declared":
                continue
            found = opinion(
                solutions[row.entry_id],
                expert=number_of[row.expert.full_name],
                criteria=most,
            )
            kept = criteria if work == "all" else criteria[: len(criteria) // 2]
            # At once: the page saves one mark at a time, which here would take seconds.
            Mark.objects.bulk_create(
                Mark(
                    assignment=row,
                    criterion=criterion,
                    points=Decimal(found[criterion.code].points),
                    comment=found[criterion.code].comment,
                    changed_at=now + timedelta(hours=1),
                )
                for criterion in kept
            )
            if work == "all":
                _finish(row, sum(one.points for one in found.values()), by, now)


def close_finished_cells(edition: Edition, *, by: User, now: datetime) -> int:
    """Make the marks of every cell final in which all are in."""
    closed = 0
    for cell in edition.cells.order_by("pk"):
        entries = cell.entries.filter(state="ACCEPTED")
        open_ones = Assignment.objects.filter(
            entry__in=entries, state__in=("ASKED", "IN_WORK")
        )
        if entries.exists() and not open_ones.exists():
            close_cell(cell=cell, by=by, now=now)
            closed += 1
    return closed


def _finish(row: Assignment, total: int, by: User, now: datetime) -> None:
    save_whole(
        assignment=row,
        overall="Wniosek dojrzały, godny wizytacji."
        if total > 70
        else "Pomysł dobry, dowodów za mało.",
        confidence=3 + row.pk % 3,
        by=by,
        now=now + timedelta(hours=2),
    )
    submit_marks(assignment=row, by=by, now=now + timedelta(hours=2))


def _assignments(edition: Edition) -> Sequence[Assignment]:
    return list(
        Assignment.objects.filter(entry__edition=edition)
        .select_related("expert__user", "entry")
        .order_by("pk")
    )


def _fits(card: ExpertCard, known: set[str]) -> dict[str, int]:
    """Own domains, or all of an edition in which the sample's own are not asked."""
    fits = {code: fit for code, fit in card.fits.items() if code in known}
    return fits or dict.fromkeys(sorted(known), 2)


def _uid(code: str) -> str:
    return unit(code).uid if code else ""
