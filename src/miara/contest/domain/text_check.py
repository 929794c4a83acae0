"""Whether an editor's text contradicts the data of an edition.

Days, hours, months, points, numbers of applications and of inhabitants are found by
patterns in Polish and English and compared with what the edition says. What no pattern
recognises is not judged: a remark is a reason to look, silence is no proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

__all__ = ["Claim", "Contradiction", "KnownFacts", "check_text"]


class Claim(StrEnum):
    """What a text claims."""

    DAY = "DAY"
    DEADLINE = "DEADLINE"
    HOUR = "HOUR"
    MONTHS = "MONTHS"
    POINTS = "POINTS"
    APPLICATIONS = "APPLICATIONS"
    INHABITANTS = "INHABITANTS"


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What the data say; None and empty: nothing, so every claim is a contradiction.

    Attributes
    ----------
    deadline
        Day and hour until which applications are received, in Warsaw.
    days, hours
        Every other day and hour of the edition: calendar, announcement, window of
        implementation, former deadlines.
    points
        Threshold, most points of criteria and of all together.
    limits
        Largest numbers of applications of a unit.
    inhabitants
        Bounds of groups.
    """

    deadline: tuple[date, time] | None = None
    days: frozenset[date] = frozenset()
    hours: frozenset[time] = frozenset()
    months: int | None = None
    points: frozenset[Decimal] = frozenset()
    limits: frozenset[int] = frozenset()
    inhabitants: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A claim that the data do not bear out.

    ``expected`` holds what the data say, perhaps several things or none; ``place`` is
    the sentence.
    """

    claim: Claim
    found: str
    place: str
    expected: tuple[object, ...] = field(default=())


_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "stycznia january jan", "lutego february feb", "marca march mar",
            "kwietnia april apr", "maja may", "czerwca june jun", "lipca july jul",
            "sierpnia august aug", "września wrzesnia september sept sep",
            "października pazdziernika october oct", "listopada november nov",
            "grudnia december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS: Final = {
    name: number
    for number, names in {
        1: "jeden jedno jedną one", 2: "dwa dwie dwóch two",
        3: "trzy trzech three", 4: "cztery czterech four", 5: "pięć pięciu five",
        6: "sześć sześciu six", 7: "siedem siedmiu seven", 8: "osiem ośmiu eight",
        9: "dziewięć dziewięciu nine", 10: "dziesięć dziesięciu ten",
        12: "dwanaście dwunastu twelve",
    }.items()
    for name in names.split()
}  # fmt: skip
_WORD_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WORD_NUMBER: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_DAYS: Final = (
    re.compile(rf"\b(?P<d>\d{{1,2}})\s+(?P<m>{_WORD_MONTH})\s+(?P<y>\d{{4}})", re.I),
    re.compile(rf"\b(?P<m>{_WORD_MONTH})\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}})", re.I),
    re.compile(r"\b(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})\b"),
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b"),
)
_HOUR: Final = re.compile(
    r"(?:\bgodz(?:\.|iny|inie|inę)?\s*|\bat\s+|\bby\s+)?"
    r"\b(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)\b(?!\.?\d)|"
    r"\bgodz(?:\.|iny|inie|inę)?\s*(?P<only>[01]?\d|2[0-3])\b(?![:.]\d)",
    re.I,
)
_MONTH_COUNT: Final = re.compile(
    rf"\b(?P<n>\d{{1,3}}|{_WORD_NUMBER})[\s-]+(?:miesi[ąę]c\w*|months?)\b", re.I
)
_POINTS: Final = re.compile(
    r"\b(?P<n>\d+(?:[.,]\d+)?)\s*(?:punkt\w*|pkt\b|points?\b)", re.I
)
_APPLICATIONS: Final = re.compile(
    rf"\b(?P<n>\d{{1,3}}|{_WORD_NUMBER})\s+(?:\w+\s+)?"
    r"(?:wnios(?:ek|ki|ków)|zgłosze\w+|applications?|entr(?:y|ies))\b",
    re.I,
)
_INHABITANTS: Final = re.compile(
    r"\b(?P<n>\d{1,3}(?:[\s.,]\d{3})+|\d+)\s*(?P<t>tys\.?|thousand)?\s*"
    r"(?:mieszka\w+|inhabitants?|residents?)\b",
    re.I,
)
_DEADLINE_WORDS: Final = re.compile(
    r"termin\w* (?:składania|naboru|nadsyłania)|do dnia|nabór\w* (?:trwa|kończy)|"
    r"przyjmujemy|czekamy|deadline|until|no later than|by the end of",
    re.I,
)
_LIMIT_WORDS: Final = re.compile(
    r"najwyżej|maksymal\w+|nie więcej niż|co najwyżej|limit|at most|no more than|"
    r"up to|maximum",
    re.I,
)
_USE_WORDS: Final = re.compile(
    r"wdroż\w+|ogłosze\w+|stosowan\w+|działa\w*|funkcjon\w+|implement\w+|announce\w+|"
    r"in use|put to use",
    re.I,
)


def check_text(text: str, known: KnownFacts) -> list[Contradiction]:
    """Everything in a text that the data contradict, in the order of the text.

    >>> known = KnownFacts(deadline=(date(2026, 4, 15), time(15)), months=6)
    >>> [(c.claim.value, c.found) for c in check_text(
    ...     "Termin składania wniosków: 8 kwietnia 2026, godz. 15:00. "
    ...     "Wdrożono co najmniej 3 miesiące przed ogłoszeniem.", known)]
    [('DEADLINE', '8 kwietnia 2026'), ('MONTHS', '3 miesiące')]
    """
    found: list[Contradiction] = []
    for sentence in _sentences(text.replace("\u00a0", " ").replace("\u202f", " ")):
        found += _days(sentence, known)
        found += _hours(sentence, known)
        found += _counts(sentence, known)
    return found


def _sentences(text: str) -> Iterator[str]:
    """Lines cut after a full stop that ends a sentence and no number or "godz."."""
    for line in text.splitlines():
        yield from (
            part.strip()
            for part in re.split(r"(?<=[^\d\s]{4}[.!?;])\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ])", line)
            if part.strip()
        )


def _days(sentence: str, known: KnownFacts) -> Iterator[Contradiction]:
    deadline = known.deadline[0] if known.deadline else None
    about_deadline = bool(_DEADLINE_WORDS.search(sentence))
    for found in _matches(_DAYS, sentence):
        try:
            month = found["m"].lower()
            value = date(
                int(found["y"]), _MONTHS.get(month) or int(month), int(found["d"])
            )
        except ValueError:
            yield Contradiction(Claim.DAY, found[0], sentence)
            continue
        if value in (known.days | {deadline}) and not about_deadline:
            continue
        if about_deadline and value == deadline:
            continue
        if about_deadline:
            expected = (deadline,) if deadline else ()
            # "from … until …": one of the two days may be any known one.
            several = len(list(_matches(_DAYS, sentence))) > 1
            if several and value in known.days:
                continue
            yield Contradiction(Claim.DEADLINE, found[0], sentence, expected)
        else:
            yield Contradiction(
                Claim.DAY, found[0], sentence, tuple(sorted(known.days))
            )


def _hours(sentence: str, known: KnownFacts) -> Iterator[Contradiction]:
    rest = sentence
    for day in _matches(_DAYS, sentence):
        rest = rest.replace(day[0], " " * len(day[0]))
    hours = set(known.hours) | ({known.deadline[1]} if known.deadline else set())
    for found in _HOUR.finditer(rest):
        if found["only"] is not None:
            value = time(int(found["only"]))
        else:
            value = time(int(found["h"]), int(found["m"]))
        if value not in hours:
            yield Contradiction(
                Claim.HOUR, found[0].strip(), sentence, tuple(sorted(hours))
            )


def _counts(sentence: str, known: KnownFacts) -> Iterator[Contradiction]:
    if _USE_WORDS.search(sentence):
        for found in _MONTH_COUNT.finditer(sentence):
            if _whole(found["n"]) != known.months:
                expected = (known.months,) if known.months is not None else ()
                yield Contradiction(Claim.MONTHS, found[0], sentence, expected)
    for found in _POINTS.finditer(sentence):
        if _decimal(found["n"]) not in known.points:
            yield Contradiction(
                Claim.POINTS, found[0], sentence, tuple(sorted(known.points))
            )
    if _LIMIT_WORDS.search(sentence):
        for found in _APPLICATIONS.finditer(sentence):
            if _whole(found["n"]) not in known.limits:
                yield Contradiction(
                    Claim.APPLICATIONS, found[0], sentence, tuple(sorted(known.limits))
                )
    for found in _INHABITANTS.finditer(sentence):
        value = int(re.sub(r"\D", "", found["n"])) * (1000 if found["t"] else 1)
        if value not in known.inhabitants:
            yield Contradiction(
                Claim.INHABITANTS,
                found[0],
                sentence,
                tuple(sorted(known.inhabitants)),
            )


def _matches(patterns: Sequence[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        yield from pattern.finditer(text)


def _whole(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
