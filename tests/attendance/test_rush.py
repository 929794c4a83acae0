"""Sixty-four people ask for the last ten places at the same moment."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections
from tests.factories.attendance import make_desk
from tests.factories.events import NOW

from miara.attendance.actions.registration import Wish, register
from miara.attendance.models import Guest, Registration
from miara.audit.models import Event as Trail
from miara.notifications.models import Message

CLIENTS, PLACES = 64, 10


@pytest.mark.django_db(transaction=True)
def test_the_last_places_go_to_exactly_so_many():
    """Each client has a connection of its own: real transactions that meet."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share the one connection of a database in memory")
    reception = make_desk(places=PLACES)
    gate, failures = threading.Barrier(CLIENTS), []

    def ask(number):
        wish = Wish(email=f"{number}@x.example", kind="OTHER", names=[f"Osoba {number}"],
                    body="Fundacja", answers={"needs": "Dieta"})  # fmt: skip
        gate.wait()
        try:
            now = NOW + timedelta(microseconds=number)
            register(desk=reception.desk, wish=wish, language="pl", now=now)
        except Exception as error:
            failures.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Guest.objects.filter(state="PLACE").count() == PLACES
    assert Guest.objects.filter(state="WAITING").count() == CLIENTS - PLACES
    assert Registration.objects.count() == CLIENTS
    assert len(set(Guest.objects.values_list("name", flat=True))) == CLIENTS
    assert Message.objects.filter(kind="attendance.registered").count() == CLIENTS
    assert Trail.objects.filter(kind="attendance.registered").count() == CLIENTS
    placed = Guest.objects.filter(state="PLACE").values_list("pk", flat=True)
    waiting = Guest.objects.filter(state="WAITING").values_list("pk", flat=True)
    assert max(placed) < min(waiting)  # in the order of the queue


@pytest.mark.functional
def test_the_last_places_on_a_file():
    """The same on SQLite in a file, as small offices run it: the benchmark checks."""
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.registration_rush"],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
