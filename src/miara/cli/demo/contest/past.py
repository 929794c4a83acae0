"""The edition that is over: released results, diplomas, a closed file."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Avg

from miara.accounts.public import User
from miara.cli.demo.contest import assessment, entries
from miara.cli.demo.contest.cast import Calendar, expert_accounts
from miara.cli.demo.contest.edition import CONTEST, Dates, announce, found_contest
from miara.cli.demo.contest.office import seat_office
from miara.contest.actions.announcing import announce_due
from miara.contest.actions.closing import close_edition
from miara.contest.actions.diplomas import prepare_diplomas
from miara.contest.actions.dossiers import order_dossier
from miara.contest.actions.jury import (
    Votes,
    close_meeting,
    decide_title,
    plan_meeting,
    update_meeting,
)
from miara.contest.actions.release import release_now, release_word
from miara.contest.models import (
    Assignment,
    Edition,
    Entry,
    Juror,
    JuryMeeting,
    Release,
    TitleKind,
)
from miara.core.jobs import perform
from miara.core.localized import Localized
from miara.notifications.actions.sending import send_due
from miara.sample.public import technical_solutions

__all__ = ["hold_past_edition"]

_YEARS_AGO = 2
#: Points from which a place is given; the best of a cell is compared with these.
_FIRST, _SECOND, _FINALIST = 78, 66, 60


def hold_past_edition(*, now: datetime) -> Edition | None:
    """Make the edition once; None when it is there."""
    year = now.year - _YEARS_AGO
    if Edition.objects.filter(contest__code=CONTEST, year=year).exists():
        return None
    calendar = Calendar(now - timedelta(days=365 * _YEARS_AGO))
    dates = Dates(
        prepared=calendar.ago(220),
        opens=calendar.ago(200, 8),
        closes=calendar.ago(140, 15, 30),
        milestones={
            "ASSESSMENT": (calendar.ago(125), calendar.ago(95)),
            "JURY": (calendar.ago(70, 11), None),
            "RESULTS": (calendar.ago(50, 12), None),
            "CONFERENCE": (calendar.ago(50, 10), calendar.ago(50, 16)),
        },
    )
    organiser = User.objects.get(email="organizator@example.pl")
    with transaction.atomic():
        edition = announce(
            found_contest(by=organiser, now=dates.prepared),
            year=year,
            preset="slz-technical",
            rules={
                "signatures": {"needed_before_deadline": False},
                "publicity": {"marks_of_laureates": True, "cost": "148200"},
            },
            dates=dates,
            by=organiser,
        )
        _course(edition, calendar, organiser)
        _decide(_Jury(edition, calendar))
    chair = User.objects.get(email="przewodniczaca@example.pl")
    prepare_diplomas(edition=edition, by=chair, now=calendar.ago(52))
    for stage, moment in (
        (Release.Stage.FINALISTS, calendar.ago(68, 12)),
        (Release.Stage.RESULTS, calendar.ago(50, 12)),
    ):
        release_now(
            edition=edition,
            stage=stage,
            typed=release_word(edition, stage),
            by=chair,
            now=moment,
        )
    announce_due(calendar.ago(50, 12, 1))
    with _without_log():
        while send_due(now)["sent"]:  # as the worker does: an unsent letter is open
            pass
        _close_file(edition, by=organiser, now=now)
    return edition


@contextmanager
def _without_log() -> Iterator[None]:
    """The demo tells its steps itself; lines of the worker would stand between them."""
    logger = logging.getLogger("miara")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


def _close_file(edition: Edition, *, by: User, now: datetime) -> None:
    """The package for the archive, and the end of changes.

    Today: had the file been closed two years ago, personal data and the package that
    holds them would be erased already.
    """
    job = order_dossier(
        edition=edition,
        case_number=f"WLZ.0631.1.{edition.year}",
        case_class="0631",
        category="A",
        by=by,
        now=now,
    )
    perform(job.pk, clock=lambda: now)
    close_edition(edition=edition, by=by, now=now)


def _course(edition: Edition, calendar: Calendar, organiser: User) -> None:
    """From applications to closed marks."""
    seat_office(edition, now=calendar.ago(215))
    found = {}
    for solution in technical_solutions():
        entry = entries.write(
            edition, solution, started=calendar.ago(180 - solution.number)
        )
        moment = calendar.ago(141 + solution.number, 12, solution.number)
        found[solution] = entries.apply(entry, at=moment)
    office = entries.Office(
        User.objects.get(email="sprawdzajacy@example.pl"), organiser
    )
    entries.accept(found.values(), office=office, at=lambda _e: calendar.ago(135, 10))
    people = expert_accounts(now=calendar.ago(190))
    assessment.take_on(edition, people, by=organiser, now=calendar.ago(190))
    assessment.confirm_conflicts(edition, by=organiser, now=calendar.ago(127))
    assessment.assign(
        edition, due_at=calendar.ago(95, 23, 59), by=organiser, now=calendar.ago(126)
    )
    rows = Assignment.objects.filter(entry__edition=edition)
    assessment.mark(
        edition,
        {entry.pk: solution for solution, entry in found.items()},
        done=dict.fromkeys(rows.values_list("pk", flat=True), "all"),
        begun=calendar.ago(124),
    )
    assessment.close_finished_cells(edition, by=organiser, now=calendar.ago(94))


@dataclass(frozen=True, slots=True)
class _Jury:
    """One meeting of the jury and what it goes by."""

    edition: Edition
    calendar: Calendar

    @property
    def chair(self) -> User:
        """Who leads it."""
        return User.objects.get(email="przewodniczaca@example.pl")


def _decide(jury: _Jury) -> None:
    """Places by points, one distinction, one special title."""
    edition, calendar, chair = jury.edition, jury.calendar, jury.chair
    planned = calendar.ago(80)
    meeting = plan_meeting(
        edition=edition,
        starts_at=calendar.ago(70, 11),
        place="Wierzbogród, ul. Przykładowa 1 (adres fikcyjny)",
        agenda="1. Ustalenie finalistów.\n2. Tytuły.\n3. Uzasadnienia.",
        by=chair,
        now=planned,
    )
    now = calendar.ago(70, 12)
    update_meeting(
        meeting=meeting,
        starts_at=meeting.starts_at,
        place=meeting.place,
        agenda=meeting.agenda,
        notes="Kapituła omówiła wnioski po kolei. Głosowano jawnie.",
        present=Juror.objects.filter(edition=edition),
        by=chair,
        now=now,
    )
    means = {
        entry.pk: float(entry.mean or 0)
        for entry in Entry.objects.filter(edition=edition).annotate(
            mean=Avg("assignments__total")
        )
    }
    rows = sorted(Entry.objects.filter(edition=edition), key=lambda e: -means[e.pk])
    leaders: dict[int | None, Entry] = {}
    for entry in rows:
        leaders.setdefault(entry.cell_id, entry)
    kinds = {kind.code: kind for kind in edition.title_kinds.all()}
    for entry in rows:
        is_leader = leaders[entry.cell_id] == entry
        for code in _titles(means[entry.pk], is_leader=is_leader):
            _give(meeting, entry, kinds[code], by=chair, now=now)
    _give(
        meeting,
        rows[0],
        kinds["special"],
        special_name=Localized(
            pl="Nagroda za rozwiązanie do powtórzenia od jutra",
            en="Prize for a solution to repeat from tomorrow",
        ),
        by=chair,
        now=now,
    )
    close_meeting(meeting=meeting, by=chair, now=calendar.ago(70, 15))


def _titles(mean: float, *, is_leader: bool) -> list[str]:
    """Codes of titles for a mean: a finalist may be a laureate too."""
    if mean < _FINALIST:
        return []
    if is_leader and mean >= _FIRST:
        return ["finalist", "first"]
    if is_leader and mean >= _SECOND:
        return ["finalist", "second"]
    return ["finalist", "mention"]


def _give(
    meeting: JuryMeeting,
    entry: Entry,
    kind: TitleKind,
    *,
    special_name: Localized | None = None,
    by: User,
    now: datetime,
) -> None:
    decide_title(
        meeting=meeting,
        entry=entry,
        kind=kind,
        special_name=special_name,
        justification=Localized(
            pl=f"Za rozwiązanie „{entry.title}”: skutek potwierdzony pomiarem, koszt "
            "policzony uczciwie, dokumenty gotowe dla innych.",
            en="For an effect proven by measurement, an honest account of its cost and "
            "documents ready for others.",
        ),
        votes=Votes(4, 0, 0),
        by=by,
        now=now,
    )
