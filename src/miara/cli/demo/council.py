"""Resolutions and the debate of the demo's own unit."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from miara.cli.demo import council_texts as texts
from miara.cli.demo.people import HOME_UNIT
from miara.council import public as council
from miara.council.models import Debate, Resolution
from miara.organisations import public as organisations
from miara.organisations.public import Post
from miara.strategy.public import Goal
from miara.units import public as units

__all__ = ["fill_council"]


def fill_council(*, now: datetime) -> int:
    """Enter resolutions and a debate unless they are there; how many resolutions."""
    home = units.unit_by_code(HOME_UNIT)
    if home is None or Resolution.objects.filter(unit_uid=home.uid).exists():
        return 0
    today = timezone.localdate(now)
    posts = {row.title: row for row in organisations.posts_of(home.uid, today)}
    with transaction.atomic():
        for text in texts.RESOLUTIONS:
            _resolution(home.uid, text, posts, today, now)
        _debate(home.uid, today, now)
    return Resolution.objects.filter(unit_uid=home.uid).count()


def _resolution(
    uid: str,
    text: texts.ResolutionText,
    posts: dict[str, Post],
    today: date,
    now: datetime,
) -> None:
    day = date(today.year - text.ago, text.month, text.day)
    if day > today:
        return
    deadline = None if text.deadline is None else today + timedelta(days=text.deadline)
    goals = Goal.objects.filter(document__unit_uid=uid, code__in=text.goals.split())
    values = {
        "number": f"{text.number}/{day.year}",
        "adopted_on": day,
        "title": text.title,
        "subject": text.subject,
        "basis": "art. 18 ust. 2 ustawy o samorządzie gminnym (przykład)",
        "executor": posts.get(text.executor),
        "state": "ADOPTED" if text.note else text.state,
        "deadline": deadline if deadline is None or deadline >= day else None,
        "publication": f"https://bip.example.pl/uchwaly/{text.number.lower()}",
        "goals": goals,
    }
    row = council.create_resolution(uid, values, by=None, now=now)
    if text.note:
        council.note_execution(
            row,
            noted_on=max(day, min(today, day + timedelta(days=200))),
            state=text.state,
            text=text.note,
            by=None,
            now=now,
        )


def _debate(uid: str, today: date, now: datetime) -> None:
    """The debate on the report of last year, at the end of June."""
    year = today.year - 1
    row = council.open_debate(uid, year, by=None, now=now)
    session_on = date(today.year, 6, 26)
    about = {**texts.DEBATE, "session_on": session_on, "starts_at": time(10)}
    council.change_debate(row, about, version=None, by=None, now=now)
    rules = {"signatures": row.signatures or 20, "speakers": row.speakers or 15}
    council.set_rules(row, rules, is_compared=True, version=None, by=None, now=now)
    council.publish_debate(row, by=None, now=now)
    for asked, question, answer, is_public in texts.QUESTIONS:
        values = {
            "asked": asked,
            "text": question,
            "answer": answer,
            "is_public": is_public,
        }
        council.add_question(row, values, by=None, now=now)
    if session_on <= today:
        _outcome(row, session_on, now)


def _outcome(row: Debate, day: date, now: datetime) -> None:
    votes = [
        council.VoteGiven(kind, "GRANTED", day, yes, no, none)
        for kind, yes, no, none in (
            ("CONFIDENCE", 10, 3, 2),
            ("DISCHARGE", 12, 1, 2),
        )
    ]
    council.record_outcome(
        row,
        residents_spoke=2,
        councillors_spoke=6,
        votes=votes,
        version=None,
        by=None,
        now=now,
    )
