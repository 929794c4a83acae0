"""A year planned in the browser: from a goal and its number to a task and its money."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from tests.factories.budget import LEDGER
from tests.factories.plans import UNIT, make_office, make_person
from tests.factories.units import make_register

from miara.strategy.models import Goal, Target

HOME = "/jednostki/120617-zielonki/plany"


def test_planning_a_year_from_goals_to_tasks_to_money(page: Any, sign_in: Any) -> None:
    cache.clear()
    make_register()
    office = make_office()
    planner = office.people["planner"]
    treasurer = make_person("skarbnik", "UNIT_TREASURER", UNIT)

    sign_in(planner)
    goal = _goal_with_a_number(page)
    _project_for_it(page)
    sign_in(treasurer)
    _budget_of_the_year(page)
    sign_in(planner)
    _task_for_it(page)

    # The money came with the symbol of the task, and the chain leads to it.
    page.goto(f"{HOME}/lancuch/cel-{goal.pk}/?rok=2026")
    chain = _plain(page.get_by_role("main"))
    assert "Chodniki przy szkołach" in chain
    assert "GK-01" in chain
    assert "1 200 zł" in chain
    page.get_by_role("link", name="GK-01").first.click()
    page.goto(f"{HOME}/lancuch/braki/?rok=2026")
    assert "GK-01" not in _plain(page.get_by_role("main"))


def _goal_with_a_number(page: Any) -> Goal:
    # The first page of a process is slow.
    page.goto(f"{HOME}/strategia/nowy/", timeout=30_000)
    _fill(
        page,
        kind="STRATEGY",
        title="Strategia bezpiecznych dróg",
        first_year="2026",
        last_year="2030",
        levels="Cel strategiczny",
    )
    _send(page)
    page.get_by_role("link", name="Dodaj cel", exact=False).first.click()
    _fill(page, code="I", text="Dzieci bezpiecznie dochodzą do szkoły")
    _send(page)
    goal = Goal.objects.get()

    page.goto(f"{HOME}/wskazniki/nowy/")
    _fill(
        page, code="CHOD", name="Chodniki przy szkołach", measure="km", kind="OUTCOME"
    )
    _send(page)
    page.goto(f"{HOME}/cele-liczbowe/nowy/cel/{goal.pk}/")
    page.locator('[name="local"]').select_option(label="Chodniki przy szkołach")
    _fill(page, kind="REACH", direction="UP", final_year="2030", final_value="12,5")
    _send(page)
    assert str(Target.objects.get().final_value.normalize()) == "12.5"
    return goal


def _project_for_it(page: Any) -> None:
    page.goto(f"{HOME}/programy/nowy/")
    _fill(
        page, kind="PROJECT", code="P-1", name="Chodniki przy szkołach", state="GOING"
    )
    _send(page)
    project = page.url
    page.goto(f"{project}cele/dodaj/")
    page.locator('[name="goal"]').select_option(index=1)
    _fill(page, weight="100", contribution="Buduje je.")
    _send(page)
    page.goto(f"{project}pieniadze/dodaj/")
    _fill(page, year="2026", source="OWN", planned="1 200,00")
    _send(page)
    assert "1 200,00 zł" in _plain(page.get_by_role("main"))


def _budget_of_the_year(page: Any) -> None:
    page.goto(f"{HOME}/budzet/")
    _fill(page, year="2026")
    _send(page)
    page.goto(f"{HOME}/budzet/2026/pliki/")
    _fill(page, kind="LEDGER", quarter="1")
    ledger = {"name": "rejestr.csv", "mimeType": "text/csv", "buffer": LEDGER.encode()}
    page.locator('[name="content"]').set_input_files(ledger)
    _send(page)
    page.get_by_role("button", name="Przyjmij plik do budżetu").click()
    assert "obowiązuje" in _plain(page.get_by_role("main"))


def _task_for_it(page: Any) -> None:
    page.goto(f"{HOME}/budzet/2026/zadania/nowe/")
    _fill(page, symbol="GK-01", name="Oczyszczanie chodników")
    page.locator('[name="manager"]').select_option(index=1)
    page.get_by_label("Dzieci bezpiecznie dochodzą").check()
    page.get_by_label("P-1 Chodniki").check()
    _send(page)
    page.goto(f"{HOME}/budzet/2026/zadania/")
    page.get_by_role("link", name="GK-01").click()
    card = _plain(page.get_by_role("main"))
    assert "1 200,00" in card
    assert "Dzieci bezpiecznie" in card


def _fill(page: Any, **values: str) -> None:
    for name, value in values.items():
        field = page.locator(f'main [name="{name}"]').first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def _send(page: Any) -> None:
    page.locator("main button.button-primary").first.click()
    problems = page.locator("main .error-summary")
    assert problems.count() == 0, problems.first.inner_text()


def _plain(part: Any) -> str:
    return part.inner_text().replace("\u00a0", " ").replace("\u202f", " ")
