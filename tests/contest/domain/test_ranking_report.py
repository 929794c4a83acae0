"""The whole ranking from rows alone."""

import random
from decimal import Decimal

import numpy as np
import pytest

from miara.contest.domain.ranking.connection import RefusedBecause
from miara.contest.domain.ranking.marks import Criterion, Mark
from miara.contest.domain.ranking.report import RankingRules, rank

ONE = [Criterion("all", Decimal(1), Decimal(100))]


def marks(table, cell="A"):
    return [
        Mark(entry, cell, f"{cell}-x{number}", "all", Decimal(points))
        for entry, given in table.items()
        for number, points in enumerate(given)
    ]


CLEAR = {"a": (95, 90, 93), "b": (61, 55, 58), "c": (50, 45, 49), "d": (41, 35, 39)}
CLOSE = {"e": (70, 60, 66), "f": (69, 62, 64), "g": (66, 63, 65), "h": (20, 90, 60)}


def test_a_ranking_tells_places_threshold_chances_and_what_to_discuss():
    ranking = rank(
        marks(CLEAR) + marks(CLOSE, "B"),
        ONE,
        RankingRules(threshold=Decimal(57), experts_per_entry=3),
    )
    first, second = ranking.cells
    assert [row.standing.entry for row in first.rows] == ["a", "b", "c", "d"]
    assert [row.above_threshold for row in first.rows] == [True, True, False, False]
    assert not first.discuss
    assert first.rows[0].estimate.first > 0.9
    assert second.discuss
    assert [d.entry for d in ranking.discrepancies] == ["h"]
    assert {s.expert for s in ranking.severities} >= {"A-x0", "B-x2"}
    assert ranking.refusal.code is RefusedBecause.NOT_CONNECTED
    assert ranking.across == ()


def test_the_same_rows_in_another_order_make_the_same_ranking():
    rows = marks(CLEAR) + marks(CLOSE, "B")
    assert rank(random.Random(3).sample(rows, len(rows)), ONE) == rank(rows, ONE)


def test_one_cell_has_one_table_and_equal_marks_do_no_harm():
    ranking = rank(marks(dict.fromkeys("abcd", (60, 60, 60))), ONE)
    assert [row.standing.place for row in ranking.cells[0].rows] == [1] * 4
    assert ranking.cells[0].discuss
    assert len(ranking.across) == 4
    assert all(np.isfinite(row.quality) for _, row in ranking.across)


@pytest.mark.parametrize("table", [{}, {"a": (60,)}, {"a": (60,), "b": (70,)}])
def test_too_little_is_ranked_without_a_model(table):
    ranking = rank(marks(table), ONE)
    assert ranking.severities == ()
    assert all(row.estimate is None for cell in ranking.cells for row in cell.rows)
    assert [cell.discuss for cell in ranking.cells] == (
        [len(table) > 1] if table else []
    )


def test_entry_alone_in_its_cell_gets_no_interval_and_no_probability():
    """Others of the edition have them: only the one with nobody beside it does not."""
    ranking = rank(marks(CLEAR) + marks({"s": (84, 85, 81)}, "B"), ONE)
    crowd, alone = ranking.cells
    assert all(row.estimate is not None for row in crowd.rows)
    assert [(row.standing.place, row.estimate) for row in alone.rows] == [(1, None)]
    assert not alone.discuss
