"""Resolutions and debates as plain facts, for rooms above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.db.models import F

from miara.council.models import Resolution
from miara.council.phrases import state_word
from miara.council.queries.debates import debate_row
from miara.council.queries.resolutions import words_of

__all__ = [
    "DebateFacts",
    "QuestionFacts",
    "ResolutionFacts",
    "VoteFacts",
    "debate_of",
    "resolutions_of_year",
]


@dataclass(frozen=True, slots=True)
class ResolutionFacts:
    """A resolution as a row of a table.

    Attributes
    ----------
    number
        As the council numbers it: ``XXIV/180/2021``.
    day
        When it was adopted.
    title
        Its title, in Polish.
    executor
        Title of the post that executes it; empty when there is none.
    state
        A code: ``ADOPTED``, ``IN_EXECUTION``, ``EXECUTED``, ``LAPSED``, ``REPEALED``,
        ``ANNULLED``.
    state_label
        The state in words: those of the unit, else the common ones, translated.
    """

    number: str
    day: date
    title: str
    executor: str
    state: str
    state_label: str


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """A vote after the debate; numbers are None when the office did not enter them.

    ``kind`` is ``CONFIDENCE`` or ``DISCHARGE``, ``result`` is ``GRANTED``,
    ``REFUSED`` or ``NOT_ADOPTED``; the labels say both in words.
    """

    kind: str
    kind_label: str
    result: str
    result_label: str
    day: date
    in_favour: int | None
    against: int | None
    abstained: int | None
    resolution: str


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question that everybody may read, with its answer; empty when there is none."""

    asked_label: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class DebateFacts:
    """The debate on the report of a year.

    ``signatures`` and ``speakers`` are the rules as the office entered them;
    ``is_checked`` says that it compared them with the act. Votes come with the one of
    confidence first. Only public questions are here.
    """

    year: int
    day: date | None
    starts_at: time | None
    place: str
    signatures: int | None
    speakers: int | None
    is_checked: bool
    residents_spoke: int | None
    councillors_spoke: int | None
    is_public: bool
    questions: tuple[QuestionFacts, ...]
    votes: tuple[VoteFacts, ...]


def resolutions_of_year(unit_uid: str, year: int) -> list[ResolutionFacts]:
    """Resolutions adopted in a year, the earliest first; two queries.

    Parameters
    ----------
    unit_uid
        Identity of the unit.
    year
        Calendar year of adoption.
    """
    words = words_of(unit_uid)
    rows = Resolution.objects.filter(unit_uid=unit_uid, adopted_on__year=year)
    found = rows.order_by("adopted_on", "pk").values_list(
        "number", "adopted_on", "title", F("executor__title"), "state"
    )
    return [
        ResolutionFacts(
            number, day, title, executor or "", state, state_word(state, words)
        )
        for number, day, title, executor, state in found
    ]


def debate_of(unit_uid: str, year: int) -> DebateFacts | None:
    """The debate on the report of a year; None when nobody prepared it.

    Parameters
    ----------
    year
        The year that the report is about; the debate is held in the next one.
    """
    row = debate_row(unit_uid, year)
    if row is None:
        return None
    questions = sorted(row.questions.all(), key=lambda one: (one.position, one.pk))
    return DebateFacts(
        year=row.year,
        day=row.session_on,
        starts_at=row.starts_at,
        place=row.place,
        signatures=row.signatures,
        speakers=row.speakers,
        is_checked=row.rules_checked_on is not None,
        residents_spoke=row.residents_spoke,
        councillors_spoke=row.councillors_spoke,
        is_public=row.published_at is not None,
        questions=tuple(
            QuestionFacts(one.get_asked_display(), one.text, one.answer)
            for one in questions
            if one.is_public
        ),
        votes=tuple(
            VoteFacts(
                kind=one.kind,
                kind_label=one.get_kind_display(),
                result=one.result,
                result_label=one.get_result_display(),
                day=one.voted_on,
                in_favour=one.in_favour,
                against=one.against,
                abstained=one.abstained,
                resolution=one.resolution.number if one.resolution else "",
            )
            for one in sorted(row.votes.all(), key=lambda one: one.kind)
        ),
    )
