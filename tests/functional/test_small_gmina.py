"""A small rural gmina begins from nothing but public data, in half an hour of work."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.core.cache import cache
from tests.factories.plans import make_person
from tests.factories.rollout import strategy_book, tasks_book
from tests.factories.vintages import publish_small_vintage

from miara.budget.models import BudgetTask
from miara.organisations.models import Post
from miara.rollout.models import Rollout
from miara.strategy.models import Goal, Target

HOME = "/jednostki/120617-zielonki"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: What a person needs for a press and for a field, pasting into a template apart.
SECONDS_A_CLICK, SECONDS_A_FIELD = 10, 20
TEMPLATES = 2 * 8 * 60


class Hands:
    """Hands of a clerk: what they do is counted."""

    def __init__(self, page: Any) -> None:
        self.page, self.clicks, self.fields = page, 0, 0

    def press(self, role: str, name: str) -> None:
        self.page.get_by_role("main").get_by_role(role, name=name).first.click()
        self.clicks += 1

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.clicks += 1

    def choose(self, label: str, option: str) -> None:
        self._field(label).select_option(label=option)
        self.fields += 1

    def attach(self, label: str, path: Path) -> None:
        self._field(label).set_input_files(path)
        self.fields += 1

    def _field(self, label: str) -> Any:
        """The field of a label, which may end in a word that it is optional."""
        return self.page.get_by_label(re.compile(rf"^{label}(\s*\(.*\))?$"))

    @property
    def seconds(self) -> int:
        return self.clicks * SECONDS_A_CLICK + self.fields * SECONDS_A_FIELD


def test_a_small_gmina_begins_within_half_an_hour(
    page: Any, sign_in: Any, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    cache.clear()
    settings.FILES_DIR = tmp_path / "files"
    # The calendar has gaps of weeks: the day of this journey is one with a term near.
    clock = SimpleNamespace(now=lambda: NOW)
    monkeypatch.setattr("miara.core.middleware.timezone", clock)
    publish_small_vintage(settings)
    planner = make_person("Anna Planistka", "UNIT_ADMINISTRATOR")
    head = make_person("Jan Wójt", "UNIT_READER")
    sign_in(planner)
    strategy = tmp_path / "strategia.xlsx"
    goals = (
        ("1", "", "Dobre warunki życia", "społeczny", "", "Wójt", ""),
        ("1.1", "1", "Bezpieczne drogi", "przestrzenny", "transport", "Wójt", ""),
        ("1.2", "1", "Czyste powietrze", "przestrzenny", "", "Wójt", ""),
    )
    strategy.write_bytes(strategy_book(goals))
    tasks = tmp_path / "zadania.xlsx"
    rows = (
        (
            "DR-01",
            "Budowa chodników",
            "inwestycyjne",
            "",
            "Skarbnik",
            "1.1",
            "",
            "125000",
        ),
        ("DR-02", "Utrzymanie dróg", "bieżące", "URZ", "Skarbnik", "1.1", "", "80000"),
    )
    tasks.write_bytes(tasks_book(rows))
    hands = Hands(page)
    main = page.get_by_role("main")

    # Public data alone show where the unit stands; nothing was entered yet.
    page.goto(f"{HOME}/")
    assert "Zielonki" in main.inner_text()
    assert not Rollout.objects.exists()

    page.goto(f"{HOME}/plany/wdrozenie/")
    hands.press("link", "Zacznij")
    hands.choose("Wójt", "Jan Wójt")
    hands.choose("Koordynator systemu", "Anna Planistka")
    hands.press("button", "Zastosuj pakiet")
    assert "24 usługi publiczne" in _plain(page.inner_text("body"))

    hands.press("link", "Wczytaj tabele")
    hands.attach("Plik", strategy)
    hands.press("button", "Prześlij i obejrzyj")
    assert "3 cele, 1 cel liczbowy" in _plain(main.inner_text())
    hands.press("button", "Zapisz w planach")

    hands.press("link", "Postęp wdrożenia")
    hands.press("link", "Wczytaj tabele")
    hands.choose("Co jest w pliku", "zadania budżetowe")
    hands.attach("Plik", tasks)
    hands.press("button", "Prześlij i obejrzyj")
    assert "2 zadania budżetowe" in _plain(main.inner_text())
    hands.press("button", "Zapisz w planach")
    hands.press("link", "Postęp wdrożenia")
    text = _plain(main.inner_text())
    assert "7 z 7" in text, text

    hands.follow("Moje sprawy")
    assert "31 marca 2026" in _plain(main.inner_text())

    assert hands.seconds + TEMPLATES < 30 * 60, (hands.clicks, hands.fields)
    assert hands.clicks <= 12
    assert hands.fields <= 5
    assert Goal.objects.exclude(owner=None).count() == 3
    assert Target.objects.get().goal is not None
    assert BudgetTask.objects.filter(goals__code="1.1").count() == 2
    held = dict(Post.objects.values_list("title", "holder"))
    assert held["Wójt"] == str(head.pk)
    assert held["Koordynator systemu"] == str(planner.pk)
    sign_in(head)
    page.goto(f"{HOME}/plany/dzis/")
    assert "31 marca 2026" in _plain(main.inner_text())


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
