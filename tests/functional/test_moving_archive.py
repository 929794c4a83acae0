"""An editor moves five hundred practices, puts errors right, publishes."""

import pytest
from tests.factories.practice_archive import (
    ERRORS,
    as_xlsx,
    good_row,
    rows_with_errors,
)
from tests.factories.practice_site import make_practice_site

from miara.core.jobs import perform
from miara.core.models import Job
from miara.practices.domain.migration.table import read_table
from miara.practices.models import PracticeCard

pytestmark = [
    pytest.mark.functional,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def desk(settings, tmp_path, page, sign_in):
    """A browser in which an editor of the base is logged in."""
    settings.SEARCH_DIR = tmp_path / "search"
    settings.FILES_DIR = tmp_path / "files"
    _named, editor = make_practice_site()
    sign_in(editor)
    return page


def work():
    """What the worker does."""
    perform(Job.objects.get(state=Job.State.QUEUED).pk)


def hand_in(desk, path):
    desk.goto("/baza/przenoszenie/")
    desk.get_by_label("Plik archiwum").set_input_files(path)
    desk.get_by_role("button", name="Sprawdź plik").click()
    desk.get_by_text("Odśwież").wait_for()
    work()
    desk.get_by_text("Przeczytano").wait_for()


def publish(desk, button):
    desk.get_by_label("opublikowane opisy").check()
    desk.get_by_role("button", name=button).click()
    desk.get_by_role("heading", name="Przeniesienie pliku").wait_for()
    work()
    desk.get_by_text("Gotowe").wait_for()


def test_an_editor_moves_an_archive_puts_it_right_and_publishes(
    desk, tmp_path, both_themes, structure
):
    rows, wrong = rows_with_errors()
    archive = tmp_path / "archiwum.xlsx"
    archive.write_bytes(as_xlsx(rows))
    hand_in(desk, archive)
    before = PracticeCard.objects.filter(live=True).count()
    report = desk.locator("main").inner_text()
    for _column, _value, sentence in ERRORS:
        assert sentence in report
    assert both_themes(desk) == {}
    desk.set_viewport_size({"width": 320, "height": 800})
    width = desk.evaluate("document.documentElement.scrollWidth")
    assert width <= 320
    desk.set_viewport_size({"width": 1280, "height": 900})

    with desk.expect_download() as waiting:
        desk.get_by_role("link", name="Pobierz pominięte wiersze").click()
    rest = waiting.value.path().read_bytes()
    kept = read_table(rest, "r.xlsx", lambda labels: "Tytul praktyki" in labels)
    assert len(kept.rows) == len(ERRORS)

    publish(desk, "Przenieś 488 gotowych wierszy")
    right = tmp_path / "poprawione.xlsx"
    right.write_bytes(as_xlsx([good_row(at) for at in wrong]))
    hand_in(desk, right)
    publish(desk, "Przenieś 12 gotowych wierszy")
    assert "Powstało 12 opisów." in desk.locator("main").inner_text()
    assert structure(desk) == {}
    assert PracticeCard.objects.filter(live=True).count() == before + 500

    desk.goto("/dawna-baza/?p1=7&art=8&s=2")
    title = good_row(7)["Tytul praktyki"]
    assert desk.locator("h1").inner_text() == title
