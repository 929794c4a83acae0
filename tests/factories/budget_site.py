"""A budget with something on every page, for looking at it in a browser."""

from __future__ import annotations

from typing import Any

from tests.factories.budget import LEDGER, REPORT, load, make_task, make_year, send
from tests.factories.plans import NOW, UNIT, Office, make_person

from miara.budget.actions.assignment import add_rule, assign_by_hand
from miara.budget.actions.forecast import keep_forecast
from miara.budget.actions.reports import approve_report, save_report, submit_report
from miara.budget.actions.tasks import set_measures
from miara.budget.domain.lines import FileKind, Key

__all__ = ["ANNEX", "FORECAST", "make_budget_site"]

FORECAST = """Lp.;Wyszczególnienie;2025;2026;2027
1;Dochody ogółem;100;110;120
1.1;Dochody bieżące;100;110;120
2;Wydatki ogółem;90;120;110
2.1;Wydatki bieżące;80;115;100
2.2;Wydatki majątkowe;10;5;10
"""
ANNEX = """Lp.;Nazwa i cel;Jednostka odpowiedzialna;Od;Do;Łączne nakłady;2026;2027;Limit zobowiązań
D-1;Budowa ulicy;ZDM;2025;2027;100;30;40;70
"""


def make_budget_site(office: Office) -> dict[str, str]:
    """What addresses name; the treasurer joins the people of the office."""
    treasurer = make_person("skarbnik", "UNIT_TREASURER", UNIT)
    office.people["treasurer"] = treasurer
    year = make_year()
    task = make_task(year, manager=office.engineer, needed=150_000)
    other = make_task(year, "OSP-1", "Ochotnicze straże pożarne", kind="INVESTMENT")
    measure: dict[str, Any] = {
        "name": "Powierzchnia oczyszczona",
        "kind": "OUTPUT",
        "unit_of_measure": "ha",
        "direction": "UP",
        "base": None,
        "planned": 12,
    }
    set_measures(task, [measure], by=None, now=NOW)
    load(year)
    load(year, REPORT, FileKind.RB28S)
    draft = send(year, LEDGER.replace("1200,00", "tysiąc"), quarter=2)
    add_rule(year, {"division": "754"}, [(other, 10_000)], by=None, now=NOW)
    key = Key("E", "900", "90004", "421", "0", "ZDM")
    assign_by_hand(year, key, [(task, 3_333)], by=None, now=NOW)
    tables = {"rows": FORECAST.encode(), "undertakings": ANNEX.encode()}
    keep_forecast(
        UNIT,
        year=2026,
        number="I/1/2026",
        adopted_on=NOW.date(),
        **tables,
        by=None,
        now=NOW,
    )
    texts = {"done": "Posprzątano ulice po zimie."}
    report = save_report(task, 1, texts, {}, by=None, now=NOW)
    submit_report(report, by=None, now=NOW)
    approve_report(report, by=treasurer, now=NOW)
    second = save_report(other, 1, texts, {}, by=None, now=NOW)
    submit_report(second, by=None, now=NOW)
    return {
        "budget_task": str(task.pk),
        "budget_other": str(other.pk),
        "budget_draft": str(draft.pk),
        "budget_file": str(year.files.filter(state="ACTIVE").earliest("pk").pk),
        "budget_line": str(task.line_shares.get().line_id),
    }
