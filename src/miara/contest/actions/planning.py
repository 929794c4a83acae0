"""Plans of who marks what: made, improved, adopted, repaired, brought from a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.conflicts import refresh_conflicts
from miara.contest.actions.guards import require
from miara.contest.domain.assignment.explain import (
    Explained,
    explain_infeasible,
    explain_pair,
)
from miara.contest.domain.assignment.improve import improve, with_bound
from miara.contest.domain.assignment.panels import reserves
from miara.contest.domain.assignment.problem import (
    FaultyProblem,
    Plan,
    Problem,
    summarise,
)
from miara.contest.domain.assignment.propose import NoPlan, propose, replan
from miara.contest.domain.marking import draw_order
from miara.contest.errors.assessment import (
    FaultyWishError,
    NoPlanError,
    StalePlanError,
)
from miara.contest.letters.shared import address, send
from miara.contest.models import (
    Assignment,
    AssignmentPlan,
    Edition,
    Entry,
    Expert,
    PairWish,
    PanelSeat,
)
from miara.contest.permissions import can_organise
from miara.contest.queries.assessment import OPEN
from miara.contest.queries.planning import Question, experts_in_question, question_of
from miara.contest.still import refuse_closed

__all__ = [
    "adopt_plan",
    "hour_of",
    "improve_plan",
    "make_plan",
    "plan_of_pairs",
    "replan_without",
    "set_wish",
    "spares_of",
]

_Method, _State = AssignmentPlan.Method, Assignment.State
#: How long the search for a better plan may take, in seconds.
SECONDS: Final = 20.0


@transaction.atomic
def set_wish(
    *,
    entry: Entry,
    expert: Expert,
    wish: str | None,
    reason: str = "",
    by: accounts.User,
    now: datetime,
) -> None:
    """Ask that an expert reads an entry, or does not; None takes the wish back.

    Raises
    ------
    NotAllowedError
    """
    require(can_organise(by, expert.edition, now=now))
    PairWish.objects.filter(entry=entry, expert=expert).delete()
    if wish is not None:
        PairWish.objects.create(
            entry=entry,
            expert=expert,
            wish=PairWish.Wish(wish),
            reason=reason.strip(),
            made_at=now,
            made_by=by,
        )
    audit.record(
        "contest.pair_wished",
        by=by,
        at=now,
        target=entry,
        parent=expert.edition,
        after={"expert": expert.uid, "wish": wish or ""},
    )


@transaction.atomic
def make_plan(*, edition: Edition, by: accounts.User, now: datetime) -> AssignmentPlan:
    """Propose a plan at once and keep it; nothing is assigned before it is adopted.

    Raises
    ------
    NotAllowedError
    FaultyWishError
        When wishes, loads and conflicts contradict one another.
    NoPlanError
        When no plan keeps all rules; with causes and remedies.
    """
    require(can_organise(by, edition, now=now))
    refresh_conflicts(edition, now=now)
    question = _asked(edition)
    try:
        plan = propose(question.problem)
    except NoPlan:
        raise NoPlanError(explain_infeasible(question.problem)) from None
    plan = with_bound(question.problem, plan)
    return _kept(edition, question, plan, _Method.INSTANT, by=by, now=now)


def improve_plan(
    *,
    edition: Edition,
    by: accounts.User | None,
    seconds: float = SECONDS,
    clock: Callable[[], datetime] = timezone.now,
) -> AssignmentPlan:
    """Look longer for a better plan and keep what was found, never a worse one.

    Long work of a background job: the search runs outside of any transaction.

    Parameters
    ----------
    by
        Who asked for it; nobody when the program itself looks on.

    Raises
    ------
    NotAllowedError
        When the person who asked does not lead the edition any more.
    FaultyWishError, NoPlanError
    """
    if by is not None:
        require(can_organise(by, edition, now=clock()))
    question = _asked(edition)
    try:
        plan = with_bound(question.problem, propose(question.problem))
    except NoPlan:
        raise NoPlanError(explain_infeasible(question.problem)) from None
    better = improve(question.problem, plan, seconds=seconds)
    return _kept(edition, question, better, _Method.OPTIMAL, by=by, now=clock())


@transaction.atomic
def plan_of_pairs(
    *,
    edition: Edition,
    pairs: Iterable[tuple[str, str]],
    by: accounts.User,
    now: datetime,
) -> AssignmentPlan:
    """Make the plan that keeps pairs (number of entry, address of expert) of a file.

    Pairs of the file count as wanted; what they leave open is filled in.

    Raises
    ------
    NotAllowedError
    FaultyWishError
        For an unknown entry or expert, or a pair that a conflict forbids.
    NoPlanError
    """
    require(can_organise(by, edition, now=now))
    question = _asked(edition)
    row_of = {entry.number: i for i, entry in enumerate(question.entries)}
    column_of = {row.email: i for i, row in enumerate(question.experts)}
    pinned = question.problem.pinned.copy()
    for number, email in pairs:
        if number not in row_of:
            raise FaultyWishError(
                problem=_("No application to be assessed has the number %(number)s.")
                % {"number": number}
            )
        if email not in column_of:
            raise FaultyWishError(
                problem=_("No expert who takes part has the address %(email)s.")
                % {"email": email}
            )
        pinned[row_of[number], column_of[email]] = True
    question = _with(question, pinned=pinned)
    try:
        plan = propose(question.problem)
    except NoPlan:
        raise NoPlanError(explain_infeasible(question.problem)) from None
    return _kept(edition, question, plan, _Method.INSTANT, by=by, now=now)


@transaction.atomic
def replan_without(
    *, expert: Expert, by: accounts.User, now: datetime
) -> AssignmentPlan:
    """A plan for the work of an expert who left, changing as few pairs as possible.

    Marks submitted before stay. The plan is to be adopted like any other.

    Raises
    ------
    NotAllowedError, FaultyWishError, NoPlanError
    """
    edition = expert.edition
    require(can_organise(by, edition, now=now))
    question = _asked(edition, also=expert)
    out = next(i for i, row in enumerate(question.experts) if row.pk == expert.pk)
    present = _present_plan(edition, question)
    try:
        repaired = replan(question.problem, present, out, question.done)
    except NoPlan:
        forbidden = question.problem.forbidden.copy()
        forbidden[:, out] = ~question.done[:, out]
        floor = question.problem.floor.copy()
        floor[out] = 0
        asked = _with(question, forbidden=forbidden, floor=floor).problem
        raise NoPlanError(explain_infeasible(asked)) from None
    return _kept(edition, question, repaired.plan, _Method.REPLAN, by=by, now=now)


@transaction.atomic
def adopt_plan(
    *,
    plan: AssignmentPlan,
    due_at: datetime | None,
    by: accounts.User,
    now: datetime,
) -> tuple[int, int]:
    """Put a plan into force: panels, spares, assignments, letters to experts.

    Pairs that the plan keeps stay as they are, work begun included; others of the panel
    that were not submitted are taken back.

    Returns
    -------
    tuple of int
        Pairs that are new and pairs taken back.

    Raises
    ------
    NotAllowedError
    FileClosedError
    StalePlanError
        When entries, experts or conflicts are no longer those of the plan.
    """
    plan = (
        AssignmentPlan.objects.select_for_update(of=("self",))
        .select_related("edition__contest__owner")
        .get(pk=plan.pk)
    )
    edition = plan.edition
    require(can_organise(by, edition, now=now))
    refuse_closed(edition)
    refresh_conflicts(edition, now=now)
    question = _asked(edition)
    wanted = _checked(plan, question)
    held = {
        (row.entry_id, row.expert_id): row
        for row in Assignment.objects.select_for_update(of=("self",)).filter(
            entry__edition=edition, state__in=OPEN
        )
    }
    gone = [
        row
        for pair, row in held.items()
        if pair not in wanted
        and row.kind == Assignment.Kind.PANEL
        and row.state != _State.SUBMITTED
    ]
    Assignment.objects.filter(pk__in=[row.pk for row in gone]).update(
        state=_State.CANCELLED
    )
    new = [pair for pair in wanted if pair not in held]
    _assign(question, wanted, new, due_at=due_at, by=by, now=now)
    Assignment.objects.filter(
        pk__in=[held[pair].pk for pair in wanted if pair in held],
        state__in=(_State.ASKED, _State.IN_WORK),
    ).update(due_at=due_at)
    _seat(edition, plan, question)
    AssignmentPlan.objects.filter(pk=plan.pk).update(adopted_at=now, adopted_by=by)
    audit.record(
        "contest.plan_adopted",
        by=by,
        at=now,
        target=plan,
        parent=edition,
        after={"new": len(new), "taken_back": len(gone)},
    )
    people = {pair[1] for pair in new}
    for expert in question.experts:
        if expert.pk in people and expert.user is not None:
            send(
                "contest.expert_assigned",
                edition=edition,
                to=expert.user,
                at=now,
                when=hour_of(due_at),
                link=address("contest:desk", language=expert.user.language),
            )
    return len(new), len(gone)


def _asked(edition: Edition, *, also: Expert | None = None) -> Question:
    try:
        return question_of(edition, also=also)
    except FaultyProblem as error:
        raise FaultyWishError(problem=_fault(edition, error)) from None


def _fault(edition: Edition, error: FaultyProblem) -> str:
    """A contradiction of wishes in words, with whom it is about."""
    sentences = {
        "PIN_IN_CONFLICT": _(
            "An expert is wanted for an application with which they have a conflict "
            "of interest. Take the wish back or dismiss the conflict."
        ),
        "PIN_FORBIDDEN": _("A pair is both wanted and forbidden."),
        "TOO_MANY_PINS": _(
            "More experts are wanted for an application than one application has."
        ),
        "PINS_OVER_CEILING": _(
            "An expert is wanted for more applications than they may have."
        ),
        "FLOOR_OVER_CEILING": _(
            "The fewest applications of an expert are more than the most."
        ),
    }
    numbers = list(
        Entry.objects.filter(
            edition=edition, state=Entry.State.ACCEPTED, cell__isnull=False
        )
        .order_by("number", "pk")
        .values_list("number", flat=True)
    )
    names = list(experts_in_question(edition).values_list("full_name", flat=True))
    where = []
    if "entry" in error.params:
        where.append(
            _("application %(number)s") % {"number": numbers[error.params["entry"]]}
        )
    if "expert" in error.params:
        where.append(names[error.params["expert"]])
    text = sentences.get(str(error.code), _("The rules contradict one another."))
    return f"{text} ({', '.join(where)})" if where else text


def _with(question: Question, **changes: Any) -> Question:
    try:
        problem: Problem = replace(question.problem, **changes)
    except FaultyProblem as error:
        edition = question.entries[0].edition if question.entries else None
        text = _fault(edition, error) if edition else str(error.code)
        raise FaultyWishError(problem=text) from None
    return replace(question, problem=problem)


def _kept(
    edition: Edition,
    question: Question,
    plan: Plan,
    method: str,
    *,
    by: accounts.User | None,
    now: datetime,
) -> AssignmentPlan:
    pairs = [
        {
            "entry": question.entries[entry].uid,
            "expert": question.experts[expert].uid,
            "why": [
                _plain(each)
                for each in explain_pair(question.problem, plan, entry, expert)
            ],
        }
        for entry, expert in np.argwhere(plan.assigned).tolist()
    ]
    row = AssignmentPlan.objects.create(
        edition=edition,
        method=method,
        pairs=pairs,
        figures=_figures(edition, question, plan),
        made_at=now,
        made_by=by,
    )
    audit.record(
        "contest.plan_made",
        by=by,
        at=now,
        target=row,
        parent=edition,
        after={"method": str(method), "pairs": len(pairs)},
    )
    return row


def _plain(reason: Explained) -> dict[str, Any]:
    return {"code": str(reason.code), **dict(reason.params)}


def _figures(edition: Edition, question: Question, plan: Plan) -> dict[str, Any]:
    """What the page says of a plan, and its panels by block."""
    bound = plan.bound if np.isfinite(plan.bound) else None
    figures: dict[str, Any] = {
        "value": plan.value,
        "bound": bound,
        "gap": plan.gap if bound is not None else None,
        "entries": len(question.entries),
        "experts": len(question.experts),
        "loads": {
            expert.uid: int(load)
            for expert, load in zip(
                question.experts, plan.assigned.sum(0).tolist(), strict=True
            )
        },
        "panels": _panels(edition, question, plan),
    }
    if plan.assigned.any():
        figures |= asdict(summarise(question.problem, plan))
    return figures


def _panels(edition: Edition, question: Question, plan: Plan) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    parts: dict[int, int] = {}
    count = edition.settings.marks.spare_per_cell
    spares = reserves(question.problem, plan, count)
    for block in range(len(plan.panels)):
        rows = np.flatnonzero(plan.block == block)
        if not len(rows):
            continue
        cell = question.cells[int(question.problem.cell[rows[0]])]
        part = parts.setdefault(cell.pk, 0)
        parts[cell.pk] += 1
        found.append(
            {
                "cell": cell.pk,
                "part": part,
                "entries": [question.entries[i].uid for i in rows.tolist()],
                "experts": [
                    question.experts[i].uid
                    for i in np.flatnonzero(plan.panels[block]).tolist()
                ],
                "spares": [question.experts[i].uid for i in spares[block]],
            }
        )
    return found


def _checked(
    plan: AssignmentPlan, question: Question
) -> dict[tuple[int, int], dict[str, Any]]:
    """Pairs of a plan by keys, checked against the present question.

    Raises
    ------
    StalePlanError
    """
    rows = {entry.uid: (i, entry.pk) for i, entry in enumerate(question.entries)}
    columns = {row.uid: (i, row.pk) for i, row in enumerate(question.experts)}
    pairs = [(pair["entry"], pair["expert"]) for pair in plan.pairs]
    planned = {entry for entry, _expert in pairs}
    if planned != set(rows):
        raise StalePlanError(what=_("the list of applications to be assessed changed"))
    wanted: dict[tuple[int, int], dict[str, Any]] = {}
    for pair in plan.pairs:
        if pair["expert"] not in columns:
            raise StalePlanError(what=_("an expert stopped taking part"))
        (i, entry), (j, expert) = rows[pair["entry"]], columns[pair["expert"]]
        if not question.problem.allowed[i, j]:
            raise StalePlanError(what=_("a conflict of interest or a ban was entered"))
        wanted[entry, expert] = pair
    return wanted


def _assign(
    question: Question,
    wanted: dict[tuple[int, int], dict[str, Any]],
    new: Sequence[tuple[int, int]],
    *,
    due_at: datetime | None,
    by: accounts.User,
    now: datetime,
) -> None:
    entry_uid = {entry.pk: entry.uid for entry in question.entries}
    expert_uid = {row.pk: row.uid for row in question.experts}
    places = {
        expert: draw_order(
            expert_uid[expert], [entry_uid[e] for e, x in wanted if x == expert]
        )
        for expert in {pair[1] for pair in new}
    }
    wishes = set(
        PairWish.objects.filter(
            expert__in=expert_uid, wish=PairWish.Wish.PINNED
        ).values_list("entry_id", "expert_id")
    )
    Assignment.objects.bulk_create(
        Assignment(
            entry_id=entry,
            expert_id=expert,
            explanation={"why": wanted[entry, expert]["why"]},
            is_pinned=(entry, expert) in wishes,
            position=places[expert][entry_uid[entry]],
            assigned_at=now,
            assigned_by=by,
            due_at=due_at,
        )
        for entry, expert in new
    )


def _seat(edition: Edition, plan: AssignmentPlan, question: Question) -> None:
    """Panels and spares as the plan has them."""
    expert_pk = {row.uid: row.pk for row in question.experts}
    PanelSeat.objects.filter(cell__edition=edition).delete()
    seats = []
    for panel in plan.figures.get("panels", []):
        people = [(uid, False) for uid in panel["experts"]]
        members = set(panel["experts"])
        people += [(uid, True) for uid in spares_of(panel) if uid not in members]
        seats += [
            PanelSeat(
                cell_id=panel["cell"],
                part=panel["part"],
                expert_id=expert_pk[uid],
                is_spare=spare,
            )
            for uid, spare in people
            if uid in expert_pk
        ]
    PanelSeat.objects.bulk_create(seats)


def spares_of(panel: Mapping[str, Any]) -> list[str]:
    """Spares of a panel of a kept plan; older plans name at most one."""
    if "spares" in panel:
        return list(panel["spares"])
    return [panel["spare"]] if panel.get("spare") else []


def _present_plan(edition: Edition, question: Question) -> Plan:
    """The assignment in force as a plan; panels are the seats."""
    problem = question.problem
    block = problem.cell.copy()
    panels = np.zeros((len(question.cells), len(question.experts)), bool)
    spares = np.full(len(question.cells), -1)
    cell_of = {cell.pk: i for i, cell in enumerate(question.cells)}
    column_of = {row.pk: i for i, row in enumerate(question.experts)}
    for seat in PanelSeat.objects.filter(cell__edition=edition):
        if seat.cell_id not in cell_of or seat.expert_id not in column_of:
            continue
        number, column = cell_of[seat.cell_id], column_of[seat.expert_id]
        if seat.is_spare:
            spares[number] = column
        else:
            panels[number, column] = True
    return Plan(question.present, block, panels, spares, 0.0)


def hour_of(moment: datetime | None) -> str:
    """A moment as letters say it."""
    if moment is None:
        return _("not set")
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
