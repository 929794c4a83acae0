"""Descriptions of practices for tests."""

from datetime import UTC, datetime
from decimal import Decimal

from miara.practices.actions.cards import create_card, publish_card
from miara.practices.domain.content import (
    Award,
    Contact,
    Content,
    Cost,
    Partner,
    Result,
)
from miara.practices.domain.costs import CostKind
from miara.practices.domain.texts import PARTS

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def texts(**changed):
    """A text of sufficient length in every part."""
    words = [
        "gmina",
        "wprowadziła",
        "nowy",
        "sposób",
        "obsługi",
        "mieszkańców",
        "w",
        "urzędzie",
    ]
    return {
        part.code: " ".join((words * 20)[: max(part.least, 12)]) + "." for part in PARTS
    } | changed


def content(title="Autobus na telefon", **changed):
    """What an author would say, complete."""
    values = {
        "title": title,
        "section": "technical",
        "domain": "transport",
        "result_sentence": "Mieszkańcy wsi dojeżdżają do przychodni co godzinę.",
        "texts": texts(),
        "is_running": True,
        "partners": (Partner(name="Koło Gospodyń"),),
        "results": (
            Result("Kursy dziennie", before=Decimal(4), after=Decimal(16), is_aim=True),
        ),
        "costs": (Cost(CostKind.ONE_OFF, "Aplikacja", Decimal("15000.50")),),
        "awards": (Award("Konkurs próbny", "laureat", 2024),),
        "contact": Contact(
            "Urząd", "urzad@gmina.example", "", "Jan", "jan@gmina.example"
        ),
    }
    return Content(**values | changed)


def published(title="Autobus na telefon", now=NOW, **changed):
    """A public card."""
    card = create_card(content(title, **changed), by=None, now=now)
    return publish_card(card, by=None, now=now)
