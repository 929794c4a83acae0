"""Faults of rules of groups, found when they are saved.

Whoever falls into no group or into two is named before the first entry comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from miara.contest.domain.entrants import MUNICIPALITIES_AND_COUNTIES, EntrantKind
from miara.contest.domain.groups import JUDGED_ALONE, Clause, GroupRules


class Trouble(StrEnum):
    """What is wrong with rules of groups."""

    NO_GROUPS = "NO_GROUPS"
    SAME_CODE = "SAME_CODE"
    NO_KINDS = "NO_KINDS"
    EMPTY_BOUNDS = "EMPTY_BOUNDS"
    TWO_BOUNDS_ON_A_SIDE = "TWO_BOUNDS_ON_A_SIDE"
    YEAR_MISSING = "YEAR_MISSING"
    HOLE = "HOLE"
    OVERLAP = "OVERLAP"


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """One thing wrong with the rules, with the entrants it would meet.

    ``first`` and ``last`` are inhabitants, ``last`` None = and more; both are None
    where size does not matter. ``is_capital`` is None where that does not matter.
    """

    code: Trouble
    group: str | None = None
    kind: EntrantKind | None = None
    is_capital: bool | None = None
    first: int | None = None
    last: int | None = None
    groups: tuple[str, ...] = ()


def check_rules(
    rules: GroupRules, invited: frozenset[EntrantKind] = MUNICIPALITIES_AND_COUNTIES
) -> list[RuleProblem]:
    """Everything wrong with the rules: holes and overlaps with their exact bounds.

    Parameters
    ----------
    invited
        Kinds the edition invites as leads; a kind that is not invited may stay
        without a group. Bodies without a clause are judged by their seat.

    >>> from miara.contest.domain.group_presets import slz_2007
    >>> [(p.code, p.kind, p.first, p.last) for p in check_rules(slz_2007(2006))]
    [(<Trouble.HOLE: 'HOLE'>, <EntrantKind.URBAN: 'URBAN'>, 50000, 50000)]
    """
    problems = _faults(rules)
    if any(problem.code is not Trouble.YEAR_MISSING for problem in problems):
        return problems
    named = {kind for g in rules.groups for c in g.clauses for kind in c.kinds}
    kinds = (invited & JUDGED_ALONE) | named
    for kind in EntrantKind:
        if kind in kinds:
            problems += _holes_and_overlaps(rules, kind, must=kind in invited)
    return problems


def _faults(rules: GroupRules) -> list[RuleProblem]:
    problems = [] if rules.groups else [RuleProblem(Trouble.NO_GROUPS)]
    seen: set[str] = set()
    for group in rules.groups:
        if group.code in seen:
            problems.append(RuleProblem(Trouble.SAME_CODE, group.code))
        seen.add(group.code)
        if not group.clauses or not all(c.kinds for c in group.clauses):
            problems.append(RuleProblem(Trouble.NO_KINDS, group.code))
        for bounds in (c.population for c in group.clauses if c.population):
            if (bounds.more_than is not None and bounds.at_least is not None) or (
                bounds.up_to is not None and bounds.below is not None
            ):
                problems.append(RuleProblem(Trouble.TWO_BOUNDS_ON_A_SIDE, group.code))
            if bounds.last is not None and bounds.last < bounds.first:
                problems.append(RuleProblem(Trouble.EMPTY_BOUNDS, group.code))
    if rules.ask_population and rules.population_year is None:
        problems.append(RuleProblem(Trouble.YEAR_MISSING))
    return problems


def _holes_and_overlaps(
    rules: GroupRules, kind: EntrantKind, *, must: bool
) -> list[RuleProblem]:
    clauses = [
        (group.code, clause)
        for group in rules.groups
        for clause in group.clauses
        if kind in clause.kinds
    ]
    asks_capital = any(clause.capital is not None for _, clause in clauses)
    # Every capital of a voivodeship is a city with county rights.
    capital_cases: tuple[bool | None, ...] = (None,)
    if asks_capital:
        capital_cases = (False, True) if kind is EntrantKind.CITY else (False,)
    found = []
    for capital in capital_cases:
        possible = [(g, c) for g, c in clauses if c.capital in {None, capital}]
        for first, last, codes in _segments(possible):
            code = None
            if len(codes) > 1:
                code = Trouble.OVERLAP
            elif not codes and must:
                code = Trouble.HOLE
            if code is not None:
                sized = any(c.population for _, c in possible)
                found.append(
                    RuleProblem(
                        code,
                        kind=kind,
                        is_capital=capital,
                        first=first if sized else None,
                        last=last if sized else None,
                        groups=codes,
                    )
                )
    return found


def _segments(
    clauses: Sequence[tuple[str, Clause]],
) -> list[tuple[int, int | None, tuple[str, ...]]]:
    """Ranges of inhabitants with the groups that take them, neighbours merged."""
    starts = {0}
    for _, clause in clauses:
        if clause.population is not None:
            starts.add(clause.population.first)
            if clause.population.last is not None:
                starts.add(clause.population.last + 1)
    merged: list[tuple[int, int | None, tuple[str, ...]]] = []
    ordered = sorted(starts)
    for start, after in zip(ordered, [*ordered[1:], None], strict=True):
        codes = tuple(
            dict.fromkeys(
                code
                for code, clause in clauses
                if clause.population is None or clause.population.takes(start)
            )
        )
        last = None if after is None else after - 1
        if merged and merged[-1][2] == codes:
            merged[-1] = (merged[-1][0], last, codes)
        else:
            merged.append((start, last, codes))
    return merged
