"""What the tables of a strategy and of tasks say, checked against themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from miara.rollout.domain.reading import Fault, Line, read_sheets
from miara.rollout.domain.sheets import STRATEGY, TASKS

__all__ = [
    "About",
    "GoalRow",
    "MeasureRow",
    "StrategyTable",
    "TaskRow",
    "TaskTable",
    "read_strategy",
    "read_tasks",
]

_KINDS = {
    "strategia": "STRATEGY",
    "polityka": "POLICY",
    "program": "PROGRAMME",
    "plan": "PLAN",
}
_DIMENSIONS = {
    "społeczny": "SOCIAL",
    "gospodarczy": "ECONOMIC",
    "przestrzenny": "SPATIAL",
}
_DIRECTIONS = {"więcej": "UP", "mniej": "DOWN"}
_TASK_KINDS = {"bieżące": "CURRENT", "inwestycyjne": "INVESTMENT"}
#: Levels of a tree of goals; more than any strategy has.
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class About:
    """Facts of the document."""

    line: Line
    title: str
    kind: str
    number: str
    adopted_on: date | None
    first_year: int | None
    last_year: int | None
    vision: str
    mission: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal; ``level`` counts from 0."""

    line: Line
    code: str
    above: str
    text: str
    dimension: str
    domain: str
    owner: str
    results: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A target of a goal on one indicator; ``name`` is empty for a national one."""

    line: Line
    goal: str
    code: str
    name: str
    measure: str
    direction: str
    base_year: int | None
    base: Decimal | None
    final_year: int | None
    final: Decimal | None
    source: str
    owner: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A budget task; ``needed`` in grosze."""

    line: Line
    symbol: str
    name: str
    kind: str
    office: str
    owner: str
    goals: tuple[str, ...]
    service: str
    needed: int | None
    scope: str
    measure_name: str
    measure_unit: str
    planned: Decimal | None


@dataclass(slots=True)
class StrategyTable:
    """A strategy as a workbook tells it."""

    about: About | None
    goals: list[GoalRow]
    measures: list[MeasureRow]
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class TaskTable:
    """Tasks as a workbook tells them."""

    tasks: list[TaskRow]
    faults: list[Fault] = field(default_factory=list)


def read_strategy(content: bytes) -> StrategyTable:
    """Read and check the workbook of a strategy; nothing is compared with plans yet."""
    sheets = read_sheets(content, STRATEGY)
    about = next((_about(line) for line in sheets.lines.get("about", ())), None)
    goals = _levelled([_goal(line) for line in sheets.lines.get("goals", ())])
    measures = [_measure(line) for line in sheets.lines.get("measures", ())]
    known = {row.code for row in goals}
    for row in measures:
        if row.goal and row.goal not in known:
            row.line.fault("goal", "NO_GOAL")
    if not goals and not sheets.faults:
        sheets.faults.append(Fault("Cele", "A2", "EMPTY"))
    return StrategyTable(about, goals, measures, sheets.faults)


def read_tasks(content: bytes) -> TaskTable:
    """Read and check the workbook of tasks; nothing is compared with plans yet."""
    sheets = read_sheets(content, TASKS)
    rows = [_task(line) for line in sheets.lines.get("tasks", ())]
    _once([(row.line, row.symbol) for row in rows], "symbol")
    if not rows and not sheets.faults:
        sheets.faults.append(Fault("Zadania", "A2", "EMPTY"))
    return TaskTable(rows, sheets.faults)


def _about(line: Line) -> About:
    about = About(
        line=line,
        title=line.text("title"),
        kind=line.choice("kind", _KINDS, "STRATEGY"),
        number=line.text("number"),
        adopted_on=line.day("adopted_on"),
        first_year=line.year("first_year"),
        last_year=line.year("last_year"),
        vision=line.text("vision"),
        mission=line.text("mission"),
    )
    if about.first_year and about.last_year and about.last_year < about.first_year:
        line.fault("last_year", "YEARS_BACK")
    if bool(about.number) != bool(line.text("adopted_on")):
        line.fault("adopted_on" if about.number else "number", "ACT_HALF", " ")
    return about


def _goal(line: Line) -> GoalRow:
    return GoalRow(
        line=line,
        code=line.text("code"),
        above=line.text("above"),
        text=line.text("text"),
        dimension=line.choice("dimension", _DIMENSIONS),
        domain=line.text("domain"),
        owner=line.text("owner"),
        results=line.text("results"),
    )


def _levelled(rows: list[GoalRow]) -> list[GoalRow]:
    """Goals with their levels, parents before children in the order of the sheet."""
    _once([(row.line, row.code) for row in rows], "code")
    known = {row.code: row for row in rows}
    found: list[GoalRow] = []
    for row in rows:
        level, at, seen = 0, row, {row.code}
        while at.above:
            above = known.get(at.above)
            if above is None:
                if at is row:
                    row.line.fault("above", "NO_GOAL")
                break
            if above.code in seen:
                if above is row:
                    row.line.fault("above", "LOOP")
                break
            seen.add(above.code)
            at, level = above, level + 1
        if level >= _DEEPEST:
            row.line.fault("above", "DEEP", str(_DEEPEST))
        found.append(replace(row, level=level))
    return sorted(found, key=lambda row: row.level)


def _measure(line: Line) -> MeasureRow:
    row = MeasureRow(
        line=line,
        goal=line.text("goal"),
        code=line.text("code"),
        name=line.text("name"),
        measure=line.text("measure"),
        direction=line.choice("direction", _DIRECTIONS),
        base_year=line.year("base_year"),
        base=line.number("base"),
        final_year=line.year("final_year"),
        final=line.number("final"),
        source=line.text("source"),
        owner=line.text("owner"),
    )
    if row.base_year and row.final_year and row.base_year > row.final_year:
        line.fault("base_year", "YEARS_BACK")
    if row.base is not None and row.base_year is None and not line.text("base_year"):
        line.fault("base_year", "NEEDED", "Rok bazowy")
    if row.final is None and not line.text("final") and not line.text("direction"):
        line.fault("final", "FINAL_OR_DIRECTION", " ")
    return row


def _task(line: Line) -> TaskRow:
    needed = line.number("needed")
    if needed is not None and (needed < 0 or needed * 100 != int(needed * 100)):
        line.fault("needed", "AMOUNT")
        needed = None
    row = TaskRow(
        line=line,
        symbol=line.text("symbol"),
        name=line.text("name"),
        kind=line.choice("kind", _TASK_KINDS, "CURRENT"),
        office=line.text("office"),
        owner=line.text("owner"),
        goals=tuple(
            dict.fromkeys(
                code.strip()
                for code in line.text("goals").replace(", ", ";").split(";")
                if code.strip()
            )
        ),
        service=line.text("service"),
        needed=None if needed is None else int(needed * 100),
        scope=line.text("scope"),
        measure_name=line.text("measure_name"),
        measure_unit=line.text("measure_unit"),
        planned=line.number("planned"),
    )
    if row.measure_name and not row.measure_unit:
        line.fault("measure_unit", "NEEDED", "Jednostka miary")
    return row


def _once(rows: Sequence[tuple[Line, str]], key: str) -> None:
    counts = Counter(text.casefold() for _line, text in rows if text)
    seen: set[str] = set()
    for line, text in rows:
        folded = text.casefold()
        if counts[folded] > 1 and folded in seen:
            line.fault(key, "TWICE")
        seen.add(folded)
