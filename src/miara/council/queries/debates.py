"""Debates of a unit: for the office, for everybody, for rooms above."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from miara.council.domain.debate import Facts
from miara.council.models import Debate, Question

__all__ = [
    "debate_row",
    "debates_of",
    "facts_of_debate",
    "public_debate",
    "public_debates",
    "question_of",
]

_OPEN = Q(questions__answer="")


def debates_of(unit_uid: str) -> QuerySet[Debate]:
    """Debates of a unit, the newest first, with ``open_questions``; one query."""
    rows = Debate.objects.filter(unit_uid=unit_uid)
    rows = rows.annotate(open_questions=Count("questions", filter=_OPEN))
    return rows.order_by("-year")


def debate_row(unit_uid: str, year: int) -> Debate | None:
    """The debate on the report of a year, with questions and votes."""
    rows = Debate.objects.filter(unit_uid=unit_uid, year=year)
    return rows.prefetch_related("questions", "votes__resolution").first()


def public_debates(unit_uid: str) -> QuerySet[Debate]:
    """Debates that the unit made public, the newest first."""
    rows = Debate.objects.filter(unit_uid=unit_uid, published_at__isnull=False)
    return rows.order_by("-year")


def public_debate(unit_uid: str, year: int) -> Debate | None:
    """The debate of a year when it is public, with questions and votes."""
    row = debate_row(unit_uid, year)
    return row if row and row.published_at is not None else None


def question_of(debate: Debate, pk: int) -> Question | None:
    """One question of a debate."""
    return Question.objects.filter(debate=debate, pk=pk).first()


def facts_of_debate(row: Debate) -> Facts:
    """What the rules of a public page look at."""
    return Facts(
        has_day=row.session_on is not None,
        has_hour=row.starts_at is not None,
        has_place=bool(row.place.strip()),
        has_signatures=row.signatures is not None,
        has_speakers=row.speakers is not None,
        has_basis=bool(row.rules_basis.strip()),
        is_checked=row.rules_checked_on is not None,
        has_submission=bool(row.submission_place.strip()),
    )
