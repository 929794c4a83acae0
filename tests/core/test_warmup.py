"""What web processes prepare before they serve."""

import os
import subprocess
import sys

import pytest

from miara.core import warmup


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch):
    monkeypatch.setattr(warmup, "_makers", {})
    monkeypatch.setattr(warmup, "_pages", {})
    # Nothing of the tests is to stay for ever.
    monkeypatch.setattr(warmup.gc, "freeze", lambda: None)
    monkeypatch.setattr(warmup.connections, "close_all", lambda: None)


def test_a_failure_stops_neither_the_others_nor_the_server():
    made = []

    def fail():
        raise LookupError

    warmup.register("core.first", fail)
    warmup.register("core.second", lambda: made.append("second"))
    warmup.prepare()
    assert made == ["second"]


def test_pages_are_asked_for_through_the_application(settings):
    settings.MIARA_SITE_URL = "https://miara.example:8443"
    asked = []

    def application(environ, start_response):
        start_response("200 OK", [])
        asked.append((environ["REQUEST_METHOD"], environ["HTTP_HOST"]))
        asked.append((environ["PATH_INFO"], environ["wsgi.url_scheme"]))
        return [b"page"]

    warmup.register_page("core.none", lambda: "")
    warmup.register_page("core.some", lambda: "/jednostki/")
    warmup.prepare(application)
    assert asked == [("GET", "miara.example:8443"), ("/jednostki/", "https")]


def test_what_is_prepared_is_left_alone_by_the_collector(monkeypatch):
    done = []
    monkeypatch.setattr(warmup.gc, "freeze", lambda: done.append("frozen"))
    warmup.register("core.first", lambda: done.append("made"))
    warmup.prepare()
    assert done == ["made", "frozen"]


def test_a_web_process_prepares_before_it_serves(tmp_path):
    """The module that the server imports calls it, even without a database."""
    code = (
        "from miara.core import warmup\n"
        "warmup.register('core.probe', lambda: print('prepared'))\n"
        "import miara.config.wsgi\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ
        | {"DATABASE_URL": "sqlite:///:memory:", "MIARA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "prepared" in done.stdout
