"""Codes are dated; an unknown one is reported with its money and never dropped."""

from datetime import date

from miara.budget.domain.dictionary import Code, CodeKind, Dictionary, check_codes
from miara.budget.domain.lines import BudgetLine, Key

DAY = date(2026, 3, 1)
OLD = Code(
    CodeKind.CHAPTER, "85401", "Old", until=date(2026, 1, 1), successors=("85403",)
)
MIDDLE = Code(
    CodeKind.CHAPTER,
    "85403",
    "Middle",
    date(2026, 1, 1),
    date(2026, 2, 1),
    successors=("85404", "85405"),
)
NEW = [Code(CodeKind.CHAPTER, c, c, date(2026, 2, 1)) for c in ("85404", "85405")]


def line(division, chapter, changed):
    return BudgetLine(Key("E", division, chapter, "430", "0"), changed=changed)


def test_unknown_and_ended_codes_are_told_with_their_money():
    book = Dictionary([Code(CodeKind.DIVISION, "854", "X"), OLD, MIDDLE, *NEW])
    lines = [line("854", "85401", 5), line("854", "85401", 7), line("999", "99901", 1)]
    told = {
        (f.code, f.facts.get("code")): f.facts for f in check_codes(lines, book, DAY)
    }
    assert told["CODE_NOT_IN_FORCE", "85401"]["count"] == 2
    assert told["CODE_NOT_IN_FORCE", "85401"]["grosze"] == 12
    assert told["CODE_NOT_IN_FORCE", "85401"]["following"] == ["85404", "85405"]
    assert told["UNKNOWN_CODE", "999"]["grosze"] == 1
    assert told["UNKNOWN_CODE", "99901"]["count"] == 1
    # Nothing is known of paragraphs at all: one note instead of one a line.
    assert told["NO_DICTIONARY", None] == {"kind": "EXPENDITURE"}


def test_code_in_force_is_silent():
    book = Dictionary(
        [
            Code(CodeKind.DIVISION, "854", "X"),
            NEW[0],
            Code(CodeKind.EXPENDITURE, "430", "Usługi"),
        ]
    )
    assert check_codes([line("854", "85404", 5)], book, DAY) == ()


def test_codes_that_replace_each_other_do_not_go_round_for_ever():
    one = Code(CodeKind.CHAPTER, "1", "a", until=DAY, successors=("2",))
    two = Code(CodeKind.CHAPTER, "2", "b", until=DAY, successors=("1",))
    assert Dictionary([one, two]).successors(CodeKind.CHAPTER, "1", DAY) == ()
