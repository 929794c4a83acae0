"""Logs: one format for all, nothing personal in it."""

import json
import logging

import pytest
import structlog
from django.conf import settings

from miara.core import logging as miara_logging


@pytest.fixture
def written(capsys):
    """Events written in JSON since the last question."""
    miara_logging.configure("json")
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    miara_logging.configure(settings.MIARA_LOG_FORMAT)


def test_our_event_carries_its_fields_and_the_context(written):
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        structlog.get_logger("miara.units").info("units.imported", rows=7)
    [event] = written()
    assert event.pop("timestamp").endswith("Z")
    assert event == {
        "event": "units.imported", "rows": 7, "request_id": "r-1", "level": "info",
    }  # fmt: skip


def test_event_of_a_library_looks_the_same(written):
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        logging.getLogger("some.library").warning("lost %s", "it", extra={"rows": 7})
    [event] = written()
    assert event["event"] == "lost it"
    assert (event["level"], event["rows"], event["request_id"]) == ("warning", 7, "r-1")


def test_nothing_personal_is_written(written):
    log = structlog.get_logger("miara")
    log.info("a.b", email="anna@example.org", extra={"phone": "1", "x": ["q@ex.org"]})
    log.info("mail for anna@example.org")
    logging.getLogger("lib").error("refused %s", "anna@example.org")
    try:
        msg = "anna@example.org is wrong"
        raise ValueError(msg)
    except ValueError:
        log.exception("a.failed")

    events = written()
    assert len(events) == 4
    assert "anna" not in str(events)
    assert "q@ex.org" not in str(events)
    assert events[0]["extra"] == {"phone": "[hidden]", "x": ["[hidden]"]}
    assert "ValueError: [hidden] is wrong" in events[3]["exception"]


def test_failed_request_is_logged_without_query_or_key(written, rf):
    request = rf.get("/konto/MQ:1abc:xyz/", {"q": "Kowalski"})
    logging.getLogger("django.request").error(
        "Internal Server Error: %s", request.path, extra={"request": request}
    )
    [event] = written()
    assert event["event"] == "Internal Server Error: /konto/[hidden]/"
    assert "Kowalski" not in str(event)


def test_text_format_is_one_readable_line(capsys):
    miara_logging.configure("text")
    structlog.get_logger("miara").info("units.imported", rows=7)
    [line] = capsys.readouterr().err.splitlines()
    assert "units.imported" in line
    assert "rows=7" in line
    assert "\x1b" not in line


def test_editorial_tools_do_not_write_titles_of_drafts(written):
    logging.getLogger("wagtail").info('Edited: "%s" pk=%s', "Szkic tajny", 7)
    assert written() == []
    logging.getLogger("wagtail").warning("A problem.")
    assert len(written()) == 1


def test_configuring_twice_writes_once(written):
    miara_logging.configure("json")
    structlog.get_logger("miara").info("a.b")
    assert len(written()) == 1


def test_unknown_format_is_refused():
    with pytest.raises(ValueError, match="MIARA_LOG_FORMAT"):
        miara_logging.configure("xml")
