"""A quarter closed by five people: written, returned, corrected, approved, locked, read."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from tests.factories.budget import load, make_task, make_year
from tests.factories.plans import NOW, UNIT, make_office, make_person
from tests.factories.units import make_register

from miara.budget.models import TaskReport
from miara.cycle.actions.years import open_year
from miara.cycle.domain.calendars import calendar

HOME = "/jednostki/120617-zielonki/plany"


def test_a_quarter_closed_by_five_people(page: Any, sign_in: Any) -> None:
    cache.clear()
    make_register()
    office = make_office()
    manager, coordinator = office.people["engineer"], office.people["planner"]
    treasurer = make_person("skarbnik", "UNIT_TREASURER", UNIT)
    head = make_person("wojt", "UNIT_PLANNER", UNIT)
    auditor = make_person("audytor", "UNIT_AUDITOR", UNIT)
    open_year(UNIT, 2026, calendar("small-rural"), by=coordinator, now=NOW)
    year = make_year()
    task = make_task(year, manager=office.engineer)
    load(year)
    report = f"{HOME}/budzet/2026/zadania/{task.pk}/kwartal/1/"

    sign_in(manager)
    page.goto(report, timeout=30_000)  # the first page of a process is slow
    page.get_by_label("Co zrobiono").fill("Posprzątano ulice.")
    page.get_by_role("button", name="Wyślij do zatwierdzenia").click()
    assert page.get_by_role("button", name="Zatwierdź i zamknij").count() == 0

    sign_in(coordinator)
    page.goto(report)
    page.get_by_label("Dlaczego").fill("Napisz, ile ulic.")
    page.get_by_role("button", name="Zwróć do poprawy").click()
    assert TaskReport.objects.get().state == "RETURNED"

    sign_in(manager)
    page.goto(report)
    main = page.get_by_role("main")
    assert "Napisz, ile ulic." in _plain(main)
    # Nothing written before the return is lost.
    assert page.get_by_label("Co zrobiono").input_value() == "Posprzątano ulice."
    page.get_by_label("Co zrobiono").fill("Posprzątano 14 ulic.")
    page.get_by_role("button", name="Wyślij do zatwierdzenia").click()

    sign_in(coordinator)
    page.goto(report)
    assert "Posprzątano 14 ulic." in _plain(main)
    page.get_by_role("button", name="Zatwierdź i zamknij").click()
    assert TaskReport.objects.get().state == "APPROVED"

    sign_in(treasurer)
    page.goto(f"{HOME}/budzet/2026/sprawozdania/")
    assert "zatwierdzon" in _plain(main)
    page.goto(report)
    assert "300,00" in _plain(main)

    sign_in(head)
    page.goto(f"{HOME}/kalendarz/2026/")
    page.get_by_label("Dlaczego").fill("Kwartał jest rozliczony.")
    page.get_by_role("button", name="Zamknij rok").click()
    assert "Rok zamknięto" in _plain(main)
    sign_in(coordinator)
    page.goto(report)
    page.get_by_label("Dlaczego").fill("Jednak nie.")
    page.get_by_role("button", name="Otwórz do poprawy").click()
    assert TaskReport.objects.get().state == "APPROVED"

    sign_in(auditor)
    page.goto(report)
    trail = _plain(main).casefold()
    for told in ("wysłano", "zwrócono", "napisz, ile ulic", "zatwierdzono"):
        assert told in trail, (told, trail)
    assert page.get_by_role("button", name="Zatwierdź i zamknij").count() == 0
    assert page.get_by_label("Co zrobiono").count() == 0


def _plain(part: Any) -> str:
    return part.inner_text().replace("\u00a0", " ").replace("\u202f", " ")
