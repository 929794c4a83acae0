"""A real strategy, entered as targets: statuses and flags as the documentation says."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.factories.plans import NOW, UNIT
from tests.factories.strategy import (
    make_document,
    make_goal,
    make_indicator,
    make_target,
    make_value,
)
from tests.strategy.bialystok import ROWS, Row

from miara.strategy.domain.status import Flag, Status, judge
from miara.strategy.domain.targets import Direction, Kind, Point, Rule
from miara.strategy.models import LocalBreak
from miara.strategy.queries.standing import standings, targets_of_unit

LAST, FINAL = 2023, 2030
DOCUMENT = Path(__file__).parents[2] / "docs" / "explanation" / "targets.md"


def points_of(row: Row) -> list[Point]:
    values = row.values.split()
    first = LAST - len(values) + 1
    return [
        Point(first + k, Decimal(value), broken=first + k in row.broken)
        for k, value in enumerate(values)
    ]


def judged(row: Row):
    rule = Rule(Kind.REACH, FINAL, Direction(row.direction), final=Decimal(row.target))
    return judge(rule, points_of(row), LAST)


def line(row: Row) -> str:
    found = judged(row)
    flags = ", ".join(flag.value for flag in Flag if flag in found.flags)
    return (
        f"| {row.group} | {row.name} | {row.values.split()[-1]} | {row.target} | "
        f"{row.direction or '–'} | {found.status.value} | {flags} |"
    )


def test_the_documentation_lists_every_target_as_judged():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [line(row) for row in ROWS if line(row) not in text] == []


def test_many_targets_lie_behind_the_value_of_today():
    passed = [row for row in ROWS if Flag.ALREADY_PASSED in judged(row).flags]
    soft = [row for row in ROWS if Flag.TOO_SOFT in judged(row).flags]
    assert (len(passed), len(soft)) == (15, 7)
    assert "cultural activities" in {row.name for row in passed}


def test_what_nobody_directed_is_not_guessed():
    undirected = [row for row in ROWS if not row.direction]
    assert {judged(row).status for row in undirected} == {Status.UNDECIDED}
    assert "residents in homes of social care" in {row.name for row in undirected}


def test_a_change_of_method_leaves_physicians_and_nurses_open():
    broken = [row for row in ROWS if row.broken]
    assert {judged(row).status for row in broken} == {Status.UNDECIDED}
    assert all(Flag.BREAK in judged(row).flags for row in broken)


@pytest.mark.django_db
def test_the_same_through_the_database():
    """Entered as local indicators of a strategy, every one is judged alike."""
    goal = make_goal(make_document(title="Strategia (dane Białegostoku)"), "K")
    rows = {}
    for number, row in enumerate(ROWS):
        indicator = make_indicator(f"B{number}", name=row.name, decimals=2)
        for point in points_of(row):
            make_value(indicator, str(point.year), str(point.value))
        for year in row.broken:
            LocalBreak.objects.create(
                indicator=indicator, period=str(year), reason="zmiana metody"
            )
        target = make_target(
            goal,
            indicator,
            direction=row.direction,
            baseline_year=None,
            baseline_value=None,
            final_value=Decimal(row.target),
        )
        rows[target.pk] = row
    found = standings(UNIT, list(targets_of_unit(UNIT)), LAST)
    assert NOW.year > LAST
    assert {key: each.judgement for key, each in found.items()} == {
        key: judged(row) for key, row in rows.items()
    }
