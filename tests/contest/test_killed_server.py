"""What the server acknowledged survives its death in the middle of a rush."""

import contextlib
import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

COUNT, CLIENTS, KILLED_AFTER = 16, 6, 6
TOKEN = "t" * 32
ROOT = Path(__file__).parents[2]


@pytest.fixture
def env(tmp_path, monkeypatch):
    """Environment of a site of its own on SQLite."""
    return {
        **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "tests.contest.rush_settings",
        "MIARA_HOME": str(tmp_path),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }


@pytest.fixture
def site(env):
    made = subprocess.run(
        [sys.executable, "-m", "tests.contest.rush_site", str(COUNT)],
        env=env, cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(made.stdout.splitlines()[-1])


class Server:
    """The web server as `miara serve` starts it, with one worker."""

    def __init__(self, env):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1",
             "--host", "127.0.0.1", "--port", str(self.port), "--no-ws",
             "--blocking-threads", "6", "--log-level", "error",
             "miara.config.wsgi:application"],
            env=env, cwd=ROOT, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.wait()

    def wait(self):
        gap = threading.Event()
        for _try in range(300):
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.ask("GET", "/healthz")[0] == 200:
                    return
            assert self.process.poll() is None, "the server did not start"
            gap.wait(0.1)
        pytest.fail("the server does not answer")

    def ask(self, method, path, session=""):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        cookie = f"sessionid={session}; csrftoken={TOKEN}"
        body = f"csrfmiddlewaretoken={TOKEN}" if method == "POST" else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body, {"Cookie": cookie, **kind})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def rush(server, site, uids, *, kill_after=None):
    """Submit all at once; uids that the server acknowledged before it died."""
    done, lock = [], threading.Lock()

    def submit(uid):
        try:
            status, _text = server.ask(
                "POST", f"/zgloszenia/{uid}/zloz/", site["session"]
            )
        except (OSError, http.client.HTTPException):
            return
        if status == 302:
            with lock:
                done.append(uid)
                if kill_after is not None and len(done) == kill_after:
                    server.kill()

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(submit, uids))
    return done


def stored(tmp_path):
    """Uid to number and hash of what the database holds after the death."""
    with contextlib.closing(sqlite3.connect(tmp_path / "miara.sqlite3")) as database:
        rows = database.execute(
            "select e.uid, e.number, v.sha256 from contest_entry e"
            " join contest_entryversion v on v.id = e.latest_id"
        ).fetchall()
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        letters = database.execute(
            "select count(*) from notifications_message"
            " where kind = 'contest.entry_submitted'"
        ).fetchone()
        # What was stored but not acknowledged is sent once more: one more version.
        versions = database.execute(
            "select count(*) from contest_entryversion"
        ).fetchone()
    assert letters == versions
    return {uid: (number, sha256) for uid, number, sha256 in rows}


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(env, site, tmp_path):
    server = Server(env)
    try:
        acknowledged = rush(server, site, site["drafts"], kill_after=KILLED_AFTER)
    finally:
        server.kill()
    assert KILLED_AFTER <= len(acknowledged) < COUNT
    held = stored(tmp_path)
    assert set(acknowledged) <= set(held)

    server = Server(env)
    try:
        for uid in acknowledged:
            number, sha256 = held[uid]
            status, page = server.ask("GET", f"/potwierdzenie/?skrot={sha256}")
            assert (status, number in page) == (200, True)
        # The rest tries again; numbers run on without a gap or a double.
        left = [uid for uid in site["drafts"] if uid not in acknowledged]
        assert set(rush(server, site, left)) == set(left)
    finally:
        server.kill()
    numbers = sorted(number for number, _sha256 in stored(tmp_path).values())
    year = numbers[0].split("/")[0]
    assert numbers == [f"{year}/{n:03d}" for n in range(1, COUNT + 1)]
