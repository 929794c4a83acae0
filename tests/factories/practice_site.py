"""A base with a few descriptions, an editor, and a question to an author."""

from datetime import timedelta
from typing import Any

from tests.factories.practices import NOW, published
from tests.factories.shapes import make_shapes
from tests.factories.units import make_register

from miara.accounts import public as accounts
from miara.practices.actions.cards import archive_card
from miara.practices.actions.proposals import Proposal, confirm_proposal, propose
from miara.practices.actions.questions import ask_authors
from miara.practices.domain.addresses import address_of
from miara.practices.models import PracticeQuestion
from miara.practices.roles import BASE, PracticeRole
from miara.search import public as search
from miara.units import public as units
from miara.units.public import Level


def make_practice_site() -> tuple[dict[str, str], Any]:
    """What addresses name, and the editor."""
    make_register()
    for level in (Level.VOIVODESHIP, Level.COUNTY):
        make_shapes(level, [unit.uid for unit in units.units_at(level)])
    long_ago = NOW - timedelta(days=400)
    card = published(unit_uid="120617", title_en="Bus on call", summary_en="A bus.")
    asked = published("Kino w bibliotece", now=long_ago, section="social")
    archived = published("Punkt informacyjny w starostwie w Dąbrowie Górniczej")
    archive_card(archived, reason="ENDED", note="Punkt zamknięto.", by=None, now=NOW)
    ask_authors(now=NOW)
    proposal = propose(
        Proposal(
            "Łąka zamiast trawnika", "gmina Zielonki", "OWN", "Ewa", "ewa@x.example"
        ),
        language="pl",
        now=NOW,
    )
    confirm_proposal(
        propose(
            Proposal("Książkomat", "miasto Tarnów", "CONTEST", "Jan", "jan@x.example",
                     contest="Konkurs próbny 2024", link="https://x.example/ksiazkomat"),
            language="pl",
            now=NOW,
        ),
        now=NOW,
    )  # fmt: skip
    search.rebuild(now=NOW)
    editor = accounts.create_person(
        email="redakcja@baza.example", password=None, full_name="Ewa", by=None, now=NOW
    )
    accounts.Membership.objects.create(
        user=editor,
        role=PracticeRole.EDITOR,
        scope_kind=BASE.kind,
        scope_id=BASE.id,
        since=NOW,
        granted_at=NOW,
    )
    named = {
        "card": address_of(card.pk, card.title),
        "archived": address_of(archived.pk, archived.title),
        "proposal": proposal.key,
        "number": str(card.pk),
        "question": PracticeQuestion.objects.get(card=asked).key,
    }
    return named, editor
