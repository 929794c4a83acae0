"""A unit with plans on every page, for looking at them in a browser."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.factories.budget_site import make_budget_site
from tests.factories.chain_site import make_chain_site
from tests.factories.council_site import make_council_site
from tests.factories.exchange_site import make_exchange_site
from tests.factories.plans import NOW, TODAY, UNIT, Office, make_goal, make_office
from tests.factories.rollout import make_rollout_site
from tests.factories.strategy_site import make_strategy_site
from tests.factories.units import make_register

from miara.cycle.actions.terms import drop_term, finish_term
from miara.cycle.actions.years import open_year
from miara.cycle.domain.calendars import calendar
from miara.cycle.models import Absence
from miara.instruments.actions.instruments import add_part, create_instrument
from miara.instruments.actions.publication import publish_instrument
from miara.risks.actions.control import MarkGiven, save_assessment, save_declaration
from miara.risks.actions.risks import close_risk, create_risk, record_event
from miara.strategy.models import Goal

__all__ = ["make_plan_site"]


def make_plan_site() -> tuple[dict[str, str], dict[str, Any]]:
    """What addresses name, and people by their part."""
    make_register()
    office = make_office(UNIT)
    named = {**_calendar(office), **_projects(office), **_risks(office)}
    named |= make_strategy_site(office)
    named |= make_budget_site(office)
    named |= make_chain_site(office)
    named |= make_exchange_site(office)
    named |= make_council_site(office)
    named |= make_rollout_site(office)
    return named, office.people


def _risks(office: Office) -> dict[str, str]:
    who: dict[str, Any] = {"by": office.people["planner"], "now": NOW}
    made = [
        create_risk(
            UNIT,
            {
                "name": f"Wykonawca rezygnuje w trakcie budowy etapu {n}",
                "category": "EXTERNAL",
                "inherent_impact": 5,
                "inherent_likelihood": 4,
                "impact": impact,
                "likelihood": likelihood,
                "reaction": "ACT",
                "controls": "Zabezpieczenie należytego wykonania umowy.",
                "owner": office.engineer,
                "goals": Goal.objects.all(),
            },
            **who,
        )
        for n, (impact, likelihood) in enumerate(((5, 4), (2, 2), (1, 1)), start=1)
    ]
    event = {"happened_on": TODAY, "description": "Tak było.", "loss": Decimal("9.50")}
    record_event(made[0], event, **who)
    close_risk(made[2], reason="Etap zakończono.", **who)
    marks = {1: MarkGiven("MET", "Kodeks etyki", ""), 2: MarkGiven("PARTLY", "", "Tak")}
    save_assessment(UNIT, 2025, marks, version=None, **who)
    save_declaration(UNIT, 2025, "Oświadczam, co następuje.", version=None, **who)
    return {"risk": str(made[0].pk)}


def _projects(office: Office) -> dict[str, str]:
    who: dict[str, Any] = {"by": office.people["planner"], "now": NOW}
    programme = create_instrument(
        UNIT,
        {
            "kind": "PROGRAMME",
            "code": "PR-1",
            "name": "Program rozwoju bezpiecznych i dostępnych dróg gminnych",
            "state": "GOING",
            "description": "Chodniki, przejścia i oświetlenie przy szkołach.",
            "manager": office.engineer,
            "district": office.village,
            "since": date(2025, 1, 1),
            "until": date(2028, 12, 31),
            "sections": {"diagnosis": "Co trzecie dziecko idzie do szkoły poboczem."},
        },
        **who,
    )
    add_part(programme, "goal", {"goal": make_goal(), "weight": 60}, **who)
    days = {"since": date(2025, 3, 1), "until": date(2026, 6, 30)}
    add_part(programme, "stage", {"name": "Projekty", **days}, **who)
    late = {"name": "Umowa z wykonawcą", "planned_on": date(2026, 1, 15)}
    milestone = add_part(programme, "milestone", late, **who)
    for source, planned in (("OWN", "1250000.00"), ("EU", "3400000.50")):
        money = {"year": 2026, "source": source, "planned": Decimal(planned)}
        add_part(programme, "money", money, **who)
    shown = {"kind": "PROJECT", "code": "P-1", "name": "Chodnik przy szkole"}
    public = create_instrument(UNIT, {**shown, "state": "GOING", **days}, **who)
    add_part(public, "stage", {"name": "Budowa", **days}, **who)
    for source, planned in (("OWN", "250000.00"), ("EU", "400000.50")):
        money = {"year": 2026, "source": source, "planned": Decimal(planned)}
        add_part(public, "money", money, **who)
    product = {"name": "Chodnik", "unit_of_measure": "km", "planned": Decimal("1.5")}
    publish_instrument(public, **who)
    add_part(public, "product", product, **who)
    for number, state in enumerate(("DONE", "GOING", "STOPPED"), start=1):
        facts = {"civic_year": 2025, "votes": 100 * number, "is_public": True}
        create_instrument(
            UNIT,
            {
                "kind": "PROJECT",
                "code": f"BO-{number}",
                "name": f"Plac zabaw {number}",
                "state": state,
                **facts,
            },
            **who,
        )
    return {
        "project": str(programme.pk),
        "milestone": str(milestone.pk),
        "public_project": str(public.pk),
    }


def _calendar(office: Office) -> dict[str, str]:
    planner = office.people["planner"]
    year = open_year(UNIT, 2026, calendar("small-rural"), by=planner, now=NOW)
    done, dropped, mine = year.terms.order_by("due_on")[:3]
    finish_term(done, note="FN.3035.1.2026", by=planner, now=NOW)
    drop_term(dropped, reason="Nie prowadzimy szkół.", by=planner, now=NOW)
    mine.post = office.engineer
    mine.save()
    Absence.objects.create(
        post=office.engineer, since=TODAY, until=TODAY + timedelta(days=3650)
    )
    return {"term": str(mine.pk)}
