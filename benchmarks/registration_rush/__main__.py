"""Sixty-four people ask for the last ten places of an event at the same moment.

``python -m benchmarks.registration_rush`` makes a database in a folder of its own
(SQLite; PostgreSQL when ``DATABASE_URL`` names an empty one) and lets 64 threads, each
with a connection of its own, send whole registrations: rows, answers, letter, trail.
Exactly ten must have a place, the others wait, none lost or doubled; registrations a
second are printed. ``--clients`` and ``--places`` for other numbers. Exit status 1 when
the numbers do not agree.
"""

import argparse
import logging
import os
import tempfile
import threading
import time
from datetime import UTC, date, datetime
from typing import Any

CLIENTS, PLACES = 64, 10
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def main() -> int:
    """Measure and print; 1 when a place was doubled or a registration lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--places", type=int, default=PLACES)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MIARA_HOME"] = folder
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ["DJANGO_SETTINGS_MODULE"] = "miara.config.settings"
        return _measured(options.clients, options.places)


def _measured(clients: int, places: int) -> int:
    import django

    django.setup()
    logging.disable(logging.INFO)
    from django.db import connection

    from miara.attendance.models import Guest, Registration
    from miara.core import fresh_database
    from miara.notifications.models import Message

    fresh_database.make_tables()
    desk = _make(places)
    seconds, failures = _rush(desk, clients)
    placed = Guest.objects.filter(state=Guest.State.PLACE).count()
    waiting = Guest.objects.filter(state=Guest.State.WAITING).count()
    kept = Registration.objects.count()
    letters = Message.objects.filter(kind="attendance.registered").count()
    print(
        f"{connection.vendor}: {clients} clients, {places} places: {placed} placed, "
        f"{waiting} waiting, {kept} registrations, {letters} letters, "
        f"{len(failures)} failures; {clients / seconds:.0f} registrations a second"
    )
    for failure in sorted(set(failures))[:5]:
        print(f"  {failure}")
    expected = (min(places, clients), max(0, clients - places), clients, clients)
    return 0 if (placed, waiting, kept, letters) == expected else 1


def _make(places: int) -> Any:
    from miara.attendance.models import Desk
    from miara.core.localized import Localized
    from miara.events.models import Event
    from miara.organisations.public import Organisation

    owner = Organisation.objects.create(
        kind=Organisation.Kind.ASSOCIATION, name=Localized("Związek")
    )
    event = Event.objects.create(
        code="pomiar",
        owner=owner,
        name=Localized("Pomiar"),
        state=Event.State.PUBLIC,
        created_at=NOW,
        published_at=NOW,
    )
    event.days.create(date=date(2026, 10, 7), opens=540, closes=960)
    return Desk.objects.create(event=event, is_open=True, places=places)


def _rush(desk: Any, clients: int) -> tuple[float, list[str]]:
    """Seconds from the start of all to the end of the last, and what failed."""
    from django.db import connections

    from miara.attendance.actions.registration import Wish, register

    gate = threading.Barrier(clients + 1)
    failures: list[str] = []

    def ask(number: int) -> None:
        wish = Wish(
            email=f"osoba-{number}@urzad.example",
            kind="OTHER",
            names=[f"Osoba {number}"],
            body="Fundacja",
            answers={"needs": "Dieta"},
        )
        gate.wait()
        try:
            register(desk=desk, wish=wish, language="pl", now=NOW)
        except Exception as error:
            failures.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    gate.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started, failures


if __name__ == "__main__":
    raise SystemExit(main())
