"""The tables refuse what must never be there, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories.plans import UNIT
from tests.factories.strategy import (
    make_document,
    make_domain,
    make_goal,
    make_indicator,
    make_target,
    make_value,
)

from miara.organisations.models import AuxiliaryUnit, OrganisationalUnit, Post
from miara.strategy.models import (
    DiagnosisSection,
    Document,
    DocumentCheck,
    Goal,
    LocalBreak,
    LocalValue,
    Service,
    Target,
    TargetStep,
)

pytestmark = pytest.mark.django_db
DAY, BEFORE = date(2025, 1, 1), date(2024, 1, 1)


def refused(name, act):
    """The act breaks the constraint of that name, or of its columns on SQLite."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    told = str(error.value)
    assert name in told or "UNIQUE constraint failed" in told


def test_the_structure():
    unit = OrganisationalUnit.objects.create(
        unit_uid=UNIT, code="A", name="A", since=DAY
    )
    post = Post.objects.create(organisational_unit=unit, title="P", since=DAY)
    rows, one = OrganisationalUnit.objects, {"unit_uid": UNIT, "name": "B"}
    refused(
        "organisations_orgunit_ends_later",
        lambda: rows.create(**one, code="B", since=DAY, until=BEFORE),
    )
    refused(
        "organisations_orgunit_code_once",
        lambda: rows.create(**one, code="A", since=DAY),
    )
    refused(
        "organisations_orgunit_not_own_parent",
        lambda: rows.filter(pk=unit.pk).update(parent=unit.pk),
    )
    refused(
        "organisations_post_ends_later",
        lambda: Post.objects.filter(pk=post.pk).update(until=BEFORE),
    )
    refused(
        "organisations_post_not_own_deputy",
        lambda: Post.objects.filter(pk=post.pk).update(deputy=post.pk),
    )
    village = {"unit_uid": UNIT, "kind": "SOLECTWO", "name": "W", "since": DAY}
    AuxiliaryUnit.objects.create(**village)
    refused(
        "organisations_auxiliary_once", lambda: AuxiliaryUnit.objects.create(**village)
    )
    refused(
        "organisations_auxiliary_ends_later",
        lambda: AuxiliaryUnit.objects.create(**{**village, "name": "Z"}, until=BEFORE),
    )


def test_domains_and_services():
    domain = make_domain("a")
    refused("strategy_domain_code_once", lambda: make_domain("a"))
    refused(
        "strategy_domain_ends_later",
        lambda: make_domain("b", since=DAY, until=BEFORE),
    )
    service = {"unit_uid": UNIT, "name": {"pl": "x"}, "domain": domain}
    Service.objects.create(**service, template="libraries")
    refused(
        "strategy_service_template_once",
        lambda: Service.objects.create(**service, template="libraries"),
    )
    for _twice in range(2):
        Service.objects.create(**service)


def test_documents():
    document = make_document()
    refused(
        "strategy_document_period_forward",
        lambda: make_document(first_year=2030, last_year=2021),
    )
    rows = Document.objects.filter(pk=document.pk)
    refused(
        "strategy_document_not_own_previous",
        lambda: rows.update(previous=document.pk),
    )
    refused(
        "strategy_document_public_not_draft",
        lambda: make_document(state="DRAFT", published_at="2026-01-01T00:00Z"),
    )
    answer = {"document": document, "item": "diagnosis", "answer": "PRESENT"}
    at = {"checked_at": "2026-01-01T00:00Z"}
    DocumentCheck.objects.create(**answer, **at)
    refused("strategy_check_once", lambda: DocumentCheck.objects.create(**answer, **at))
    section = {"document": document, "domain": "x", "written_at": "2026-01-01T00:00Z"}
    DiagnosisSection.objects.create(**section)
    refused(
        "strategy_diagnosis_once", lambda: DiagnosisSection.objects.create(**section)
    )


def test_goals():
    document = make_document()
    goal = make_goal(document, "I")
    refused("strategy_goal_code_once", lambda: make_goal(document, "I"))
    rows = Goal.objects.filter(pk=goal.pk)
    refused(
        "strategy_goal_not_own_parent", lambda: rows.update(parent=goal.pk, level=1)
    )
    refused("strategy_goal_top_has_no_parent", lambda: rows.update(level=1))


def test_indicators_and_values():
    row = make_indicator()
    refused("strategy_indicator_code_once", make_indicator)
    refused(
        "strategy_indicator_range_forward",
        lambda: make_indicator("B", lowest=2, highest=1),
    )
    LocalBreak.objects.create(indicator=row, period="2024", reason="x")
    refused(
        "strategy_break_once",
        lambda: LocalBreak.objects.create(indicator=row, period="2024", reason="y"),
    )
    make_value(row, "2024", "1")
    two = {"version": 2, "reason": "x"}
    refused("strategy_value_version_once", lambda: make_value(row, "2024", "2"))
    refused("strategy_value_one_published", lambda: make_value(row, "2024", "2", **two))
    make_value(row, "2024", "2", state="DRAFT", **two)
    refused(
        "strategy_value_one_open",
        lambda: make_value(row, "2024", "3", state="CHECKED", version=3, reason="x"),
    )
    refused(
        "strategy_value_or_reason",
        lambda: make_value(row, "2023", None, flag="MEASURED"),
    )
    refused(
        "strategy_value_correction_has_reason",
        lambda: make_value(row, "2023", "1", version=2),
    )
    refused(
        "strategy_value_margin_positive",
        lambda: make_value(row, "2023", "1", margin=-1),
    )
    assert LocalValue.objects.count() == 2


def test_targets():
    goal, row = make_goal(make_document(), "I"), make_indicator()
    target = make_target(goal, row)
    rows = Target.objects.filter(pk=target.pk)
    broken = {
        "strategy_target_of_goal_or_service": {"goal": None},
        "strategy_target_one_indicator": {"national": "wage"},
        "strategy_target_has_its_values": {"final_value": None},
        "strategy_target_tolerance_positive": {"tolerance": -1},
        "strategy_target_baseline_first": {"baseline_year": 2031},
    }
    for name, change in broken.items():
        refused(name, lambda change=change: rows.update(**change))
    TargetStep.objects.create(target=target, year=2025, value=1)
    refused(
        "strategy_step_year_once",
        lambda: TargetStep.objects.create(target=target, year=2025, value=2),
    )
