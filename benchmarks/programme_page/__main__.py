"""The public programme of an event with 200 sessions.

``python -m benchmarks.programme_page`` makes a database and an event in a folder of its
own and asks for the page inside one process: first with the page made anew every time,
then as visitors get it, with the part of the version kept. Goal: 20 ms median as
visitors get it. ``--sessions`` for another number. Exit status 1 when it is missed.
"""

import argparse
import logging
import os
import statistics
import tempfile
import time
from datetime import UTC, date, datetime

SESSIONS, ASKED, GOAL_MS = 200, 60, 20.0
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def main() -> int:
    """Measure and print; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MIARA_HOME"] = folder
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "miara.config.settings"
        return _measured(options.sessions)


def _measured(sessions: int) -> int:
    import django

    django.setup()
    logging.disable(logging.INFO)
    from django.core.cache import cache
    from django.test import Client

    from miara.core import fresh_database, static_files

    fresh_database.make_tables()
    static_files.collect_if_stale()
    _make(sessions)
    client, path = Client(headers={"host": "localhost"}), "/wydarzenia/pomiar/program/"

    def median(*, anew: bool) -> float:
        taken = []
        for _turn in range(ASKED):
            if anew:
                cache.clear()
            started = time.perf_counter()
            answer = client.get(path)
            taken.append((time.perf_counter() - started) * 1000)
            assert answer.status_code == 200, answer.status_code
        return statistics.median(taken)

    made, kept = median(anew=True), median(anew=False)
    print(f"{sessions} sessions: made anew {made:.1f} ms, kept {kept:.1f} ms (median)")
    return 0 if kept <= GOAL_MS else 1


def _make(sessions: int) -> None:
    from miara.core.localized import Localized
    from miara.events.models import Event, Session, Turn
    from miara.events.queries.content import content_of
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
    days = [
        event.days.create(date=date(2026, 10, number), opens=540, closes=1080)
        for number in (7, 8)
    ]
    rooms = [event.rooms.create(name=Localized(f"Sala {n}")) for n in range(5)]
    speaker = event.speakers.create(name="Anna Wymyślona", post=Localized("wójt"))
    for number in range(sessions):
        row = Session.objects.create(
            event=event,
            day=days[number % 2],
            room=rooms[number // 2 % 5],
            starts=540 + number // 10 * 25,
            minutes=20,
            kind="TALK",
            title=Localized(f"Wystąpienie numer {number} o usługach w gminie"),
            summary=Localized("O tym, co się udało i czego nie powtarzać. " * 4),
        )
        Turn.objects.create(session=row, speaker=speaker, part="SPEAKER", position=1)
    event.versions.create(number=1, published_at=NOW, content=content_of(event))


if __name__ == "__main__":
    raise SystemExit(main())
