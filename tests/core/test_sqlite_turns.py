"""Writers of one machine take turns, in threads and in processes."""

import os
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection

from miara.core.sqlite.base import DatabaseWrapper
from miara.core.sqlite.turns import Turns

HOLDER = """
import sys, time
from pathlib import Path
from miara.core.sqlite.turns import Turns
turn = Turns(Path(sys.argv[1])).take(5)
print("taken", flush=True)
sys.stdin.readline()
turn.give_back()
print("given back", flush=True)
sys.stdin.readline()
"""
WRITER = """
import sys, django
django.setup()
from django.db import connection, transaction
for _turn in range(25):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select n from counted")
            (n,) = cursor.fetchone()
            cursor.execute("update counted set n = %s", [n + 1])
"""


def test_a_second_thread_waits_for_the_first(tmp_path):
    turns, order = Turns(tmp_path / "turns"), []
    first = turns.take(1)

    def second():
        turn = turns.take(10)
        order.append("second")
        turn.give_back()

    thread = threading.Thread(target=second)
    thread.start()
    time.sleep(0.05)
    order.append("first")
    first.give_back()
    thread.join(10)
    assert order == ["first", "second"]


def test_no_turn_comes_while_another_process_holds_it(tmp_path):
    path = tmp_path / "turns"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout.readline() == "taken\n"
        turns = Turns(path)
        assert turns.take(0.05) is None
        holder.stdin.write("\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == "given back\n"
        turn = turns.take(5)
        assert turn is not None
        turn.give_back()
    finally:
        holder.kill()
        holder.communicate()


def test_a_turn_of_a_process_that_died_is_free(tmp_path):
    path = tmp_path / "turns"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "taken\n"
    holder.kill()
    holder.communicate()
    assert Turns(path).take(5) is not None


@pytest.fixture
def own(db, tmp_path):
    """A connection to a file of its own, with a table of one number."""
    settings = connection.settings_dict | {
        "ENGINE": "miara.core.sqlite",
        "NAME": str(tmp_path / "db.sqlite3"),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 5},
    }
    wrapper = DatabaseWrapper(settings, "own")
    with wrapper.cursor() as cursor:
        cursor.execute("create table counted (n integer unique)")
        cursor.execute("insert into counted values (0)")
    yield wrapper
    wrapper.close()


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_a_turn_ends_with_its_transaction(own, end):
    own.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert own._turn is not None
    getattr(own, end)()
    assert own._turn is None


def test_processes_that_add_one_lose_none(tmp_path):
    env = os.environ | {
        "MIARA_HOME": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "miara.config.settings",
    }
    make = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "connection.cursor().execute('create table counted (n integer)')\n"
        "connection.cursor().execute('insert into counted values (0)')\n"
    )
    ask = make.split("connection.cursor", maxsplit=1)[0] + (
        "cursor = connection.cursor()\n"
        "cursor.execute('select n from counted')\nprint(cursor.fetchone()[0])\n"
    )
    subprocess.run([sys.executable, "-c", make], env=env, check=True)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER], env=env) for _n in range(3)
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    told = subprocess.run(
        [sys.executable, "-c", ask],
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.strip() == "75"
