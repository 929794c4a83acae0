"""Request context, its one log event, security headers, health addresses."""

from datetime import UTC, datetime

import pytest
import structlog
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.utils import timezone
from structlog.contextvars import merge_contextvars

from miara.core import health
from miara.core.middleware import RequestContextMiddleware, SecurityHeadersMiddleware
from miara.core.request_context import current_request_id


@pytest.fixture
def log_events():
    with structlog.testing.capture_logs([merge_contextvars]) as events:
        yield events


def serve(request, view=lambda request: HttpResponse("ok")):
    return RequestContextMiddleware(view)(request)


def test_one_event_tells_the_request_without_its_query(rf, log_events):
    serve(rf.get("/jednostki/", {"szukaj": "Kowalski"}))
    [event] = log_events
    assert event["event"] == "request.finished"
    assert (event["method"], event["path"]) == ("GET", "/jednostki/")
    assert (event["status"], event["user_id"]) == (200, None)
    assert event["ms"] >= 0
    assert "Kowalski" not in str(event)


def test_user_is_named_by_key_when_the_view_knew_them(rf, log_events):
    def view(request):
        request._cached_user = AnonymousUser()
        request._cached_user.pk = 17
        return HttpResponse("ok")

    serve(rf.get("/"), view)
    assert log_events[0]["user_id"] == 17


def test_request_id_is_the_same_everywhere(rf, log_events):
    seen = []

    def view(request):
        seen.append((current_request_id(), request.error_id))
        return HttpResponse("ok")

    response = serve(rf.get("/"), view)
    request_id = response["X-Request-ID"]
    assert seen == [(request_id, request_id[:12])]
    assert log_events[0]["request_id"] == request_id
    assert current_request_id() == ""


@pytest.mark.parametrize(
    ("given", "kept"),
    [("abcd-1234", True), ("x", False), ("a b c d e f", False), ("a" * 65, False)],
)
def test_id_of_a_proxy_is_kept_when_it_is_a_plain_word(rf, given, kept):
    response = serve(rf.get("/", headers={"X-Request-ID": given}))
    assert (response["X-Request-ID"] == given) is kept


def test_moment_of_receipt_is_stamped_before_any_work(rf, monkeypatch):
    moments = iter([datetime(2026, 4, 8, 21, 59, 59, tzinfo=UTC)])
    monkeypatch.setattr(timezone, "now", lambda: next(moments))
    seen = []
    serve(
        rf.get("/"), lambda request: seen.append(request.received_at) or HttpResponse()
    )
    assert seen == [datetime(2026, 4, 8, 21, 59, 59, tzinfo=UTC)]


def test_context_is_cleared_after_a_failure(rf):
    def view(request):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        serve(rf.get("/"), view)
    assert current_request_id() == ""


def respond(request, prepare=lambda request: None, **headers):
    def view(request):
        prepare(request)
        return HttpResponse("ok", headers=headers)

    return SecurityHeadersMiddleware(view)(request)


def test_public_page_may_be_cached(rf):
    response = respond(rf.get("/"), **{"Cache-Control": "public, max-age=60"})
    assert response["Cache-Control"] == "public, max-age=60"
    assert "camera=()" in response["Permissions-Policy"]


def signed_in(request):
    request._cached_user = AnonymousUser()
    request._cached_user.pk = 1


def with_session(request):
    request.session = SessionStore()
    request.session["half-filled form"] = 1


@pytest.mark.parametrize("prepare", [signed_in, with_session])
def test_personal_page_is_never_stored(rf, prepare):
    response = respond(rf.get("/"), prepare, **{"Cache-Control": "public"})
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]


def test_untouched_session_is_not_personal(rf):
    def prepare(request):
        request.session = SessionStore()

    assert "Cache-Control" not in respond(rf.get("/"), prepare)


def test_process_that_runs_is_alive(rf):
    response = health.alive(rf.get("/healthz"))
    assert response.status_code == 200
    assert b'"status": "ok"' in response.content


@pytest.mark.django_db
def test_ready_through_all_middleware_without_a_log_event(client, log_events):
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "ok")
    assert response.json()["checks"]["worker"] == "never_seen"
    assert "no-store" in response["Cache-Control"]
    assert [e for e in log_events if e["event"] == "request.finished"] == []


@pytest.mark.django_db
def test_not_ready_without_tables(rf, monkeypatch):
    health._migrations_are_current.cache_clear()
    monkeypatch.setattr(health, "missing_migrations", lambda: ["units.0001_initial"])
    response = health.ready(rf.get("/readyz"))
    assert response.status_code == 503
    assert b'"migrations": "missing"' in response.content
    monkeypatch.undo()
    assert health.ready(rf.get("/readyz")).status_code == 200


def test_not_ready_without_a_database(rf, monkeypatch, log_events):
    def broken():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", broken)
    response = health.ready(rf.get("/readyz"))
    assert response.status_code == 503
    assert b'"database": "failed"' in response.content
    assert log_events[0]["event"] == "health.database"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_read_only(client, path):
    assert client.post(path).status_code == 405
