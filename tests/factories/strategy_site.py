"""A strategy with a row on every page, for looking at them in a browser."""

from __future__ import annotations

from tests.factories.plans import NOW, UNIT, Office
from tests.factories.strategy import (
    make_document,
    make_domain,
    make_goal,
    make_indicator,
    make_target,
    make_value,
)

from miara.strategy.actions.diagnosis import write_diagnosis
from miara.strategy.actions.surveys import Choice, count_survey, keep_answers
from miara.strategy.domain.answers import read_answers
from miara.strategy.models import Service

__all__ = ["make_strategy_site"]


def make_strategy_site(office: Office) -> dict[str, str]:
    """What addresses name."""
    domain = make_domain("environment", coordinator=office.engineer)
    service = Service.objects.create(
        unit_uid=UNIT,
        name={"pl": "Zieleń gminna"},
        domain=domain,
        legal_basis="ustawa o samorządzie gminnym",
    )
    document = make_document(title="Strategia rozwoju do 2030 r.", published_at=NOW)
    goal = make_goal(document, "I")
    below = make_goal(document, "I.1", goal)
    below.domains.add(domain)
    indicator = make_indicator(
        "DRZ-1",
        owner=office.engineer,
        supplier=office.engineer,
        approver=office.treasurer,
    )
    for year, value in (("2022", "20"), ("2023", "31"), ("2025", "38")):
        make_value(indicator, year, value, margin=2)
    make_value(indicator, "2024", "30", state="CHECKED")
    jump = [
        {"remark": "jump", "facts": {"value": "9", "before": "38", "percent": "50"}}
    ]
    make_value(indicator, "2021", "9", state="SUBMITTED", findings=jump)
    target = make_target(below, indicator, owner=office.engineer)
    surveys = _surveys()
    sections = {"environment": "Słabe strony:\n– mało zieleni na mieszkańca"}
    write_diagnosis(document, sections, vintage="v1", by=None, now=NOW)
    return {
        "domain": str(domain.pk),
        "service": str(service.pk),
        "document": str(document.pk),
        "goal": str(below.pk),
        "target": str(target.pk),
        "indicator": str(indicator.pk),
        "office_unit": str(office.roads.pk),
        "post": str(office.engineer.pk),
        "village": str(office.village.pk),
        **surveys,
    }


def _surveys() -> dict[str, str]:
    """Counts of answers that wait for a choice, and those of a value."""
    asked = make_indicator("ANK-1", name="Zadowoleni z zieleni", measure="%")
    rows = [["Czy zieleni jest dość?"], *([a] for a in ["tak", "nie", "nie wiem"] * 20)]
    facts = {"sampling": "RANDOM", "name": "ankieta.csv", "by": None, "now": NOW}
    counted = keep_answers(asked, read_answers(rows), period="2025", **facts)
    choice = Choice(rows[0][0], "SHARE", {"tak": 1.0, "nie": 0.0})
    count_survey(counted, choice, reason="", by=None, now=NOW)
    draft = keep_answers(asked, read_answers(rows), period="2024", **facts)
    return {
        "asked": str(asked.pk),
        "survey": str(draft.pk),
        "survey_counted": str(counted.pk),
    }
