"""A year seen in the chain, and a report made, edited and made anew after a correction."""

from __future__ import annotations

import re
from typing import Any

from django.core.cache import cache
from tests.factories.reports import make_world

from miara.budget.models import TaskMoney

HOME = "/jednostki/120617-zielonki/plany"


def test_a_report_keeps_the_words_of_its_author(page: Any, sign_in: Any) -> None:
    cache.clear()
    world = make_world()
    sign_in(world.office.people["planner"])
    page.goto(f"{HOME}/lancuch/?rok=2026")
    page.get_by_role("link", name="Środowisko").click()
    page.get_by_role("link", name="I.1 Cel o symbolu I.1").click()
    main = page.get_by_role("main")
    assert "Wskaźnik PM25" in main.inner_text()
    page.get_by_role("link", name="GK-01 Zadanie GK-01").click()
    assert "120 000 zł" in _plain(main.inner_text())

    page.goto(f"{HOME}/raporty/")
    page.get_by_label("Rok, którego dotyczy raport").fill("2026")
    page.get_by_role("button", name="Sporządź raport z danych").click()
    page.get_by_role("link", name=re.compile("zmień tekst.*Środowisko")).click()
    page.get_by_label("Tekst części").fill("Ulice są czystsze niż rok temu.")
    page.get_by_role("button", name="Zapisz treść").click()

    TaskMoney.objects.filter(task=world.task).update(executed=45_000_00)
    page.get_by_role("button", name="Sporządź ponownie z danych").click()
    text = _plain(main.inner_text())
    assert "Ulice są czystsze niż rok temu." in text
    assert "Dane zmieniły się pod 1 tekstem." in text
    page.get_by_role("link", name="Pokaż wszystkim").click()
    page.get_by_role("button", name="Opublikuj raport").click()
    assert "Obejrzyj każdą tak oznaczoną część" in page.inner_text("body")

    page.get_by_role("link", name="2026").click()
    page.get_by_role("link", name=re.compile("zmień tekst.*Środowisko")).click()
    assert "45 000 zł" in _plain(main.inner_text())
    page.get_by_role("button", name="Zapisz treść").click()
    page.get_by_role("link", name="Pokaż wszystkim").click()
    page.get_by_label("Kto odpowiada za treść").fill("Anna Nowak, sekretarz")
    page.get_by_role("button", name="Opublikuj raport").click()
    page.goto("/jednostki/120617-zielonki/raporty/stan-gminy-2026/")
    assert "Ulice są czystsze niż rok temu." in _plain(main.inner_text())


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
