"""A judge of plans in plain Python that shares nothing with those who make them."""

from dataclasses import dataclass
from enum import StrEnum

from miara.contest.domain.assignment.problem import Plan, Problem


class Broken(StrEnum):
    """A rule that a plan breaks."""

    CONFLICT = "CONFLICT"
    FORBIDDEN = "FORBIDDEN"
    PIN_LOST = "PIN_LOST"
    WRONG_COUNT = "WRONG_COUNT"
    BELOW_FLOOR = "BELOW_FLOOR"
    OVER_CEILING = "OVER_CEILING"
    BLOCK_ACROSS_CELLS = "BLOCK_ACROSS_CELLS"
    PANEL_SIZE = "PANEL_SIZE"
    SPARE_IN_PANEL = "SPARE_IN_PANEL"


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule; -1 where an entry, an expert or a block plays no part."""

    code: Broken
    entry: int = -1
    expert: int = -1
    block: int = -1


def check_plan(problem: Problem, plan: Plan) -> list[Violation]:
    """Every rule the plan breaks; an empty list is a proof that it keeps them."""
    entries, experts = problem.fit.shape
    found = []
    for entry in range(entries):
        readers = [e for e in range(experts) if plan.assigned[entry, e]]
        if len(readers) != problem.per_entry:
            found.append(Violation(Broken.WRONG_COUNT, entry=entry))
        for expert in range(experts):
            given = expert in readers
            if given and problem.conflict[entry, expert]:
                found.append(Violation(Broken.CONFLICT, entry, expert))
            if given and problem.forbidden[entry, expert]:
                found.append(Violation(Broken.FORBIDDEN, entry, expert))
            if problem.pinned[entry, expert] and not given:
                found.append(Violation(Broken.PIN_LOST, entry, expert))
    for expert in range(experts):
        load = sum(bool(plan.assigned[entry, expert]) for entry in range(entries))
        if load < problem.floor[expert]:
            found.append(Violation(Broken.BELOW_FLOOR, expert=expert))
        if load > problem.ceiling[expert]:
            found.append(Violation(Broken.OVER_CEILING, expert=expert))
    return found + _panels(problem, plan)


def _panels(problem: Problem, plan: Plan) -> list[Violation]:
    found = []
    cell_of: dict[int, int] = {}
    for entry, number in enumerate(plan.block):
        if cell_of.setdefault(int(number), int(problem.cell[entry])) != int(
            problem.cell[entry]
        ):
            found.append(
                Violation(Broken.BLOCK_ACROSS_CELLS, entry=entry, block=int(number))
            )
    for number, panel in enumerate(plan.panels):
        members = [expert for expert, chosen in enumerate(panel) if chosen]
        if len(members) > problem.per_entry:
            found.append(Violation(Broken.PANEL_SIZE, block=number))
        if int(plan.spares[number]) in members:
            found.append(Violation(Broken.SPARE_IN_PANEL, block=number))
    return found
