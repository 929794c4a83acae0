"""The register in the database: numbers, reviews, events, closing, the scale."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.factories.plans import NOW, TODAY, UNIT

from miara.audit.models import Event
from miara.audit.public import describe_all
from miara.budget.models import BudgetTask, BudgetYear
from miara.cycle.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    ReasonMissingError,
)
from miara.cycle.waiting import waiting_for
from miara.instruments.models import Instrument
from miara.risks.actions.control import (
    MarkGiven,
    close_assessment,
    save_assessment,
    save_declaration,
)
from miara.risks.actions.risks import (
    change_risk,
    change_scale,
    close_risk,
    create_risk,
    record_event,
    reopen_risk,
    review_risk,
)
from miara.risks.domain.scales import PRESETS
from miara.risks.errors import (
    AssessmentClosedError,
    RiskClosedError,
    ScaleTooSmallError,
)
from miara.risks.models import (
    Assessment,
    AssessmentMark,
    Declaration,
    Risk,
    RiskEvent,
    RiskReview,
)
from miara.risks.queries.risks import (
    events_of_year,
    facts_of,
    risks_of_goals,
    risks_of_instruments,
    risks_of_tasks,
)

WHOLE = {
    "name": "Wykonawca rezygnuje",
    "category": "EXTERNAL",
    "inherent_impact": 4,
    "inherent_likelihood": 4,
    "impact": 4,
    "likelihood": 2,
    "reaction": "ACT",
}


@pytest.fixture
def who(office):
    return {"by": office.people["planner"], "now": NOW}


@pytest.fixture
def risk(office, who):
    return create_risk(UNIT, {**WHOLE, "owner": office.engineer}, **who)


def test_numbers_follow_one_another_within_a_unit(risk, who):
    assert risk.number == 1
    assert create_risk(UNIT, WHOLE, **who).number == 2
    assert create_risk("120611", WHOLE, by=None, now=NOW).number == 1


def test_links_lead_from_goals_and_projects_to_risks(risk, goal, who):
    project = Instrument.objects.create(
        unit_uid=UNIT, kind="PROJECT", code="P", name="P"
    )
    values = {"goals": [goal], "instruments": [project]}
    change_risk(risk, values, version=risk.version, **who)
    (facts,) = risks_of_goals([goal.pk])[goal.pk]
    assert (facts.number, facts.level, facts.band, facts.is_accepted) == (
        1,
        8,
        "średnie",
        False,
    )
    assert list(risks_of_instruments([project.pk])) == [project.pk]
    (told,) = describe_all(list(Event.objects.filter(kind="risks.risk_changed")))
    assert told == (
        "Zmieniono ryzyko 1: cele: – → I.1 Bezpieczne drogi; programy i projekty: – → "
        "P P."
    )
    close_risk(risk, reason="Koniec.", **who)
    assert risks_of_goals([goal.pk]) == {}


def test_links_lead_from_budget_tasks_to_risks(risk, who):
    year = BudgetYear.objects.create(unit_uid=UNIT, year=2026)
    task = BudgetTask.objects.create(budget_year=year, symbol="DR-1", name="Drogi")
    change_risk(risk, {"tasks": [task]}, version=risk.version, **who)
    (facts,) = risks_of_tasks([task.pk])[task.pk]
    assert facts.number == 1


def test_a_change_made_meanwhile_is_not_overwritten(risk, who):
    seen = risk.version
    change_risk(risk, {"cause": "Brak firm"}, version=seen, **who)
    with pytest.raises(ChangedMeanwhileError):
        change_risk(risk, {"cause": "Inna"}, version=seen, **who)
    risk.refresh_from_db()
    assert risk.cause == "Brak firm"


def test_a_review_sets_the_level_and_stays_in_the_history(risk, who):
    review_risk(
        risk,
        impact=3,
        likelihood=1,
        note="Są dwie oferty.",
        review_on=TODAY + timedelta(days=90),
        **who,
    )
    risk.refresh_from_db()
    assert (risk.impact, risk.likelihood, risk.reviews.count()) == (3, 1, 1)
    (facts,) = facts_of(UNIT)
    assert (facts.level, facts.is_accepted) == (3, True)


def test_events_add_up_to_known_losses(risk, who):
    day = date(2026, 2, 1)
    record_event(
        risk,
        {"happened_on": day, "description": "x", "loss": Decimal("1000.10")},
        **who,
    )
    record_event(risk, {"happened_on": day, "description": "y", "loss": None}, **who)
    found = events_of_year(UNIT, 2026)
    assert found == {"count": 2, "loss": Decimal("1000.10"), "unknown": 1}
    assert events_of_year(UNIT, 2025)["loss"] is None


def test_a_closed_risk_is_left_alone_until_it_is_open_again(risk, who):
    with pytest.raises(ReasonMissingError):
        close_risk(risk, reason=" ", **who)
    close_risk(risk, reason="Umowę podpisano.", **who)
    risk.refresh_from_db()
    for act in (
        lambda: change_risk(risk, {"cause": "x"}, version=None, **who),
        lambda: close_risk(risk, reason="x", **who),
        lambda: review_risk(
            risk, impact=1, likelihood=1, note="x", review_on=TODAY, **who
        ),
    ):
        with pytest.raises(RiskClosedError):
            act()
    reopen_risk(risk, **who)
    risk.refresh_from_db()
    assert (risk.closed_on, risk.closed_reason) == (None, "")
    sentences = describe_all(list(Event.objects.filter(kind__startswith="risks.")))
    assert all(told.endswith(".") for told in sentences)


def test_the_owner_acts_others_do_not(risk, office):
    reviewed = {"impact": 2, "likelihood": 2, "note": "x", "review_on": TODAY}
    review_risk(risk, **reviewed, by=office.people["engineer"], now=NOW)
    for name in ("reader", "stranger"):
        with pytest.raises(NotAllowedError):
            review_risk(risk, **reviewed, by=office.people[name], now=NOW)
    with pytest.raises(NotAllowedError):
        create_risk(UNIT, WHOLE, by=office.people["engineer"], now=NOW)


def test_a_scale_is_not_made_smaller_than_open_risks(risk, who):
    with pytest.raises(ScaleTooSmallError) as caught:
        change_scale(UNIT, PRESETS["three"], **who)
    assert "Ryzyko 1" in caught.value.for_people()
    close_risk(risk, reason="x", **who)
    change_scale(UNIT, PRESETS["three"], **who)
    change_scale(UNIT, PRESETS["three"], **who)  # nothing changes, nothing is told
    assert Event.objects.filter(kind="risks.scale_changed").count() == 1


def test_reviews_and_actions_wait_for_the_owner(risk, office, who):
    values = {"review_on": TODAY + timedelta(days=5), "action_by": TODAY}
    change_risk(risk, values, version=None, **who)

    def words(name):
        found = waiting_for(office.people[name], UNIT, NOW)
        return [one.what for one in found if one.kind.startswith("risks.")]

    assert words("engineer") == [
        "Działanie wobec ryzyka 1: Wykonawca rezygnuje",
        "Przejrzyj ryzyko 1: Wykonawca rezygnuje",
    ]
    assert words("reader") == []


def test_an_assessment_keeps_what_was_said_and_closes_once(office, who):
    met = MarkGiven("MET", "Kodeks etyki", "")
    row = save_assessment(UNIT, 2025, {1: met}, version=None, **who)
    save_assessment(
        UNIT,
        2025,
        {2: MarkGiven("PARTLY", "", "Szkolenia")},
        version=row.version,
        **who,
    )
    assert AssessmentMark.objects.get(standard=1).evidence == "Kodeks etyki"
    with pytest.raises(ChangedMeanwhileError):
        save_assessment(UNIT, 2025, {1: met}, version=row.version, **who)
    close_assessment(UNIT, 2025, **who)
    with pytest.raises(AssessmentClosedError):
        save_assessment(UNIT, 2025, {1: met}, version=None, **who)
    with pytest.raises(NotAllowedError):
        save_assessment(
            UNIT, 2024, {1: met}, version=None, by=office.people["reader"], now=NOW
        )


def test_a_declaration_is_not_overwritten_unseen(office, who):
    row = save_declaration(UNIT, 2025, "Moje słowa.", version=None, **who)
    with pytest.raises(ChangedMeanwhileError):
        save_declaration(UNIT, 2025, "Inne.", version=None, **who)
    save_declaration(UNIT, 2025, "Inne.", version=row.version, **who)
    assert Declaration.objects.get().text == "Inne."


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"number": 1}, "risk"),
        ({"impact": 0}, "steps_from_one"),
        ({"closed_on": TODAY}, "closed_why"),
        ({"closed_reason": "x"}, "closed_why"),
    ],
)
def test_the_database_refuses_impossible_risks(risk, values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Risk.objects.create(**{"unit_uid": UNIT, "number": 7, **WHOLE, **values})


def test_the_database_refuses_impossible_parts(risk):
    year = Assessment.objects.create(unit_uid=UNIT, year=2025)
    AssessmentMark.objects.create(assessment=year, standard=1, mark="MET")
    Declaration.objects.create(unit_uid=UNIT, year=2025, text="x", saved_at=NOW)
    day = {"risk": risk}
    for make in (
        lambda: RiskEvent.objects.create(
            happened_on=TODAY, description="x", loss=-1, **day
        ),
        lambda: RiskReview.objects.create(
            reviewed_on=TODAY, impact=0, likelihood=1, note="x", **day
        ),
        lambda: Assessment.objects.create(unit_uid=UNIT, year=2025),
        lambda: AssessmentMark.objects.create(assessment=year, standard=1, mark="MET"),
        lambda: AssessmentMark.objects.create(assessment=year, standard=23, mark="MET"),
        lambda: Declaration.objects.create(
            unit_uid=UNIT, year=2025, text="y", saved_at=NOW
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()
