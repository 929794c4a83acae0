"""Conditions of entry read the answers of a real sheet."""

import copy

import pytest
from tests.factories.contest import (
    DURING,
    SMALL_FORM,
    make_entry,
    make_form,
    make_world,
)

from miara.contest.domain.eligibility import Check
from miara.contest.queries.eligibility import findings_of
from miara.questionnaires import public as questionnaires

pytestmark = pytest.mark.django_db


def with_period():
    """The small form, asking since when the solution is in use."""
    data = copy.deepcopy(dict(SMALL_FORM))
    data["code"] = "with_period"
    data["sections"][0]["fields"].append(
        {
            "code": "in_use",
            "kind": "PERIOD",
            "label": {"pl": "Od kiedy działa", "en": "In use since"},
            "summary": "PERIOD",
        }
    )
    return data


@pytest.mark.parametrize(
    ("first_day", "ok"),
    [("2025-09-10", True), ("2025-09-11", False), ("", None)],
)
def test_six_months_before_the_announcement(first_day, ok):
    world = make_world()  # announced on 10 March 2026
    world.edition.form = make_form(world.edition, with_period())
    world.edition.save()
    entry = make_entry(world)
    if first_day:
        questionnaires.fill(
            sheet=entry.sheet,
            values={"in_use": {"from": first_day, "to": ""}},
            by=world.clerk,
            now=DURING,
        )
    content = questionnaires.content_of(entry.sheet)
    [finding] = [
        finding
        for finding in findings_of(entry, content)
        if finding.code == Check.IMPLEMENTED_EARLY_ENOUGH
    ]
    assert finding.ok is ok
