"""The rules of titles against decisions of a jury."""

import pytest

from miara.contest.domain.awarding import (
    Decided,
    TitleFlaw,
    TitleRule,
    flaws_of,
    votes_fit,
)

RULES = [
    TitleRule("first", "LAUREATE", True, 2, True),
    TitleRule("only", "LAUREATE", True, None, False),
    TitleRule("mention", "MENTION", True, 1, True),
    TitleRule("finalist", "FINALIST", True, None, True),
    TitleRule("special", "SPECIAL", False, 1, True),
]


def codes(*decided):
    return [flaw.code for flaw in flaws_of(decided, RULES)]


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        ([Decided("a", 1, "first"), Decided("a", 1, "finalist")], []),
        ([Decided("a", 1, "first", True), Decided("b", 1, "first", True)], []),
        # Equal places in two cells are not shared.
        ([Decided("a", 1, "first"), Decided("b", 2, "first")], []),
        (
            [Decided("a", 1, "first", True), Decided("b", 1, "first")],
            [TitleFlaw.NOT_MARKED_SHARED],
        ),
        ([Decided("a", 1, "first", True)], [TitleFlaw.MARKED_SHARED_ALONE]),
        (
            [Decided(e, 1, "first", True) for e in "abc"],
            [TitleFlaw.TOO_MANY],
        ),
        ([Decided("a", 1, "only"), Decided("b", 1, "only")], [TitleFlaw.NOT_SHARED]),
        ([Decided("a", 1, "mention"), Decided("b", 1, "mention")],
         [TitleFlaw.TOO_MANY]),
        # Outside cells the limit is of the whole edition.
        ([Decided("a", None, "special"), Decided("b", None, "special")],
         [TitleFlaw.TOO_MANY]),
        ([Decided("a", 1, "first"), Decided("a", 1, "mention")],
         [TitleFlaw.TWO_PLACES]),
        ([Decided(None, 1), Decided("a", 1, "first")], [TitleFlaw.NOT_EMPTY]),
        # A finalist does not fill a cell.
        ([Decided(None, 1), Decided("a", 1, "finalist")], []),
        ([Decided("a", None, "first")], [TitleFlaw.NO_CELL]),
    ],
)  # fmt: skip
def test_flaws(decided, expected):
    assert codes(*decided) == expected


def test_votes_come_all_three_and_from_those_who_may_vote():
    assert votes_fit((None, None, None), may_vote=3)
    assert votes_fit((2, 0, 1), may_vote=3)
    assert not votes_fit((3, 0, 1), may_vote=3)
    assert not votes_fit((2, None, 1), may_vote=3)
