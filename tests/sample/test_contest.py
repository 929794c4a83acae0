"""The applications of the sample: whole, fictional, the same on every run."""

import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from miara.questionnaires.domain.problems import problems_of
from miara.questionnaires.domain.values import normalise
from miara.questionnaires.public import load_form
from miara.sample.cast import COUNTIES, places
from miara.sample.contest import (
    answers,
    opinion,
    social_solutions,
    technical_solutions,
)
from miara.sample.contest_people import experts, head_name, jurors

CRITERIA = dict.fromkeys(
    ("innovation", "effectiveness", "efficiency", "integration", "replicability"), 20
)
SOLUTIONS = [*social_solutions(), *technical_solutions()]
KNOWN = {place.code for place in places()} | {county.code for county in COUNTIES}


def filled(solution):
    unit, *partners = (
        {"code": code, "name": f"jednostka {code}", "uid": code}
        for code in solution.units
    )
    return answers(
        solution,
        unit=unit,
        partners=partners,
        address="ul. Przykładowa 1, 00-000 Przykładowo",
        head={"name": head_name(solution.number), "office": "wójt"},
        contact={
            "name": "Danuta Dyżurna",
            "post": "inspektor",
            "phone": "000 000 000",
            "email": "dyzur@example.pl",
        },
    )


def test_there_are_forty_in_every_domain_and_group_and_no_two_alike():
    social = social_solutions()
    assert len(social) == 40
    assert len({solution.title for solution in SOLUTIONS}) == len(SOLUTIONS) == 52
    groups = {code: place.kind for place in places() if (code := place.code)}
    cells = Counter(
        (solution.domain, groups.get(solution.units[0], "county"))
        for solution in social
    )
    for domain in ("culture", "education", "health", "sport", "welfare"):
        assert cells[domain, "county"]
        assert cells[domain, "M"]
        assert cells[domain, "2"]
        assert cells[domain, "1"] + cells[domain, "3"]
    assert sum(len(solution.units) > 1 for solution in social) >= 3
    assert sum(solution.through_union for solution in social) == 1


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda found: found.title)
def test_an_application_answers_the_whole_form(solution):
    definition = load_form("slz")
    values = {
        code: normalise(definition.by_code[code], value)
        for code, value in filled(solution).items()
    }
    assert [(row.field, row.message) for row in problems_of(definition, values)] == []
    assert set(solution.units) <= KNOWN
    assert solution.since < date(2023, 1, 1)
    names = [place.name for place in places() if place.code in solution.units]
    assert not any(name in solution.title + solution.summary for name in names)


def test_experts_know_every_domain_and_some_are_tied_to_applicants():
    known = Counter(code for card in experts() for code in card.fits)
    assert len(experts()) == 12
    assert set(known) == {solution.domain for solution in social_solutions()}
    assert min(known.values()) >= 4
    tied = {code for card in experts() for code in (card.home_code, *card.past_codes)}
    assert tied - {""} <= KNOWN
    assert tied & {solution.units[0] for solution in social_solutions()}
    assert len(jurors()) == 5


def test_marks_are_the_same_on_every_run_and_use_the_whole_scale():
    totals = [
        sum(row.points for row in opinion(one, expert=e, criteria=CRITERIA).values())
        for one in social_solutions()
        for e in (1, 2)
    ]
    assert min(totals) < 55
    assert max(totals) > 80
    first = opinion(social_solutions()[0], expert=1, criteria=CRITERIA)
    assert all(row.comment for row in first.values())
    script = (
        "from miara.sample.contest import *;"
        f"c={CRITERIA!r};print(opinion(social_solutions()[0],expert=1,criteria=c))"
    )
    again = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert again.stdout.strip() == str(first)
