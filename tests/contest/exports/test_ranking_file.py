"""The ranking is rebuilt from the export alone."""

import csv
import io

import pytest
from django.core.management import call_command
from tests.factories.assessment import (
    make_accepted,
    make_assignment,
    make_expert,
    mark_all,
)
from tests.factories.contest import make_world

from miara.contest.domain.marks_file import BadMarksFile, read_marks
from miara.contest.exports.ranking import marks_csv, ranking_workbook, result_rows
from miara.contest.queries.ranking import marks_of, ranking_of


@pytest.mark.django_db
def test_the_export_alone_gives_the_same_numbers(tmp_path):
    world = make_world()
    experts = [make_expert(world, name) for name in ("anna", "ewa")]
    for number, points in enumerate(([18, 14], [12, 9], [16, 17], [5, 19]), 1):
        entry = make_accepted(world, number)
        for expert, given in zip(experts, points, strict=True):
            mark_all(make_assignment(entry, expert), given)
    content = marks_of(world.edition)
    text = marks_csv(content)
    again = read_marks("\ufeff" + text)
    assert (set(again.marks), again.criteria, again.rules) == (
        set(content.marks),
        content.criteria,
        content.rules,
    )
    ranking, report = ranking_of(content)
    rebuilt, firmness = ranking_of(again)
    assert result_rows(rebuilt) == result_rows(ranking)
    assert (rebuilt, firmness) == (ranking, report)
    assert [row.entry for row in ranking.discrepancies] == ["2026/004"]
    for expert in experts:
        assert expert.full_name not in text
    file = tmp_path / "ranking.csv"
    file.write_text("\ufeff" + text, encoding="utf-8")
    printed = io.StringIO()
    call_command("ranking", str(file), stdout=printed)
    rows = list(csv.reader(printed.getvalue().splitlines(), delimiter=";"))[1:]
    assert rows == [
        ["" if cell is None else str(cell) for cell in row]
        for row in result_rows(ranking)
    ]
    book = ranking_workbook(content, ranking, report, names={"2026/001": "=1+1"})
    assert book.startswith(b"PK")


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a;b\n", 1, "HEADER"),
        (
            (
                "kind;entry;cell;expert;criterion;points;weight;most;name;value\n"
                "mark;1;c;e;k;dużo;;;;\n"
            ),
            2,
            "NUMBER",
        ),
        (
            "kind;entry;cell;expert;criterion;points;weight;most;name;value\nx;;;;;;;;;\n",
            2,
            "KIND",
        ),
    ],
)
def test_a_broken_export_is_told_by_line(text, line, problem):
    with pytest.raises(BadMarksFile) as error:
        read_marks(text)
    assert (error.value.line, error.value.problem) == (line, problem)
