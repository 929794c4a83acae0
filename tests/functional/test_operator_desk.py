"""The operator's desk in a browser, watched while it works."""

import pytest
from tests.factories.units import NOW
from tests.factories.vintages import publish_small_vintage
from tests.indicators.commands.conftest import NETWORKS

from miara.accounts.public import create_operator
from miara.core.jobs import perform
from miara.core.models import Job

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

PASSWORD = "dluga-lipowa-aleja-7"


@pytest.fixture
def desk(db, settings, tmp_path, page, visit):
    """A browser in which the operator is logged in; the small country is served."""
    settings.MIARA_OPERATOR_SECOND_FACTOR = False
    settings.UPLOADS_DIR = tmp_path / "uploads"
    publish_small_vintage(settings)
    operator = create_operator(
        email="operator@miara.example", password=PASSWORD, full_name="Olga", now=NOW
    )
    visit("/konto/logowanie/")
    page.get_by_label("Adres e-mail").fill(operator.email)
    page.get_by_label("Hasło").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "logowanie" not in url)
    return page


def test_the_page_of_a_job_follows_the_work_by_itself(desk, visit, axe, tmp_path):
    path = tmp_path / "wodociagi.csv"
    path.write_text(NETWORKS, encoding="utf-8")
    visit("/operator/import/")
    desk.get_by_label("Plik", exact=True).set_input_files(path)
    desk.get_by_role("button", name="Wyślij i wczytaj").click()
    desk.get_by_text("czeka").wait_for()
    assert axe(desk) == []

    perform(Job.objects.get().pk)  # what the worker does
    desk.get_by_text("Gotowe").wait_for()
    assert "Wczytano: 4 wiersze" in desk.locator("main").inner_text()
    assert axe(desk) == []
