"""Commands that run for long: the site with its worker, the tick."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from miara.core import schedule, supervisor
from miara.core.management.commands import serve
from miara.core.schedule import Scheduled, daily
from miara.core.supervisor import Child, Supervisor
from miara.core.worker import Ticker

PATIENCE = 40.0


def wait_for(condition, what):
    """Poll until true; fail with words otherwise."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.1)
    pytest.fail(f"waited {PATIENCE:.0f} s in vain: {what}")


def is_running(pid):
    """Whether a process exists and is not a zombie."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children_of(pid):
    """Ids of the processes that this one started."""
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(word) for word in file.read().split()]


def command_of(pid):
    with open(f"/proc/{pid}/cmdline") as file:
        return file.read().split("\0")


def fetch(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return None


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


PREPARE = """
import django
django.setup()
from miara.core.fresh_database import make_tables
make_tables()
"""


@pytest.fixture
def site(tmp_path, free_port):
    """A served site with a database of its own."""
    env = os.environ | {
        "MIARA_HOME": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": os.environ.get(
            "DJANGO_SETTINGS_MODULE", "miara.config.settings"
        ),
    }
    django = [sys.executable, "-m", "django"]
    subprocess.run([sys.executable, "-c", PREPARE], env=env, check=True)
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [*django, "serve", f"--port={free_port}", "--workers=1"],
            env=env,
            stdout=log,
            stderr=log,
        )
    try:
        yield process, f"http://127.0.0.1:{free_port}", tmp_path
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_site_serves_ticks_replaces_a_dead_worker_and_stops_clean(site):
    process, address, home = site
    wait_for(lambda: fetch(f"{address}/healthz") == 200, "an answer of the site")

    def workers():
        return [pid for pid in children_of(process.pid) if "worker" in command_of(pid)]

    [worker] = wait_for(workers, "the worker")
    database = sqlite3.connect(home / "db.sqlite3")
    wait_for(
        lambda: database.execute("SELECT slot FROM core_scheduledrun").fetchall(),
        "the first tick",
    )
    assert fetch(f"{address}/readyz") == 200
    assert fetch(f"{address}/") == 200  # style sheets of a new data folder

    os.kill(worker, signal.SIGKILL)
    [again] = wait_for(
        lambda: [pid for pid in workers() if pid != worker], "another worker"
    )
    everybody = children_of(process.pid)
    assert len(everybody) == 2

    time.sleep(1)  # the new worker sets up its signals
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=PATIENCE) == 0
    assert [pid for pid in everybody if is_running(pid)] == []
    assert not is_running(again)
    assert fetch(f"{address}/healthz") is None


def test_server_refuses_a_database_that_lacks_migrations(monkeypatch):
    monkeypatch.setattr(serve, "missing_migrations", lambda: ["units.0001_initial"])
    with pytest.raises(CommandError, match=r"lacks 1 migrations.*miara migrate"):
        serve.check_database()


def test_server_refuses_a_taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match="cannot be used"):
            serve.check_port("127.0.0.1", other.getsockname()[1])


def run_for(keeper, condition, what):
    """Run a supervisor in this thread until the condition holds."""

    def watch():
        try:
            wait_for(condition, what)
        finally:
            keeper._stopping.set()

    watcher = threading.Thread(target=watch)
    watcher.start()
    keeper.run()
    watcher.join()


def test_dead_child_is_started_again_with_growing_pauses(monkeypatch):
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.05)
    dying = Child("dying", [sys.executable, "-c", "raise SystemExit(3)"], pause=0.05)
    living = Child("living", [sys.executable, "-c", "import time; time.sleep(60)"])
    keeper = Supervisor([dying, living])

    run_for(keeper, lambda: dying.restarts >= 3, "three restarts")

    assert dying.pause >= 0.4
    assert living.restarts == 0
    assert living.process.returncode == -signal.SIGTERM


def test_child_that_ignores_the_request_is_killed(monkeypatch):
    monkeypatch.setattr(supervisor, "GRACE", 0.3)
    code = (
        "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('ready', flush=True); time.sleep(60)"
    )
    deaf = Child("deaf", [sys.executable, "-c", code])
    deaf.process = subprocess.Popen(deaf.command, stdout=subprocess.PIPE)
    with deaf.process.stdout as out:
        out.readline()
    Supervisor([deaf]).stop()
    assert deaf.process.returncode == -signal.SIGKILL


def test_ticker_calls_at_once_and_again_and_stops():
    calls = []
    ticker = Ticker(None, lambda: calls.append(1), seconds=0.02)
    ticker.start()
    wait_for(lambda: len(calls) >= 3, "three ticks")
    ticker.stop()
    ticker.join(timeout=5)
    assert not ticker.is_alive()


def test_orphaned_worker_stops_itself(monkeypatch):
    signals = []
    monkeypatch.setattr(os, "kill", lambda pid, number: signals.append((pid, number)))
    ticker = Ticker(parent=-1, tick=lambda: None, seconds=0.02)
    ticker.start()
    ticker.join(timeout=5)
    assert signals == [(os.getpid(), signal.SIGTERM)]


@pytest.fixture
def calendar(monkeypatch):
    """A calendar with one task; says with which moments it was called."""
    calls = []
    tasks = [Scheduled("tests.task", daily(hour=3), calls.append, schedule.FIRST_RETRY)]
    monkeypatch.setattr("miara.core.management.commands.tick.calendar", lambda: tasks)
    monkeypatch.setattr(schedule, "calendar", lambda: tasks)
    return tasks, calls


def tick(*arguments):
    out = StringIO()
    call_command("tick", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_tick_tells_what_it_ran_and_runs_it_once(calendar):
    _tasks, calls = calendar
    assert tick("--now", "2026-03-01T03:00+01:00") == "tests.task done in 0.0 s\n"
    assert tick("--now", "2026-03-01T03:01+01:00") == ""
    assert len(calls) == 1


@pytest.mark.django_db
def test_tick_lists_without_running(calendar):
    _tasks, calls = calendar
    listed = tick("--list", "--now", "2026-03-01T10:00+01:00")
    assert listed == "tests.task  last due 2026-03-01 03:00\n"
    assert calls == []


@pytest.mark.django_db
def test_tick_fails_when_a_task_fails(calendar):
    tasks, _calls = calendar

    def fail(now):
        raise RuntimeError

    tasks[0] = Scheduled("tests.task", daily(hour=3), fail, schedule.FIRST_RETRY)
    with pytest.raises(CommandError, match=r"failed: tests\.task"):
        tick()


@pytest.mark.parametrize("moment", ["yesterday", "2026-03-01T03:00"])
def test_tick_wants_a_moment_with_its_zone(moment):
    with pytest.raises(CommandError, match="with its zone"):
        tick("--now", moment)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),
        ("::1", "http://[::1]:8123"),
    ],
)
def test_links_lead_to_the_port_that_is_served(host, expected, settings, monkeypatch):
    settings.MIARA_SITE_URL = serve.DEFAULT_SITE_URL
    monkeypatch.setenv("MIARA_SITE_URL", "")

    serve.use_own_address(host, 8123)

    assert os.environ["MIARA_SITE_URL"] == expected


def test_an_address_somebody_set_stays(settings, monkeypatch):
    settings.MIARA_SITE_URL = "https://miara.example.pl"
    monkeypatch.setenv("MIARA_SITE_URL", "https://miara.example.pl")

    serve.use_own_address("127.0.0.1", 8123)

    assert os.environ["MIARA_SITE_URL"] == "https://miara.example.pl"
