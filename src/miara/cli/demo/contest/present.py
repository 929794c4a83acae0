"""The edition that is being assessed: forty applications, marks partly in."""

from datetime import datetime, timedelta

from django.db import transaction

from miara.accounts.public import User
from miara.cli.demo.contest import assessment, entries
from miara.cli.demo.contest.cast import Calendar, expert_accounts
from miara.cli.demo.contest.edition import CONTEST, Dates, announce, found_contest
from miara.cli.demo.contest.office import seat_office
from miara.contest.actions.submission import withdraw_entry
from miara.contest.domain.entrants import MUNICIPALITIES_AND_COUNTIES, EntrantKind
from miara.contest.models import Assignment, Edition, Entry
from miara.sample.public import Solution, social_solutions

__all__ = ["hold_present_edition"]

#: By the leading unit and the domain: what is special about an application.
_OWN = ("980311", "education")  # the unit whose people the tour logs in as
_WITHDRAWN = ("980307", "health")
_TO_COMPLETE = ("980504", "sport")
_ON_PAPER = ("980212", "welfare")
_DRAFT = ("980508", "culture")
_WAITING = ("980206", "sport")  # submitted late, not checked yet


def hold_present_edition(*, now: datetime) -> Edition | None:
    """Make the edition once; None when it is there."""
    if Edition.objects.filter(contest__code=CONTEST, year=now.year).exists():
        return None
    calendar = Calendar(now)
    dates = Dates(
        prepared=calendar.ago(120),
        opens=calendar.ago(100, 8),
        closes=calendar.ago(30, 15, 30),
        milestones={
            "INFORMATION": (calendar.ago(85, 10), calendar.ago(85, 12)),
            "FORMAL_CHECK": (calendar.ago(29), calendar.ago(18)),
            "ASSESSMENT": (calendar.ago(16), calendar.ago(-12)),
            "VISITS": (calendar.ago(-20), calendar.ago(-40)),
            "JURY": (calendar.ago(-47, 11), None),
            "RESULTS": (calendar.ago(-60, 12), None),
        },
    )
    organiser = User.objects.get(email="organizator@example.pl")
    with transaction.atomic():
        contest = found_contest(by=organiser, now=dates.prepared)
        edition = announce(
            contest,
            year=now.year,
            preset="slz-social",
            rules={
                "signatures": {"needed_before_deadline": False},
                "conditions": {
                    "max_per_unit_and_domain": 1,
                    "lead_kinds": sorted(
                        MUNICIPALITIES_AND_COUNTIES
                        | {EntrantKind.UNION, EntrantKind.SUBORDINATE}
                    ),
                },
            },
            dates=dates,
            by=organiser,
        )
        seat_office(edition, now=dates.prepared)
        office = entries.Office(
            User.objects.get(email="sprawdzajacy@example.pl"), organiser
        )
        found = _take_entries(edition, calendar, office)
        _check(found, calendar, office)
    with transaction.atomic():
        _assess(edition, found, calendar, organiser)
    return edition


def _key(solution: Solution) -> tuple[str, str]:
    return solution.units[0], solution.domain


def _take_entries(
    edition: Edition, calendar: Calendar, office: entries.Office
) -> dict[Solution, Entry]:
    """Everybody writes; all but one submit, most of them in the last days."""
    found = {}
    for solution in social_solutions():
        if _key(solution) == _ON_PAPER:
            found[solution] = entries.copy(
                edition, solution, calendar=calendar, by=office.checker
            )
            continue
        late = solution.number % 5 != 0
        day = 30 if late else 40 + solution.number
        entry = entries.write(
            edition,
            solution,
            started=calendar.ago(95 - solution.number),
        )
        if _key(solution) == _OWN:
            head = User.objects.get(email="wojt@example.pl")
            entries.let_sign(entry, head, now=calendar.ago(50))
        if _key(solution) != _DRAFT:
            moment = calendar.ago(day, 8 + solution.number % 7, solution.number)
            entry = entries.apply(entry, at=moment)
        found[solution] = entry
    return found


def _check(
    found: dict[Solution, Entry], calendar: Calendar, office: entries.Office
) -> None:
    """The formal check, with every outcome once."""
    special = {_key(solution): entry for solution, entry in found.items()}
    withdrawn = special[_WITHDRAWN]
    if withdrawn.created_by is not None:
        withdraw_entry(
            entry=withdrawn,
            reason="Umowa z gabinetem została rozwiązana.",
            by=withdrawn.created_by,
            now=calendar.ago(29, 11),
        )
    entries.ask_to_complete(
        special[_TO_COMPLETE],
        what="Proszę dołączyć uchwałę, na którą powołuje się wniosek.",
        due_at=calendar.ago(-3, 15),
        office=office,
        at=calendar.ago(4, 10),
    )
    left_out = {_WITHDRAWN, _TO_COMPLETE, _DRAFT, _WAITING}
    entries.accept(
        [entry for solution, entry in found.items() if _key(solution) not in left_out],
        office=office,
        at=lambda entry: calendar.ago(28 - entry.pk % 8, 9 + entry.pk % 6),
    )


def _assess(
    edition: Edition,
    found: dict[Solution, Entry],
    calendar: Calendar,
    organiser: User,
) -> None:
    """Experts have marked about two thirds; one cell is closed."""
    people = expert_accounts(now=calendar.ago(60))
    assessment.take_on(edition, people, by=organiser, now=calendar.ago(60))
    assessment.decide_conflicts(edition, by=organiser, now=calendar.ago(17))
    assessment.assign(
        edition, due_at=calendar.ago(-12, 23, 59), by=organiser, now=calendar.ago(16)
    )
    rows = Assignment.objects.filter(entry__edition=edition).order_by("entry", "pk")
    done = {}
    for place, row in enumerate(rows):
        # Both experts of two applications in three are ready; of the rest one is.
        whole = (place // 2) % 3 != 2
        done[row.pk] = "all" if whole or place % 2 == 0 else "half"
        if place % 12 == 5:
            done[row.pk] = "declared"
    for row in rows[len(rows) - 6 :]:
        done.pop(row.pk)
    assessment.mark(
        edition,
        {entry.pk: solution for solution, entry in found.items()},
        done=done,
        begun=calendar.ago(15),
    )
    assessment.close_finished_cells(
        edition, by=organiser, now=calendar.ago(1) + timedelta(hours=2)
    )
