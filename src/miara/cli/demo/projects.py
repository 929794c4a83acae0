"""Programmes, projects, risks and the calendar of the demo's own unit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle as in_turns

from django.db import transaction
from django.utils import timezone

from miara.cli.demo import projects_texts as texts
from miara.cli.demo.people import HOME_UNIT
from miara.cycle import public as cycle
from miara.cycle.actions.terms import finish_term
from miara.instruments import public as instruments
from miara.organisations import public as organisations
from miara.organisations.public import Post
from miara.reports import public as reports
from miara.risks import public as risks
from miara.strategy.public import Goal, UnitDomain
from miara.units import public as units

__all__ = ["fill_projects"]


def fill_projects(*, now: datetime) -> int:
    """Enter instruments, risks and the year unless they are there; how many rows."""
    home = units.unit_by_code(HOME_UNIT)
    if home is None or instruments.instruments_of(home.uid).exists():
        return 0
    today = timezone.localdate(now)
    posts = organisations.posts_of(home.uid, today)
    with transaction.atomic():
        made = _instruments(home.uid, posts, today, now)
        _civic(home.uid, today, now)
        _risks(home.uid, posts, list(made.values()), today, now)
        _year(home.uid, today, now)
        _control(home.uid, today.year - 1, now)
        _board(home.uid, now)
    return len(made) + len(texts.CIVIC) + len(texts.RISKS)


def _board(uid: str, now: datetime) -> None:
    """Show residents and councillors everything that can be shown."""
    choices = {
        "shows_tasks": True,
        "shows_budget": True,
        "shows_resolutions": True,
        "note": "O plany gminy można pytać w biurze obsługi mieszkańców.",
    }
    reports.set_board(uid, choices, version=None, by=None, now=now)


def _instruments(
    uid: str, posts: list[Post], today: date, now: datetime
) -> dict[str, instruments.Instrument]:
    domains = {row.code: row for row in UnitDomain.objects.filter(unit_uid=uid)}
    goals = list(Goal.objects.filter(document__unit_uid=uid, level__gt=0))
    made = {}
    for n, row in enumerate(texts.INSTRUMENTS):
        kind, code, name, state, first, last, own, union, done = row
        domain, words = texts.WHOSE[code]
        since, until = today + timedelta(days=first), today + timedelta(days=last)
        values = {
            "kind": kind,
            "code": code,
            "name": name,
            "state": state,
            "since": since,
            "until": until,
            "manager": _post(posts, words),
            "domain": domains.get(domain),
            "is_public": True,
            "sections": texts.SECTIONS if kind == "PROGRAMME" else {},
        }
        one = instruments.create_instrument(uid, values, by=None, now=now)
        if goals:
            goal = {"goal": goals[n % len(goals)], "weight": 40 + 5 * n}
            instruments.add_part(one, "goal", goal, by=None, now=now)
        _work(one, since, until, now)
        for source, planned in (("OWN", own), ("EU", union)):
            if planned:
                amounts = (planned, planned * done // 100)
                _money(one, today.year, source, amounts, now)
        made[code] = one
    for whole, part in texts.MEMBERS:
        instruments.add_part(
            made[whole], "member", {"part": made[part]}, by=None, now=now
        )
    return made


def _post(posts: list[Post], words: str) -> Post | None:
    """The first post with these words in its title; None for no words."""
    found = [post for post in posts if words and words in post.title]
    return found[0] if found else None


def _work(one: instruments.Instrument, since: date, until: date, now: datetime) -> None:
    """Two stages and two milestones; what should be over by today is."""
    today = timezone.localdate(now)
    middle = since + (until - since) / 2
    for name, first, last in (
        ("Przygotowanie", since, middle),
        ("Realizacja", middle + timedelta(days=1), until),
    ):
        over = last if last < today else None
        stage = {"name": name, "since": first, "until": last, "done_on": over}
        instruments.add_part(one, "stage", stage, by=None, now=now)
    for name, day in (("Umowa z wykonawcą", middle), ("Odbiór", until)):
        reached = day if day < today - timedelta(days=40) else None
        mark = {"name": name, "planned_on": day, "done_on": reached}
        instruments.add_part(one, "milestone", mark, by=None, now=now)


def _money(
    one: instruments.Instrument,
    year: int,
    source: str,
    amounts: tuple[int, int],
    now: datetime,
) -> None:
    money = {
        "year": year,
        "source": source,
        "planned": Decimal(amounts[0]),
        "executed": Decimal(amounts[1]),
    }
    instruments.add_part(one, "money", money, by=None, now=now)


def _civic(uid: str, today: date, now: datetime) -> None:
    districts = in_turns(organisations.auxiliary_units_of(uid, today) or [None])
    for n, (name, state, votes, planned, executed) in enumerate(texts.CIVIC, start=1):
        values = {
            "kind": "PROJECT",
            "code": f"BO-{n}",
            "name": name,
            "state": state,
            "votes": votes,
            "civic_year": today.year - 1,
            "district": next(districts),
            "since": date(today.year, 1, 2),
            "until": date(today.year, 12, 15),
            "is_public": True,
        }
        one = instruments.create_instrument(uid, values, by=None, now=now)
        _money(one, today.year, "OWN", (planned, executed), now)


def _risks(
    uid: str,
    posts: list[Post],
    threatened: list[instruments.Instrument],
    today: date,
    now: datetime,
) -> None:
    goals = list(Goal.objects.filter(document__unit_uid=uid, level__gt=0))
    for n, row in enumerate(texts.RISKS):
        name, category, before, controls, after, reaction, action, end, review = row
        values = {
            "name": name,
            "category": category,
            "inherent_impact": before[0],
            "inherent_likelihood": before[1],
            "controls": controls,
            "impact": after[0],
            "likelihood": after[1],
            "reaction": reaction,
            "action": action,
            "action_by": None if end is None else today + timedelta(days=end),
            "owner": _post(posts, texts.RISK_POSTS[n]),
            "review_on": today + timedelta(days=review),
            "goals": goals[n % 5 : n % 5 + 1],
            "instruments": threatened[n % 4 : n % 4 + 1] if n % 3 else [],
        }
        risk = risks.create_risk(uid, values, by=None, now=now)
        if n == 1:
            happened = {
                "happened_on": today - timedelta(days=70),
                "description": "Przetarg unieważniono: oferta o 18 % za droga.",
                "loss": Decimal("12400.00"),
            }
            risks.record_event(risk, happened, by=None, now=now)


def _year(uid: str, today: date, now: datetime) -> None:
    year = cycle.year_of(uid, today.year) or cycle.open_year(
        uid, today.year, cycle.calendar("small-rural"), by=None, now=now
    )
    posts = organisations.posts_of(uid, today)
    for n, term in enumerate(cycle.terms_of(year)):
        if posts:
            term.post = posts[n % len(posts)]
            term.save(update_fields=["post"])
        if term.due_on < today - timedelta(days=10):
            finish_term(term, note="", by=None, now=now)


def _control(uid: str, year: int, now: datetime) -> None:
    marks = {
        number: risks.MarkGiven(
            "PARTLY" if number % 5 == 0 else "MET",
            "Regulamin organizacyjny i zakresy czynności",
            "Szkolenie w drugim kwartale" if number % 5 == 0 else "",
        )
        for number in range(1, 23)
    }
    risks.save_assessment(uid, year, marks, version=None, by=None, now=now)
