"""Documents, their trees and targets."""

from decimal import Decimal

import pytest
from tests.factories.plans import NOW, UNIT
from tests.factories.strategy import (
    make_document,
    make_domain,
    make_goal,
    make_indicator,
    make_target,
    make_value,
)

from miara.audit import public as audit
from miara.cycle.public import ChangedMeanwhileError, NotAllowedError
from miara.strategy.actions.checklist import answer_check
from miara.strategy.actions.diagnosis import edit_section, write_diagnosis
from miara.strategy.actions.documents import (
    begin_next_edition,
    change_document,
    publish_document,
    withdraw_document,
)
from miara.strategy.actions.domains import adopt_template
from miara.strategy.actions.goals import (
    add_goal,
    change_goal,
    move_goal,
    remove_goal,
    renumber_goals,
)
from miara.strategy.actions.targets import add_target, change_target, remove_target
from miara.strategy.domain.status import Status
from miara.strategy.errors import (
    CodeTakenError,
    DepthError,
    FeedsOthersError,
    LoopError,
    NotPublicError,
    OtherUnitError,
    StateError,
)
from miara.strategy.models import Goal, Service, Target, UnitDomain
from miara.strategy.queries.gaps import gaps_of
from miara.strategy.queries.plans import goals_in_order
from miara.strategy.queries.standing import standings, targets_of_unit

BY = {"by": None, "now": NOW}


@pytest.fixture
def tree(office):
    document = make_document()
    one, two = make_goal(document, "I"), make_goal(document, "II")
    inner = make_goal(document, "I.1", one)
    make_goal(document, "I.1.1", inner)
    return document, one, two, inner


def codes(document):
    return [goal.code for goal in goals_in_order(document)]


def test_goals_are_read_in_the_order_of_the_tree(tree):
    assert codes(tree[0]) == ["I", "I.1", "I.1.1", "II"]


def test_a_goal_moves_with_all_below_it(tree):
    document, _one, two, inner = tree
    move_goal(inner, parent=two, place=0, **BY)
    assert codes(document) == ["I", "II", "I.1", "I.1.1"]
    assert renumber_goals(document, **BY) == 2
    assert codes(document) == ["I", "II", "II.1", "II.1.1"]
    assert renumber_goals(document, **BY) == 0


def test_a_move_never_makes_a_loop_or_too_deep_a_tree(tree):
    document, one, two, inner = tree
    with pytest.raises(LoopError):
        move_goal(one, parent=inner, place=0, **BY)
    with pytest.raises(DepthError):
        move_goal(one, parent=two, place=0, **BY)
    other = make_goal(make_document(title="Inny"), "X")
    with pytest.raises(OtherUnitError):
        move_goal(inner, parent=other, place=0, **BY)
    assert codes(document) == ["I", "I.1", "I.1.1", "II"]


def test_a_symbol_stands_once_and_the_lowest_level_is_the_last(tree):
    document, _one, _two, inner = tree
    with pytest.raises(CodeTakenError):
        add_goal(document, {"code": "II", "text": "x"}, parent=None, **BY)
    lowest = inner.children.get()
    with pytest.raises(DepthError):
        add_goal(document, {"code": "Z", "text": "x"}, parent=lowest, **BY)


def test_a_goal_with_something_below_stays(tree):
    _document, _one, two, inner = tree
    with pytest.raises(FeedsOthersError):
        remove_goal(inner, **BY)
    remove_goal(two, **BY)
    assert not Goal.objects.filter(code="II").exists()


def test_two_editors_of_a_goal_are_told(tree, office):
    goal, domain = tree[2], make_domain()
    change_goal(goal, {"text": "Nowy", "domains": [domain]}, seen=0, **BY)
    with pytest.raises(ChangedMeanwhileError):
        change_goal(goal, {"text": "Drugi"}, seen=0, **BY)
    goal.refresh_from_db()
    assert (goal.text, goal.version, list(goal.domains.all())) == ("Nowy", 1, [domain])


def test_only_planners_change_plans(tree, office):
    for name in ("reader", "engineer", "stranger"):
        with pytest.raises(NotAllowedError):
            renumber_goals(tree[0], by=office.people[name], now=NOW)


def test_a_draft_is_never_public(office):
    document = make_document(state="DRAFT")
    with pytest.raises(NotPublicError):
        publish_document(document, **BY)
    change_document(document, {"state": "ADOPTED"}, seen=0, **BY)
    publish_document(document, **BY)
    document.refresh_from_db()
    assert document.published_at == NOW
    with pytest.raises(NotPublicError):
        change_document(document, {"state": "DRAFT"}, seen=None, **BY)
    withdraw_document(document, reason="Pomyłka.", **BY)
    document.refresh_from_db()
    assert document.published_at is None


def test_the_next_edition_carries_goals_and_targets(tree):
    document, _one, two, _inner = tree
    two.domains.add(make_domain())
    target = make_target(two, make_indicator())
    target.steps.create(year=2025, value=Decimal(40))
    made = begin_next_edition(document, **BY)
    assert (made.edition, made.state, codes(made)) == (2, "DRAFT", codes(document))
    copy = Target.objects.get(goal__document=made)
    assert copy.goal.continues == two
    assert copy.goal.domains.count() == 1
    assert [step.value for step in copy.steps.all()] == [Decimal(40)]
    with pytest.raises(StateError):
        begin_next_edition(document, **BY)


def test_the_template_is_taken_over_once(office):
    given = {"domains": ["safety"], "services": ["libraries"], "since": NOW.date()}
    assert adopt_template(UNIT, **given, **BY) == (2, 1)
    assert adopt_template(UNIT, **given, **BY) == (0, 0)
    assert set(UnitDomain.objects.values_list("code", flat=True)) == {
        "safety",
        "culture",
    }
    assert Service.objects.get().legal_basis_verified is False


def test_targets_are_judged_with_the_same_queries_for_one_and_three(
    tree, django_assert_num_queries
):
    _document, _one, two, _inner = tree
    rows = [make_indicator(f"W{k}") for k in range(3)]
    for row in rows:
        make_value(row, "2024", "90")
    make_target(two, rows[0])
    with django_assert_num_queries(4):
        (found,) = standings(UNIT, list(targets_of_unit(UNIT)), 2025).values()
    assert found.judgement.status is Status.ON_TRACK
    for row in rows[1:]:
        make_target(two, row)
    with django_assert_num_queries(4):
        assert len(standings(UNIT, list(targets_of_unit(UNIT)), 2025)) == 3


def test_targets_change_with_their_path_and_leave_with_a_reason(tree):
    row = add_target(
        tree[2],
        {
            "local": make_indicator(),
            "kind": "REACH",
            "direction": "UP",
            "final_year": 2030,
            "final_value": Decimal(5),
        },
        steps={2026: Decimal(3)},
        **BY,
    )
    change_target(row, {}, steps={2026: Decimal(4)}, seen=0, **BY)
    event = audit.events().filter(kind="strategy.target_changed").get()
    assert (event.before["steps"], event.after["steps"]) == (
        {"2026": "3"},
        {"2026": "4"},
    )
    remove_target(row, reason="Zastąpiony innym.", **BY)
    assert not Target.objects.exists()


def test_what_lacks_an_owner_is_listed(tree, office):
    document, one, two, _inner = tree
    Goal.objects.filter(document=document).update(owner=office.engineer)
    Goal.objects.filter(pk=two.pk).update(owner=office.treasurer)  # nobody holds it
    make_target(one, make_indicator(owner=office.engineer), owner=office.engineer)
    found = gaps_of(UNIT, NOW.date())
    assert [goal.code for goal in found.ownerless_goals] == ["II"]
    assert [goal.code for goal in found.goals_without_target] == ["I.1.1", "II"]
    assert [(row.code, due) for row, due in found.late_indicators] == [("PM25", "2024")]
    assert found.total == 4


def test_a_diagnosis_written_again_keeps_what_people_wrote(office):
    document = make_document()
    write_diagnosis(document, {"a": "Jeden", "b": "Dwa"}, vintage="v1", **BY)
    row = document.diagnosis.get(domain="a")
    edit_section(row, "Moje słowa", seen=0, **BY)
    assert (
        write_diagnosis(document, {"a": "Nowe", "b": "Nowe"}, vintage="v2", **BY) == 2
    )
    found = dict(document.diagnosis.values_list("domain", "text"))
    assert found == {"a": "Moje słowa", "b": "Nowe"}


def test_an_answer_of_the_checklist_is_told_once(office):
    document = make_document()
    for _again in range(2):
        answer_check(document, "diagnosis", answer="PRESENT", place="rozdz. 2", **BY)
    assert audit.events().filter(kind="strategy.check_answered").count() == 1


def test_every_event_is_told_in_a_sentence(tree):
    document, _one, two, inner = tree
    change_goal(two, {"text": "Inny"}, seen=0, **BY)
    move_goal(inner, parent=two, place=5, **BY)
    renumber_goals(document, **BY)
    publish_document(document, **BY)
    made = audit.events().filter(kind__startswith="strategy.")
    told = [audit.describe(event) for event in made]
    assert len(told) == 4
    assert all(sentence.endswith(".") for sentence in told)
