"""What shakes the first place, from rows of the export alone."""

import random
from decimal import Decimal

import numpy as np
import pytest

from miara.contest.domain.ranking.marks import Criterion, Mark
from miara.contest.domain.ranking.stability import drawn_weights, stability

CRITERIA = [
    Criterion("one", Decimal(50), Decimal(10)),
    Criterion("two", Decimal(50), Decimal(10)),
]


def marks(table, cell="A"):
    """Marks from {entry: {expert: (one, two)}}."""
    return [
        Mark(entry, cell, expert, criterion.code, Decimal(str(points)))
        for entry, experts in table.items()
        for expert, given in experts.items()
        for criterion, points in zip(CRITERIA, given, strict=True)
    ]


def test_a_clear_winner_is_firm():
    (cell,) = stability(
        marks({"a": {"x": (9, 9), "y": (9, 9)}, "b": {"x": (3, 3), "y": (4, 2)}}),
        CRITERIA,
    )
    assert cell.firsts == ("a",)
    assert cell.is_firm
    assert cell.wins == (("a", cell.draws),)


def test_weights_near_the_edge_change_the_winner_about_half_the_time():
    (cell,) = stability(
        marks({"a": {"x": (9, 5)}, "b": {"x": (5, "8.99")}}), CRITERIA, spread=0.2
    )
    assert cell.firsts == ("a",)
    assert 0.4 < cell.changed / cell.draws < 0.6
    assert sum(count for _, count in cell.wins) == cell.draws
    assert {w.left_out: w.firsts for w in cell.without_criterion} == {
        "one": ("b",),
        "two": ("a",),
    }


def test_one_expert_who_decides_alone_is_named():
    (cell,) = stability(
        marks(
            {
                "a": {"x": (10, 10), "y": (5, 5), "z": (5, 5)},
                "b": {"x": (2, 2), "y": (7, 7), "z": (7, 7)},
            }
        ),
        CRITERIA,
    )
    assert cell.firsts == ("a",)
    assert [w.left_out for w in cell.without_expert if w.changed] == ["x"]
    assert cell.changed == 0
    assert not cell.is_firm


def test_ex_aequo_is_not_a_change():
    (cell,) = stability(marks({"a": {"x": (6, 6)}, "b": {"x": (6, 6)}}), CRITERIA)
    assert cell.firsts == ("a", "b")
    assert cell.changed == 0


def test_correction_that_lifts_an_entry_of_strict_experts_is_told():
    table = {f"m{n}": {"kind": (8, 8), "strict": (4, 4)} for n in range(8)}
    table["kindly"] = {"kind": (9, 9)}
    table["strictly"] = {"strict": ("8.5", "8.5")}
    (cell,) = stability(marks(table), CRITERIA)
    assert cell.firsts == ("kindly",)
    assert cell.corrected_first == "strictly"
    assert cell.corrected_changes


def test_cells_are_judged_apart_and_the_order_of_rows_does_not_matter():
    rows = marks({"a": {"x": (9, 5)}, "b": {"x": (5, 8)}}) + marks(
        {"c": {"y": (2, 2)}, "d": {"y": (1, 3)}}, cell="B"
    )
    mixed = random.Random(1).sample(rows, len(rows))
    assert stability(rows, CRITERIA) == stability(mixed, CRITERIA)
    assert [cell.cell for cell in stability(rows, CRITERIA)] == ["A", "B"]


@pytest.mark.parametrize(
    "weights", [(50, 50), (10, 90), (20, 20, 20, 20, 20), (5, 0, 95)]
)
def test_drawn_weights_stay_near_the_edition_s(weights):
    criteria = [
        Criterion(str(n), Decimal(w), Decimal(10)) for n, w in enumerate(weights)
    ]
    drawn = drawn_weights(criteria, 0.2, 3000)
    centre = np.array(weights) / 100
    assert drawn.sum(1) == pytest.approx(1)
    assert (np.abs(drawn - centre) <= 0.2 * centre + 1e-12).all()
    assert drawn.mean(0) == pytest.approx(centre, abs=0.01)
    assert drawn[:, 0].std() > 0
