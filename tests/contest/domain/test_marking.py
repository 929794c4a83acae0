"""Points on the scale, what is missing, the sum, the drawn order."""

from decimal import Decimal

import pytest

from miara.contest.domain.marking import (
    BadPoints,
    Given,
    Lacks,
    Missing,
    Scale,
    check_points,
    draw_order,
    missing_marks,
    total_of,
)

FIRST = Scale("first", Decimal(20), Decimal(1), Decimal(1), needs_comment=True)
SECOND = Scale("second", Decimal(10), Decimal("0.5"), Decimal(3), needs_comment=False)


@pytest.mark.parametrize(
    ("points", "why"),
    [
        ("0", None),
        ("20", None),
        ("-1", BadPoints.OUT_OF_SCALE),
        ("20.5", BadPoints.OUT_OF_SCALE),
        ("3.5", BadPoints.OFF_STEP),
        ("NaN", BadPoints.NOT_A_NUMBER),
        ("Infinity", BadPoints.NOT_A_NUMBER),
    ],
)
def test_points_are_on_the_scale(points, why):
    assert check_points(Decimal(points), FIRST) == why


def test_missing_names_each_thing_in_order():
    given = {"first": Given(Decimal(5), "  ")}
    assert missing_marks(given, [FIRST, SECOND], confidence=None) == [
        Missing("first", Lacks.COMMENT),
        Missing("second", Lacks.POINTS),
        Missing("", Lacks.CONFIDENCE),
    ]


def test_total_weighs_shares_and_scales_them():
    given = {"first": Given(Decimal(10)), "second": Given(Decimal(10))}
    # (0.5 * 1 + 1 * 3) / 4 of 100
    assert total_of(given, [FIRST, SECOND], full=Decimal(100)) == Decimal("87.500")


def test_order_is_drawn_for_each_expert_and_can_be_drawn_again():
    entries = [f"e{i}" for i in range(30)]
    one, other = draw_order("anna", entries), draw_order("ewa", entries)
    assert sorted(one.values()) == list(range(1, 31))
    assert one == draw_order("anna", reversed(entries))
    assert one != other
