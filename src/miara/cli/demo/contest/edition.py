"""An edition from a preset to its announcement, through the actions of its office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from miara.accounts.public import User
from miara.cli.demo.contest.cast import organisers
from miara.contest.actions.editions import create_contest, create_edition
from miara.contest.actions.forms import adopt_form, choose_form
from miara.contest.actions.setup import (
    Change,
    change_basics,
    change_rules,
    publish_edition,
    save_row,
)
from miara.contest.domain.locking import Part
from miara.contest.models import Contest, Edition, Milestone, Organiser, Patron
from miara.core.localized import Localized

__all__ = ["CONTEST", "Dates", "announce", "found_contest"]

#: Address of the demo's contest under /konkursy/.
CONTEST = "lider-wierzbogrodzki"


@dataclass(frozen=True, slots=True)
class Dates:
    """When the edition is prepared, opens, closes and ends."""

    prepared: datetime
    opens: datetime
    closes: datetime
    milestones: Mapping[str, tuple[datetime, datetime | None]]


def found_contest(*, by: User, now: datetime) -> Contest:
    """The contest of the fictional voivodeship, made once."""
    known = Contest.objects.filter(code=CONTEST).first()
    leader = organisers(now=now)[0]
    return known or create_contest(
        owner=leader,
        code=CONTEST,
        name=Localized(
            pl="Wierzbogrodzki Lider Zarządzania (konkurs fikcyjny)",
            en="Wierzbogród Management Leader (fictional contest)",
        ),
        about=Localized(
            pl="Konkurs pokazowy. Jednostki, wnioski, oceny i osoby są zmyślone.",
            en="For show: units, applications, marks and people are invented.",
        ),
        by=by,
        now=now,
    )


def announce(
    contest: Contest,
    *,
    year: int,
    preset: str,
    rules: Mapping[str, Mapping[str, Any]],
    dates: Dates,
    by: User,
) -> Edition:
    """Make an edition and announce it on the day its call opens."""
    edition = create_edition(
        contest=contest,
        slug=str(year),
        year=year,
        start_from=preset,
        is_fictional=True,
        by=by,
        now=dates.prepared,
    )

    def change(part: Part) -> Change:
        return Change(
            part=part,
            by=by,
            now=dates.prepared,
            reason=Localized(""),
            tell=lambda _edition: {},
        )

    change_basics(
        edition=edition,
        values={
            "about": Localized(
                pl="Szukamy rozwiązań, które działają od co najmniej pół roku i które "
                "inni mogą powtórzyć. Wszystko w tym pokazie jest zmyślone.",
                en="We look for solutions that have worked for at least half a year "
                "and that others can repeat. Everything in this show is invented.",
            ),
            "contact_email": "sekretariat.konkursu@example.pl",
            "contact_phone": "000 000 000",
            "grant_number": f"POKAZ/{year}/7",
            "case_class": "0541",
        },
        change=change(Part.BASICS),
    )
    for section, values in rules.items():
        change_rules(
            edition=edition,
            section=section,
            values=values,
            change=change(_PART_OF[section]),
        )
    _show_organisers(edition, change)
    _write_calendar(edition, dates, change)
    adopt_form(edition=edition, change=change(Part.FORM))
    choose_form(edition=edition, change=change(Part.FORM))
    change_basics(
        edition=edition,
        values={
            "opens_at": dates.opens,
            "closes_at": dates.closes,
            "first_closes_at": dates.closes,
        },
        change=change(Part.CALL),
    )
    edition.refresh_from_db()
    return publish_edition(edition=edition, by=by, now=dates.opens)


_PART_OF = {
    "conditions": Part.CONDITIONS,
    "signatures": Part.SIGNATURES,
    "formal": Part.FORMAL,
    "marks": Part.MARKS,
    "finals": Part.FINALS,
    "publicity": Part.PUBLICITY,
}


def _show_organisers(edition: Edition, change: Any) -> None:
    for organisation in organisers(now=edition.created_at):
        save_row(
            edition=edition,
            model=Organiser,
            pk=None,
            values={"organisation": organisation},
            change=change(Part.ORGANISERS),
        )
    save_row(
        edition=edition,
        model=Patron,
        pk=None,
        values={
            "kind": Patron.Kind.FUNDER,
            "name": Localized(
                pl="Fundusz Dobrych Usług (fikcyjny)",
                en="Good Services Fund (fictional)",
            ),
        },
        change=change(Part.PATRONS),
    )


def _write_calendar(edition: Edition, dates: Dates, change: Any) -> None:
    for kind, (starts, ends) in dates.milestones.items():
        save_row(
            edition=edition,
            model=Milestone,
            pk=None,
            values={"kind": kind, "starts_at": starts, "ends_at": ends},
            change=change(Part.CALENDAR),
        )
