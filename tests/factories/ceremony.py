"""An edition whose jury has decided, and a ceremony prepared of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.factories.contest import World, make_world
from tests.factories.jury import MEETING, Bench, make_decided

from miara.ceremony.actions.preparing import prepare, prepare_rehearsal
from miara.ceremony.actions.revealing import open_ceremony
from miara.ceremony.domain.steps import ROLES
from miara.ceremony.models import Ceremony

#: Day and hour of the gala, after the meeting of the jury.
GALA = MEETING + timedelta(days=10, hours=8)
DAY = date(2026, 6, 20)
WORD = "lider/2026/results"


@dataclass(slots=True)
class Gala:
    """What `make_gala` made."""

    world: World
    bench: Bench
    ceremony: Ceremony
    phrase: str
    rehearsal: Ceremony
    rehearsal_phrase: str

    @property
    def base(self) -> str:
        """Where its pages stand."""
        return (
            f"/uroczystosc/{self.world.edition.contest.code}/{self.world.edition.slug}/"
        )


def make_gala(*, opened: bool = False, **given: Any) -> Gala:
    """A decided edition with a prepared ceremony and a rehearsal."""
    world = make_world()
    bench, _meeting = make_decided(world)
    ceremony, phrase = prepare_again(world, bench, **given)
    rehearsal, rehearsal_phrase = prepare_rehearsal(
        edition=world.edition, by=world.organiser, now=GALA
    )
    if opened:
        ceremony = open_ceremony(
            ceremony=ceremony, typed=WORD, by=bench.chair, now=GALA
        )
    return Gala(world, bench, ceremony, phrase, rehearsal, rehearsal_phrase)


def prepare_again(world: World, bench: Bench, **given: Any) -> tuple[Ceremony, str]:
    """Prepare by the chair."""
    facts = {
        "day": DAY,
        "roles": ROLES,
        "sequence": "BY_CELL",
        "again": False,
        "by": bench.chair,
        "now": GALA,
        **given,
    }
    return prepare(edition=world.edition, **facts)
