"""Use of the base: a clerk whose unit adopts a practice and leads another one."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from tests.factories.practices import NOW

from miara.accounts import public as accounts
from miara.practices.actions.adoptions import declare_adoption, declare_aim
from miara.practices.actions.following import follow_search
from miara.practices.actions.kept import keep_card
from miara.practices.actions.meetings import (
    Invitation,
    announce_meeting,
    join_meeting,
)
from miara.practices.domain.addresses import address_of, number_of
from miara.practices.models import PracticeCard
from miara.practices.presenters.searches import search_words
from miara.practices.queries.following import search_of_address

__all__ = ["add_use"]

LEADER, ADOPTER = "120617", "120102"


def add_use(named: dict[str, str]) -> Any:
    """Add adoptions to a base; names them for addresses and gives the clerk."""
    card = PracticeCard.objects.get(pk=number_of(named["card"]))
    fresh = PracticeCard.objects.filter(live=True).exclude(pk=card.pk).earliest("pk")
    adoption = declare_adoption(
        card,
        ADOPTER,
        state="WANTED",
        starts_on=date(2026, 1, 5),
        changes="Bus zamiast autobusu, kursy w soboty.",
        by=None,
        now=NOW,
    )
    declare_aim(
        adoption, indicator="fires_per_1000", direction="DOWN", by=None, now=NOW
    )
    clerk = accounts.create_person(
        email="ewa@gmina.example", password=None, full_name="Ewa", by=None, now=NOW
    )
    for unit in (LEADER, ADOPTER):
        scope = accounts.unit_scope(unit)
        accounts.Membership.objects.create(
            user=clerk,
            role="UNIT_EDITOR",
            scope_kind=scope.kind,
            scope_id=scope.id,
            since=NOW,
            granted_at=NOW,
        )
    keep_card(card, by=clerk, now=NOW)
    query = search_of_address("q=autobusem&wojewodztwo=12")
    followed = follow_search(
        query, email="", language="pl", by=clerk, now=NOW, words=search_words
    )
    ahead = timezone.now() + timedelta(days=40)
    meeting = announce_meeting(
        card,
        Invitation(
            title="Jak urządziliśmy autobus na telefon",
            about="Godzina opowieści i godzina pytań.",
            starts_at=ahead,
            ends_at=ahead + timedelta(hours=2),
            place="Urząd Gminy, sala 5",
            link="https://spotkania.example/abc",
            places=20,
        ),
        by=clerk,
        now=NOW,
    )
    join_meeting(
        meeting, name="Jan Wzór", office="Urząd Miasta", email="jan@miasto.example",
        language="pl", now=NOW,
    )  # fmt: skip
    named["meeting"] = str(meeting.pk)
    named["guest"] = meeting.guests.get().key
    named["followed"] = followed.token
    named["adoption"] = str(adoption.pk)
    named["fresh"] = address_of(fresh.pk, fresh.title)
    return clerk
