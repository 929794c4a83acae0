"""The check before publication: what stops it, and what an editor should look at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from miara.practices.domain.plain_language import (
    MOST_FOG,
    fog,
    long_sentences,
    plainer_words,
)
from miara.practices.domain.texts import PARTS, shortfalls

__all__ = ["Checked", "Finding", "FindingKind", "check"]


class FindingKind(StrEnum):
    """What was found. Those of `STOPPING` stop publication, the rest is advice."""

    MISSING = "MISSING"  # a required part is empty
    TOO_SHORT = "TOO_SHORT"
    TOO_LONG = "TOO_LONG"
    NOT_ALONE = "NOT_ALONE"  # sends readers to a text that they do not have
    LONG_SENTENCE = "LONG_SENTENCE"
    OFFICIAL = "OFFICIAL"  # a phrase of offices with a plain counterpart
    HARD = "HARD"  # the whole text is hard to read
    NO_LEAD = "NO_LEAD"  # neither a unit nor a name of whoever did it
    NO_SECTION = "NO_SECTION"
    NO_SENTENCE = "NO_SENTENCE"  # what it gave, in one sentence
    NO_NUMBERS = "NO_NUMBERS"  # no row of results
    NO_SOURCE = "NO_SOURCE"  # a number without a source
    NO_COSTS = "NO_COSTS"
    NO_OFFICE = "NO_OFFICE"  # nobody to ask in public
    NO_WAY_TO_ASK = "NO_WAY_TO_ASK"  # an office without an address or a telephone
    ODD_ADDRESS = "ODD_ADDRESS"  # an address that cannot work
    ODD_PHONE = "ODD_PHONE"


#: Nothing of these is published.
STOPPING: Final = frozenset(
    {FindingKind.MISSING, FindingKind.TOO_SHORT, FindingKind.TOO_LONG}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found.

    ``part`` is a code of a part, empty for the whole; ``quote`` what stands there;
    ``instead`` a plainer word; ``number`` and ``limit`` what was counted.
    """

    kind: FindingKind
    part: str = ""
    quote: str = ""
    instead: str = ""
    number: float = 0
    limit: float = 0

    @property
    def stops(self) -> bool:
        """Whether nothing is published until it is put right."""
        return self.kind in STOPPING


@dataclass(frozen=True, slots=True)
class Checked:
    """A description as the check needs it, free of any table.

    ``results`` are (label, source) pairs.
    """

    texts: Mapping[str, str]
    result_sentence: str = ""
    section: str = ""
    lead: str = ""
    results: Sequence[tuple[str, str]] = ()
    has_costs: bool = False
    office: str = ""
    office_email: str = ""
    office_phone: str = ""


_ELSEWHERE: Final = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?:jak|patrz|zob\.|por\.)\s+(?:wyżej|powyżej|niżej|poniżej|obok)\b",
        r"(?<!\w)j\.?\s?w\.",
        r"\b(?:patrz|zob\.|zobacz|vide)\s+(?:pkt|punkt|zał|str|rozdz|link|tabel)\w*",
        r"\bw\s+załączeniu\b",
        r"\bzałącz(?:nik|nika|niku|nikiem|niki|nikach|ników|am|amy|one|ony|ona)\b",
        r"\b(?:wymienion|wspomnian|opisan|wskazan)\w+\s+(?:wyżej|powyżej)\b",
        r"\b(?:powyżej|wyżej)\s+(?:wymienion|wspomnian|opisan|wskazan)\w+",
        r"\bw\s+(?:poprzednim|następnym)\s+(?:punkcie|pytaniu|polu|akapicie)\b",
        r"\bkliknij\s+(?:tu|tutaj)\b",
        r"\bpod\s+(?:tym\s+)?linkiem\b",
        (
            r"\bwe?\s+(?:naszym\s+)?(?:wniosku|zgłoszeniu|formularzu)\s"
            r"(?:konkursow|zgłoszeniow|aplikacyjn)\w+"
        ),
    )
)
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,}"
)


def check(card: Checked) -> list[Finding]:
    """Everything found, what stops publication first.

    >>> [row.kind.value for row in check(Checked({"summary": "Zobacz pkt 3."}))][:2]
    ['TOO_SHORT', 'MISSING']
    """
    found = [*_parts(card), *_alone(card), *_plain(card), *_facts(card)]
    found += _contact(card)
    return sorted(found, key=lambda row: not row.stops)


def _parts(card: Checked) -> list[Finding]:
    found = []
    for row in shortfalls(card.texts):
        kind = FindingKind.TOO_SHORT
        if row.is_too_long:
            kind = FindingKind.TOO_LONG
        elif not row.words:
            kind = FindingKind.MISSING
        limit = row.most if row.is_too_long else row.least
        found.append(Finding(kind, row.part, number=row.words, limit=limit))
    return found


def _alone(card: Checked) -> list[Finding]:
    return [
        Finding(FindingKind.NOT_ALONE, part.code, quote=match[0])
        for part in PARTS
        for pattern in _ELSEWHERE
        if (match := pattern.search(card.texts.get(part.code, "")))
    ]


def _plain(card: Checked) -> list[Finding]:
    found = []
    for part in PARTS:
        text = card.texts.get(part.code, "")
        for sentence, count in long_sentences(text):
            quote = sentence if len(sentence) <= 120 else f"{sentence[:117]}…"
            found.append(
                Finding(FindingKind.LONG_SENTENCE, part.code, quote, number=count)
            )
        for swap in plainer_words(text):
            found.append(
                Finding(FindingKind.OFFICIAL, part.code, swap.found, swap.plain)
            )
    whole = "\n".join(card.texts.get(part.code, "") for part in PARTS)
    hardness = fog(whole)
    if hardness is not None and hardness > MOST_FOG:
        found.append(Finding(FindingKind.HARD, number=hardness, limit=MOST_FOG))
    return found


def _facts(card: Checked) -> list[Finding]:
    kinds = (
        (FindingKind.NO_LEAD, card.lead),
        (FindingKind.NO_SECTION, card.section),
        (FindingKind.NO_SENTENCE, card.result_sentence),
        (FindingKind.NO_NUMBERS, card.results),
        (FindingKind.NO_COSTS, card.has_costs),
    )
    found = [Finding(kind) for kind, told in kinds if not told]
    found += [
        Finding(FindingKind.NO_SOURCE, quote=label)
        for label, source in card.results
        if not source.strip()
    ]
    return found


def _contact(card: Checked) -> list[Finding]:
    if not card.office:
        return [Finding(FindingKind.NO_OFFICE)]
    found = []
    if not (card.office_email or card.office_phone):
        found.append(Finding(FindingKind.NO_WAY_TO_ASK))
    if card.office_email and not _ADDRESS.fullmatch(card.office_email):
        found.append(Finding(FindingKind.ODD_ADDRESS, quote=card.office_email))
    digits = sum(letter.isdigit() for letter in card.office_phone)
    if card.office_phone and not 9 <= digits <= 15:
        found.append(Finding(FindingKind.ODD_PHONE, quote=card.office_phone))
    return found
