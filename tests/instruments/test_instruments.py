"""Programmes and projects: parts, circles, clashes, money, what waits."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.plans import NOW, TODAY, UNIT

from miara.audit.models import Event
from miara.audit.public import describe_all
from miara.cycle.errors import ChangedMeanwhileError, NotAllowedError
from miara.cycle.waiting import waiting_for
from miara.instruments.actions.instruments import (
    add_part,
    change_instrument,
    change_part,
    create_instrument,
    remove_instrument,
    remove_part,
)
from miara.instruments.domain.membership import makes_circle, within
from miara.instruments.domain.progress import (
    Done,
    MarkState,
    done_of,
    mark_state,
    money_by_year,
)
from miara.instruments.errors import CircleError, NotAPartError
from miara.instruments.models import (
    Instrument,
    InstrumentGoal,
    Membership,
    Money,
    Partner,
    Product,
    Stage,
)
from miara.instruments.queries.instruments import instruments_of_goals, money_of

PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12)
MONEY = st.decimals(0, 10**12, places=2)


@pytest.fixture
def who(office):
    return {"by": office.people["planner"], "now": NOW}


@pytest.fixture
def project(office, who):
    return create_instrument(
        UNIT,
        {
            "kind": "PROJECT",
            "code": "P-1",
            "name": "Chodnik",
            "manager": office.engineer,
        },
        **who,
    )


@given(PAIRS)
def test_links_that_pass_never_close_a_circle(pairs):
    edges = []
    for whole, part in pairs:
        if not makes_circle(edges, whole, part):
            edges.append((whole, part))
    assert all(node not in within(edges, node) for node in range(7))


@given(st.lists(st.tuples(st.integers(2020, 2025), MONEY, st.none() | MONEY)))
def test_money_of_years_adds_up_to_the_grosz(rows):
    found = money_by_year(rows)
    assert sum(y.planned for y in found) == sum(plan for _y, plan, _d in rows)
    told = sum(done for _y, _p, done in rows if done is not None)
    assert sum(y.executed for y in found if y.executed is not None) == told
    assert [y.year for y in found] == sorted({year for year, _p, _d in rows})
    for year in found:
        nothing = all(d is None for y, _p, d in rows if y == year.year)
        assert (year.executed is None) == nothing == (year.left is None)


@pytest.mark.parametrize(
    ("planned", "forecast", "done", "state"),
    [
        (TODAY, None, TODAY, MarkState.DONE),
        (TODAY, None, TODAY + timedelta(days=1), MarkState.DONE_LATE),
        (TODAY - timedelta(days=1), TODAY + timedelta(days=9), None, MarkState.LATE),
        (TODAY, TODAY + timedelta(days=1), None, MarkState.WILL_BE_LATE),
        (TODAY, None, None, MarkState.SOON),
        (TODAY + timedelta(days=31), None, None, MarkState.AHEAD),
    ],
)
def test_states_of_milestones(planned, forecast, done, state):
    assert mark_state(planned, forecast, done, TODAY) is state


def test_progress_of_the_edition_of_2014():
    """Figures that Kraków told of its first civic budget: 12 of 14, 51 of 54."""
    assert Done(12, 14).percent == Decimal("85.71")
    assert Done(51, 54).percent == Decimal("94.44")
    assert done_of(["DONE"] * 63 + ["GOING"] * 4 + ["STOPPED"]) == Done(63, 68, 1)
    assert Done(0, 0).percent is None


def test_a_part_bumps_the_version_so_that_nothing_is_lost(project, goal, who):
    seen = project.version
    link = add_part(project, "goal", {"goal": goal, "contribution": "Jezdnia"}, **who)
    project.refresh_from_db()
    assert project.version == seen + 1
    with pytest.raises(ChangedMeanwhileError):
        change_part(project, "goal", link.pk, {"weight": 40}, version=seen, **who)
    change_part(project, "goal", link.pk, {"weight": 40}, version=seen + 1, **who)
    with pytest.raises(ChangedMeanwhileError):
        change_instrument(project, {"name": "Inny"}, version=seen, **who)
    link.refresh_from_db()
    assert (link.contribution, link.weight) == ("Jezdnia", 40)
    (facts,) = instruments_of_goals([goal.pk])[goal.pk]
    assert (facts.code, facts.contribution, facts.weight) == ("P-1", "Jezdnia", 40)


def test_the_trail_tells_every_change_in_words(project, goal, who):
    link = add_part(project, "goal", {"goal": goal}, **who)
    money = {"year": 2026, "source": "EU", "planned": Decimal("1000.50")}
    add_part(project, "money", money, **who)
    change_part(project, "goal", link.pk, {"weight": 40}, version=None, **who)
    change_instrument(project, {"state": "GOING"}, version=None, **who)
    change_instrument(project, {"sections": {"diagnosis": "x"}}, version=None, **who)
    remove_part(project, "goal", link.pk, **who)
    remove_instrument(project, **who)
    number = link.instrument_id
    told = describe_all(
        list(Event.objects.filter(kind__startswith="instruments.").order_by("pk"))
    )
    assert told == [
        "Wpisano „P-1 Chodnik”.",
        "Dodano: cel (cel: I.1 Bezpieczne drogi).",
        "Dodano: pieniądze roku (rok: 2026; źródło: fundusze europejskie; plan: 1000.50).",
        "Zmieniono: cel „I.1 Bezpieczne drogi” (część wysiłku w procentach: – → 40).",
        f"Zmieniono wpis {number}: stan: planowany → w toku.",
        f"Zmieniono wpis {number}: części programu: – → Diagnoza obszaru.",
        "Usunięto: cel (cel: I.1 Bezpieczne drogi; część wysiłku w procentach: 40).",
        "Usunięto „P-1 Chodnik”.",
    ]
    assert not InstrumentGoal.objects.exists()


def test_a_portfolio_cannot_belong_to_its_own_project(project, who):
    made = {"kind": "PORTFOLIO", "code": "PF", "name": "Portfel"}
    portfolio = create_instrument(UNIT, made, **who)
    add_part(portfolio, "member", {"part": project}, **who)
    told = describe_all(list(Event.objects.filter(kind="instruments.part_added")))
    assert told == ["Dodano: część (część: P-1 Chodnik)."]
    with pytest.raises(CircleError) as caught:
        add_part(project, "member", {"part": portfolio}, **who)
    assert "Portfel" in caught.value.for_people()
    with pytest.raises(CircleError):
        add_part(project, "member", {"part": project}, **who)


def test_the_manager_changes_others_do_not(project, office):
    change_instrument(
        project,
        {"name": "Chodnik II"},
        version=None,
        by=office.people["engineer"],
        now=NOW,
    )
    for name in ("reader", "stranger"):
        with pytest.raises(NotAllowedError):
            change_instrument(
                project,
                {"name": "X"},
                version=None,
                by=office.people[name],
                now=NOW,
            )
    with pytest.raises(NotAllowedError):
        create_instrument(
            UNIT,
            {"kind": "PROJECT", "code": "P-2", "name": "Y"},
            by=office.people["engineer"],
            now=NOW,
        )


def test_a_part_of_another_instrument_is_not_touched(project, who):
    other = create_instrument(
        UNIT, {"kind": "PROJECT", "code": "P-9", "name": "Inny"}, **who
    )
    stage = add_part(
        other, "stage", {"name": "Etap", "since": TODAY, "until": TODAY}, **who
    )
    with pytest.raises(NotAPartError):
        remove_part(project, "stage", stage.pk, **who)
    with pytest.raises(NotAPartError):
        change_part(project, "stage", stage.pk, {"name": "x"}, version=None, **who)


def test_milestones_wait_for_who_manages(project, office, who):
    day = TODAY + timedelta(days=20)
    mark = add_part(project, "milestone", {"name": "Odbiór", "planned_on": day}, **who)

    def words(name):
        found = waiting_for(office.people[name], UNIT, NOW)
        return [one.what for one in found if one.kind == "instruments.milestone"]

    assert words("engineer") == ["Chodnik: kamień milowy „Odbiór”"]
    assert words("reader") == []
    change_part(project, "milestone", mark.pk, {"done_on": TODAY}, version=None, **who)
    assert words("engineer") == []


def test_money_of_many_is_one_query(project, who, django_assert_num_queries):
    for year in (2025, 2026):
        row = {"year": year, "source": "OWN", "planned": Decimal("0.10")}
        add_part(project, "money", row, **who)
    with django_assert_num_queries(1):
        found = money_of([project.pk])
    assert [y.year for y in found[project.pk]] == [2025, 2026]


@pytest.mark.parametrize(
    ("model", "values", "name"),
    [
        (Instrument, {"code": "P-1", "kind": "PROJECT"}, "instrument"),
        (
            Instrument,
            {"code": "a", "kind": "PROJECT", "since": TODAY, "until": date(2020, 1, 1)},
            "forward",
        ),
        (Instrument, {"code": "a", "kind": "PROJECT", "votes": 3}, "votes_of_civic"),
        (
            Instrument,
            {"code": "a", "kind": "PROGRAMME", "civic_year": 2025},
            "civic_is_project",
        ),
    ],
)
def test_the_database_refuses_impossible_instruments(project, model, values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.create(unit_uid=UNIT, name="x", **values)


@pytest.mark.parametrize(
    ("model", "values", "name"),
    [
        (Stage, {"since": TODAY, "until": date(2020, 1, 1)}, "stage_forward"),
        (Product, {"planned": -1}, "product_not_negative"),
        (Product, {"planned": 1, "achieved": -1}, "product_not_negative"),
        (Partner, {}, "partner_one_name"),
        (Partner, {"name": "x", "unit_uid": "y"}, "partner_one_name"),
        (Money, {"year": 2026, "source": "EU", "planned": -1}, "money_not_negative"),
        (Money, {"year": 26, "source": "EU", "planned": 1}, "money_year"),
    ],
)
def test_the_database_refuses_impossible_parts(project, model, values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.create(instrument=project, **values)


def test_the_database_refuses_links_twice_or_to_oneself(project, goal):
    InstrumentGoal.objects.create(instrument=project, goal=goal)
    Money.objects.create(instrument=project, year=2026, source="EU", planned=1)
    for make in (
        lambda: InstrumentGoal.objects.create(instrument=project, goal=goal),
        lambda: InstrumentGoal.objects.filter(goal=goal).update(weight=101),
        lambda: Membership.objects.create(whole=project, part=project),
        lambda: Money.objects.create(
            instrument=project, year=2026, source="EU", planned=2
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()
