"""Closing an edition in a browser, by keyboard."""

import pytest
from tests.factories.finished_contest import make_finished

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
OFFICE = "/konkursy/lider/2026/biuro"


@pytest.fixture
def finished(tmp_path, settings):
    settings.MIARA_HOME = tmp_path
    settings.FILES_DIR = tmp_path / "files"
    return make_finished(entries=1)


def test_request_of_a_person_without_reason_says_what_is_missing(
    finished, page, sign_in
):
    """By keyboard: the form keeps the address and says which field is wanted."""
    sign_in(finished.world.organiser)
    page.goto(f"{OFFICE}/dane-osobowe/")
    page.get_by_label("Adres e-mail osoby").focus()
    page.keyboard.type(finished.experts[0].user.email)
    page.get_by_role("button", name="Usuń, co można usunąć").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Podaj, kto i kiedy zażądał usunięcia danych.").first.wait_for()
    kept = page.get_by_label("Adres e-mail osoby").input_value()
    assert kept == finished.experts[0].user.email
