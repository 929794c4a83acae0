"""Error pages: the status, the language of the address, and what to do."""

import re

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from structlog.testing import capture_logs

from miara.web.views import errors

PAGES = {
    "bad_request": 400,
    "permission_denied": 403,
    "page_not_found": 404,
    "server_error": 500,
    "csrf_failure": 403,
    "lockout": 429,
}


def ask(path: str = "/gdzie/?a=1") -> HttpRequest:
    return RequestFactory().get(path)


@pytest.mark.parametrize(("name", "status"), PAGES.items())
@pytest.mark.parametrize(("path", "language"), [("/x/", "pl"), ("/en/x/", "en")])
def test_each_page_names_itself_and_offers_a_way_on(name, status, path, language):
    response = getattr(errors, name)(ask(path))
    html = response.content.decode()
    home = "/en/" if language == "en" else "/"
    assert response.status_code == status
    assert response["Content-Language"] == language
    assert "no-store" in response["Cache-Control"]
    assert f'<html lang="{language}">' in html
    title, heading = (
        re.search(r"<title>(.*?) · Miara", html),
        re.search(r"<h1>(.*?)</h1>", html),
    )
    assert title[1] == heading[1]
    assert f'class="button" href="{home}"' in html


@pytest.mark.parametrize("name", PAGES)
def test_the_two_languages_differ(name):
    polish = getattr(errors, name)(ask("/x/")).content.decode()
    english = getattr(errors, name)(ask("/en/x/")).content.decode()
    heading = re.compile(r"<h1>(.*?)</h1>")
    assert heading.search(polish)[1] != heading.search(english)[1]


@pytest.mark.parametrize("name", PAGES)
def test_an_error_page_needs_no_database(name, django_assert_num_queries):
    # Without the `db` mark any query would fail.
    assert getattr(errors, name)(ask()).content


def test_the_number_of_the_error_is_on_the_page_and_in_the_log():
    request = ask()
    request.error_id = "0123456789ab"
    with capture_logs() as events:
        html = errors.server_error(request).content.decode()
    assert "<strong>0123456789ab</strong>" in html
    assert [event["error_id"] for event in events] == ["0123456789ab"]


def test_a_reason_written_for_people_is_shown_escaped():
    html = errors.permission_denied(ask(), PermissionError("<b>Nie dziś.</b>"))
    assert "&lt;b&gt;Nie dziś." in html.content.decode()


def test_a_lockout_says_how_long_to_wait():
    response = errors.lockout(ask())
    assert response["Retry-After"] == "900"
    assert "15 minut." in response.content.decode()


@pytest.mark.django_db
def test_a_missing_page_and_a_form_without_its_token(settings):
    client = Client(enforce_csrf_checks=True)
    assert "Nie ma takiej strony" in client.get("/nic/").content.decode()
    refused = client.post("/", {"a": "1"})
    assert refused.status_code == 403
    assert "formularza" in refused.content.decode()
