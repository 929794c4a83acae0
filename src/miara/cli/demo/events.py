"""Two events of the demo: the conference of the edition that is over, and panels."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from miara.accounts.public import User
from miara.cli.demo.attendance import register_guests
from miara.cli.demo.contest.edition import CONTEST
from miara.contest.models import Edition
from miara.core.localized import Localized
from miara.events.actions.events import archive_event, create_event, publish_event
from miara.events.actions.programme import draft_from_edition
from miara.events.actions.versions import publish_programme
from miara.events.domain.drafting import DraftWishes
from miara.events.models import Event, Turn

__all__ = ["hold_events"]

_PLACE: dict[str, Any] = {
    "name": Localized("Dom Kultury w Zmyślonej", "Culture House in Zmyślona"),
    "address": "ul. Przykładowa 1, 00-000 Zmyślona",
    "directions": Localized(
        "Z dworca 10 minut pieszo. Parking od ulicy Przykładowej.",
        "Ten minutes on foot from the station. Car park from Przykładowa street.",
    ),
    "entrance": Localized(
        "Wejście główne, bez progów. Rejestracja w holu od godziny 9:00.",
        "Main entrance, no steps. Registration in the hall from 9:00.",
    ),
    "accessibility": Localized(
        "Winda, toaleta dla osób z niepełnosprawnościami, pętla indukcyjna w auli.",
        "Lift, accessible toilet, induction loop in the main hall.",
    ),
    "position": 1,
}
_PANELS = (
    (
        0,
        0,
        600,
        90,
        "PANEL",
        "Usługi wspólne kilku gmin",
        "Services shared by municipalities",
    ),
    (0, None, 690, 60, "BREAK", "Obiad", "Lunch"),
    (0, 0, 750, 90, "PANEL", "Jak mierzyć jakość usług", "How to measure services"),
    (
        0,
        1,
        750,
        90,
        "WORKSHOP",
        "Plan wdrożenia krok po kroku",
        "A rollout step by step",
    ),
    (1, 0, 600, 60, "TALK", "Doświadczenia z wdrożeń", "What rollouts taught us"),
    (1, None, 660, 30, "BREAK", "Kawa", "Coffee"),
    (1, 0, 690, 60, "TALK", "Pytania i wnioski", "Questions and conclusions"),
)


@transaction.atomic
def hold_events(*, now: datetime) -> int:
    """Make the events that are not there; how many."""
    edition = (
        Edition.objects.filter(contest__code=CONTEST, archived_at__isnull=False)
        .select_related("contest__owner")
        .order_by("year")
        .first()
    )
    if edition is None or Event.objects.exists():
        return 0
    by = User.objects.get(email="organizator@example.pl")
    _conference(edition, by, now)
    _panels(edition, by, now)
    return 2


def _conference(edition: Edition, by: User, now: datetime) -> None:
    release = edition.releases.order_by("-released_at")[0]
    held = timezone.localdate(release.released_at)
    event = create_event(
        owner=edition.contest.owner,
        values={
            "code": f"konferencja-{edition.year}",
            "edition": edition,
            "name": Localized(
                f"Konferencja finałowa {edition.year}",
                f"Final conference {edition.year}",
            ),
            "lead": Localized(
                "Finaliści pokazują rozwiązania, kapituła ogłasza wyniki.",
                "Finalists present their solutions, the jury announces the results.",
            ),
            "cost": Localized(
                "Udział bezpłatny, dla wszystkich samorządów.",
                "Free of charge, for all local governments.",
            ),
            "is_fictional": True,
        },
        by=by,
        now=now,
    )
    day = event.days.create(date=held, opens=600, closes=960)
    venue = event.venues.create(**_PLACE)
    room = event.rooms.create(
        venue=venue, name=Localized("Aula", "Main hall"), seats=180, position=1
    )
    draft_from_edition(
        event=event, day=day, room=room, wishes=DraftWishes(), by=by, now=now
    )
    publish_event(event=event, by=by, now=now)
    publish_programme(event=event, note=Localized(""), by=by, now=now)
    archive_event(event=event, by=by, now=now)


def _panels(edition: Edition, by: User, now: datetime) -> None:
    first = timezone.localdate(now) + timedelta(days=45)
    event = create_event(
        owner=edition.contest.owner,
        values={
            "code": "dwa-dni-o-uslugach",
            "name": Localized("Dwa dni o usługach", "Two days about services"),
            "lead": Localized(
                "Panele, warsztat i doświadczenia z wdrożeń.",
                "Panels, a workshop and what rollouts taught.",
            ),
            "is_fictional": True,
        },
        by=by,
        now=now,
    )
    days = [
        event.days.create(date=first + timedelta(days=more), opens=570, closes=960)
        for more in (0, 1)
    ]
    venue = event.venues.create(**_PLACE)
    rooms = [
        event.rooms.create(venue=venue, name=Localized(pl, en), position=place)
        for place, (pl, en) in enumerate(
            [("Aula", "Main hall"), ("Sala warsztatowa", "Workshop room")], 1
        )
    ]
    host = event.speakers.create(
        name="Maria Moderatorska (postać fikcyjna)",
        post=Localized("dyrektorka biura", "head of office"),
        represents=str(edition.contest.owner),
    )
    for day, room, starts, minutes, kind, pl, en in _PANELS:
        row = event.sessions.create(
            day=days[day],
            room=None if room is None else rooms[room],
            starts=starts,
            minutes=minutes,
            kind=kind,
            title=Localized(pl, en),
        )
        if kind == "PANEL":
            row.turns.create(speaker=host, part=Turn.Part.MODERATOR, position=1)
    event.patrons.create(
        kind="MEDIA", name=Localized("Gazeta Zmyślona", "Zmyślona Daily"), position=1
    )
    publish_event(event=event, by=by, now=now)
    publish_programme(event=event, note=Localized(""), by=by, now=now)
    register_guests(event, by=by, now=now)
