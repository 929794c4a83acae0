"""A jury that has something to decide: admitted applications, members, decisions."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.factories.contest import DURING, World, make_entry, make_person

from miara.accounts.public import User, grant_role
from miara.contest.actions.jurors import appoint_juror
from miara.contest.actions.jury import (
    close_meeting,
    decide_empty_cell,
    decide_title,
    plan_meeting,
    update_meeting,
)
from miara.contest.actions.submission import present_content
from miara.contest.models import Entry, EntryVersion, Juror, JuryMeeting
from miara.contest.roles import ContestRole, entry_scope
from miara.core.localized import Localized
from miara.questionnaires.actions.answers import fill
from miara.questionnaires.public import content_of

#: The day of the meeting and the hour of the release.
MEETING = datetime(2026, 6, 10, 9, tzinfo=UTC)
RELEASE = datetime(2026, 6, 20, 10, tzinfo=UTC)
#: Found in no page, letter or trail before the release.
SENTINEL = "Uzasadnienie-tajne-7319"
SENTINEL_EN = "Sealed-reason-7319"
SPECIAL = "Tytul-tajny-7319"


@dataclass(frozen=True, slots=True)
class Bench:
    """What `make_bench` made."""

    chair: User
    juror: User
    tied: User  # sits in the jury and lives in Zielonki, unit of `entries[0]`
    seats: tuple[Juror, Juror, Juror]
    entries: tuple[Entry, Entry, Entry]


def make_admitted(world: World, place: int, title: str, **fields: Any) -> Entry:
    """An application admitted to the assessment, with a version; the clerk wrote it."""
    entry = make_entry(world, **fields)
    values = {"title": title, "goals": f"Cele: {title}"}
    fill(sheet=entry.sheet, values=values, by=world.clerk, now=DURING)
    entry.number, entry.title, entry.state = f"2026/{place:03d}", title, "ACCEPTED"
    entry.submitted_at = DURING
    entry.save()
    text, sha256 = present_content(entry, content_of(entry.sheet))
    entry.latest = EntryVersion.objects.create(
        entry=entry,
        position=1,
        reason="SUBMISSION",
        snapshot=text,
        sha256=sha256,
        received_at=DURING,
    )
    entry.save()
    grant_role(
        user=world.clerk,
        role_code=ContestRole.AUTHOR,
        scope=entry_scope(entry.uid),
        by=None,
        now=DURING,
    )
    return entry


def make_bench(world: World) -> Bench:
    """Three members, three applications in one cell and another."""
    people = [make_person(name) for name in ("przewodnicza", "jurorka", "zwiazany")]
    seats = [
        appoint_juror(
            edition=world.edition,
            full_name=person.full_name,
            email=person.email,
            is_chair=place == 0,
            unit_uids=["120617"] if place == 2 else [],
            by=world.organiser,
            now=DURING,
        )
        for place, person in enumerate(people)
    ]
    domains = list(world.edition.domains.order_by("position"))
    entries = [
        make_admitted(world, 1, "Biblioteka czynna do nocy", domain=domains[0]),
        make_admitted(
            world, 2, "Dowoz po wsiach", unit_uid="120602", domain=domains[0]
        ),
        make_admitted(
            world, 3, "Park kieszonkowy", unit_uid="120602", domain=domains[1]
        ),
    ]
    return Bench(*people, tuple(seats), tuple(entries))


def make_meeting(world: World, bench: Bench) -> JuryMeeting:
    """An open meeting with everybody present."""
    meeting = plan_meeting(
        edition=world.edition, starts_at=MEETING, by=bench.chair, now=MEETING
    )
    return update_meeting(
        meeting=meeting,
        starts_at=MEETING,
        place="Kraków",
        agenda="Finaliści\nLaureaci",
        notes="",
        present=bench.seats,
        by=bench.chair,
        now=MEETING,
    )


def decide(world: World, bench: Bench, meeting: JuryMeeting) -> None:
    """A finalist, a first place, a special title and an empty cell."""
    kinds = {kind.code: kind for kind in world.edition.title_kinds.all()}
    reason = Localized(SENTINEL, SENTINEL_EN)
    give = [("finalist", 0, None), ("finalist", 1, None), ("first", 1, None)]
    give.append(("special", 2, Localized(SPECIAL, "Secret-title-7319")))
    for code, place, special in give:
        decide_title(
            meeting=meeting,
            entry=bench.entries[place],
            kind=kinds[code],
            special_name=special,
            justification=reason,
            by=bench.chair,
            now=MEETING,
        )
    domain = world.edition.domains.order_by("position")[3]
    decide_empty_cell(
        meeting=meeting,
        cell=world.edition.cells.get(group__code="rural", domain=domain),
        justification=reason,
        by=bench.chair,
        now=MEETING,
    )


def make_decided(world: World) -> tuple[Bench, JuryMeeting]:
    """A closed meeting with decisions."""
    bench = make_bench(world)
    meeting = make_meeting(world, bench)
    decide(world, bench, meeting)
    closed = close_meeting(
        meeting=meeting, by=bench.chair, now=MEETING + timedelta(hours=3)
    )
    return bench, closed
