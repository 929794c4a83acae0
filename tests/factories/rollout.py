"""Workbooks as people send them, and units that have begun, for tests of rollouts."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from tests.factories.plans import NOW, TODAY, UNIT, Office

from miara.accounts.models import User
from miara.rollout.actions.method import adopt_document
from miara.rollout.actions.sharing import save_experience
from miara.rollout.actions.start import PostChoice, apply_pack
from miara.rollout.actions.tables import send_table
from miara.rollout.domain.packs import pack
from miara.rollout.domain.sheets import STRATEGY, TASKS, headings
from miara.rollout.models import MethodDocument, Rollout, TableFile
from miara.units import public as units

__all__ = ["begin", "book", "make_rollout_site", "strategy_book", "tasks_book"]

GOALS = (
    ("1", "", "Dobre warunki życia", "społeczny", "", "", ""),
    ("1.1", "1", "Bezpieczne drogi", "przestrzenny", "transport", "Skarbnik", ""),
    ("1.2", "1", "Czyste powietrze", "przestrzenny", "", "", "Mniej smogu"),
)
MEASURES = (
    ("1.1", "DR-1", "Drogi z chodnikiem", "%", "więcej", "2023", "41,5", "2030", "60"),
)
TASK_ROWS = (
    ("DR-01", "Budowa chodników", "inwestycyjne", "", "", "1.1", "", "125 000,50"),
    ("DR-02", "Utrzymanie dróg", "", "DR", "Skarbnik", "1.1; 1.2", "", "80000"),
)
ABOUT = {
    "title": "Strategia rozwoju gminy 2024–2030",
    "number": "XX/123/2024",
    "adopted_on": "28.03.2024",
    "first_year": "2024",
    "last_year": "2030",
}


def book(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook of sheets by name."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        for name, rows in sheets.items():
            page = made.add_worksheet(name)
            for place, row in enumerate(rows):
                page.write_row(place, 0, row)
    return target.getvalue()


def strategy_book(
    goals: Sequence[Sequence[Any]] = GOALS,
    measures: Sequence[Sequence[Any]] = MEASURES,
    **about: str,
) -> bytes:
    """A filled template of a strategy."""
    told = {**ABOUT, **about}
    columns = STRATEGY["about"].columns
    return book(
        {
            "Dokument": [[each.heading, told.get(each.key, "")] for each in columns],
            "Cele": [headings(STRATEGY["goals"].columns), *goals],
            "Wskaźniki": [headings(STRATEGY["measures"].columns), *measures],
        }
    )


def tasks_book(rows: Sequence[Sequence[Any]] = TASK_ROWS) -> bytes:
    """A filled template of tasks."""
    return book({"Zadania": [headings(TASKS["tasks"].columns), *rows]})


def begin(
    by: User | None, code: str = "small_rural", *, unit: str = UNIT, **more: Any
) -> Rollout:
    """A unit that began with a pack, the planner at two posts."""
    facts, chosen = units.unit_by_uid(unit), pack(code)
    assert facts is not None
    assert chosen is not None
    holder = str(by.pk) if by is not None else ""
    people = [
        PostChoice(post, "", holder if post in {"head", "planner"} else "")
        for post in chosen.posts
    ]
    apply_pack(
        facts,
        chosen,
        **{"year": 2026, "posts": people, "with_goals": False, **more},
        by=by,
        now=NOW,
    )
    return Rollout.objects.get(unit_uid=unit)


def make_rollout_site(office: Office) -> dict[str, str]:
    """A unit that began, an edited document, a table with faults, and a neighbour."""
    planner = office.people["planner"]
    begin(planner)
    method = MethodDocument.objects.filter(unit_uid=UNIT).order_by("pk")[0]
    who: dict[str, Any] = {"by": planner, "now": NOW}
    adopt_document(method, number="120.5.2026", adopted_on=TODAY, **who)
    goals = [*GOALS, ("9", "8", "Cel bez rodzica", "", "nie ma", "Nikt", "")]
    row = send_table(
        UNIT,
        kind=TableFile.Kind.STRATEGY,
        year=0,
        content=strategy_book(goals),
        name="strategia.xlsx",
        **who,
    )
    begin(None, unit="120611")
    words = {
        "helped": "Spotkania raz na kwartał.",
        "hindered": "Za dużo zadań na początku.",
        "advice": "Mniej wskaźników.",
        "hours": 40,
    }
    facts: dict[str, Any] = {"is_shown": True, "seen": None, "by": None, "now": NOW}
    save_experience("120611", words, **facts)
    return {"method": str(method.pk), "table": str(row.pk)}
