"""A chain from a domain to money, on pages looked at in a browser."""

from __future__ import annotations

from dataclasses import replace

from tests.factories.plans import NOW, TODAY, Office
from tests.factories.reports import make_task
from tests.factories.strategy import (
    make_document,
    make_domain,
    make_goal,
    make_indicator,
    make_target,
    make_value,
)

from miara.budget.actions.years import open_budget
from miara.budget.queries.years import year_of
from miara.reports.actions.boards import set_board
from miara.reports.actions.files import order_files
from miara.reports.actions.publishing import publish_report
from miara.reports.actions.reports import edit_section, make_report
from miara.reports.presenters.drafts import drafts_of
from miara.reports.queries.versions import digest_of_draft
from miara.strategy.models import Service

__all__ = ["make_chain_site"]


def make_chain_site(office: Office) -> dict[str, str]:
    """A domain with two goals, of which one lacks everything."""
    domain = make_domain("chain", name={"pl": "Gospodarka komunalna"})
    service = Service.objects.create(
        unit_uid=domain.unit_uid, name={"pl": "Oczyszczanie ulic"}, domain=domain
    )
    document = make_document(title="Strategia gospodarki komunalnej")
    top = make_goal(document, "K")
    goal, bare = make_goal(document, "K.1", top), make_goal(document, "K.2", top)
    for each in (goal, bare):
        each.domains.add(domain)
    goal.owner = office.engineer
    goal.save()
    indicator = make_indicator("ULICE")
    for year, value in (("2023", "40"), ("2024", "45"), ("2025", "38")):
        make_value(indicator, year, value)
    make_target(goal, indicator, owner=office.engineer)
    year = year_of(domain.unit_uid, 2026)
    year = year or open_budget(domain.unit_uid, 2026, by=None, now=NOW)
    money = (1_100_000_00, 1_250_000_00, 900_000_00, 412_345_67)
    make_task(year, "LK-01", money, goals=[goal], service=service)
    make_task(year, "LK-02", money, domain=domain)
    choices = {"shows_tasks": True, "shows_budget": True, "shows_resolutions": True}
    set_board(domain.unit_uid, choices, version=None, by=None, now=NOW)
    named = {"chain_domain": str(domain.pk), "chain_goal": str(goal.pk)}
    return named | _report(domain.unit_uid)


def _report(unit: str) -> dict[str, str]:
    """Reports that everybody reads, and under one text of the first the data changed."""
    facts = {"by": None, "now": NOW}
    short, vintage = drafts_of(unit, 2026, "SHORT", TODAY)
    brief = make_report(unit, 2026, "SHORT", short, vintage=vintage, **facts)
    publish_report(brief, author="Anna Sekretarz", **facts)
    drafts, vintage = drafts_of(unit, 2026, "STATE", TODAY)
    report = make_report(unit, 2026, "STATE", drafts, vintage=vintage, **facts)
    publish_report(report, author="Anna Sekretarz", **facts)
    section = report.sections.get(code="tasks")
    edit_section(section, "Zadania idą zgodnie z planem.", version=None, **facts)
    more = {"note": "Dopisano, jak idą zadania.", **facts}
    publish_report(report, author="Anna Sekretarz", **more)
    changed = [replace(d, text=d.text + " Nowe.") for d in drafts]
    make_report(unit, 2026, "STATE", changed, vintage=vintage, **facts)
    job = order_files(report, 0, digest_of_draft(report), **facts)
    return {
        "report": str(report.pk),
        "report_section": str(section.pk),
        "report_job": str(job.pk),
    }
