"""A ceremony with its secrets: the only module that opens what is sealed.

Nothing here asks who reads; what it gives is bounded by what was revealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from miara.accounts.public import User
from miara.ceremony.domain.sealing import kept, key_of_step, open_step
from miara.ceremony.domain.steps import Title
from miara.ceremony.models import Ceremony, Step
from miara.contest import public as contest
from miara.core.localized import Localized

__all__ = [
    "Known",
    "ceremonies_of",
    "ceremony_of",
    "known_of",
    "master_of",
    "site_keys",
    "titles_for",
]


@dataclass(frozen=True, slots=True)
class Known:
    """What may be known of a ceremony at the moment.

    ``contents`` are the revealed steps, by number, with the curtain; empty before the
    ceremony is opened. ``keys`` open exactly those; ``sealed`` is every step.
    """

    count: int
    contents: tuple[dict[str, Any], ...]
    keys: tuple[bytes, ...]
    sealed: tuple[bytes, ...]


def ceremonies_of(edition: contest.Edition) -> dict[str, Ceremony]:
    """Ceremonies by kind. One query."""
    found = Ceremony.objects.filter(edition=edition).select_related("opened_by")
    return {row.kind: row for row in found}


def ceremony_of(edition: contest.Edition, kind: str) -> Ceremony | None:
    """The present preparation of a kind."""
    return (
        Ceremony.objects.filter(edition=edition, kind=kind)
        .select_related("opened_by", "prepared_by")
        .first()
    )


def known_of(ceremony: Ceremony) -> Known:
    """What was revealed, and the sealed rest. One query."""
    steps = list(Step.objects.filter(ceremony=ceremony).order_by("number"))
    master, uid = master_of(ceremony), ceremony.uid
    count = len(steps) - 1
    shown = steps[: ceremony.revealed + 1] if ceremony.opened_at else []
    keys = tuple(key_of_step(master, uid, step.number) for step in shown)
    contents = tuple(
        open_step(bytes(step.sealed), key, uid, step.number, count)
        for step, key in zip(shown, keys, strict=True)
    )
    return Known(count, contents, keys, tuple(bytes(step.sealed) for step in steps))


def master_of(ceremony: Ceremony) -> bytes:
    """The master secret; never leaves the server."""
    return kept(bytes(ceremony.master), site_keys())


def site_keys() -> list[str]:
    """Keys of the site, the present one first."""
    return [str(k) for k in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def titles_for(
    edition: contest.Edition, *, user: User, now: datetime
) -> list[Title] | None:
    """Titles decided in closed meetings; None for whoever may not know them."""
    results, _decision = contest.sealed_results(edition, user=user, now=now)
    if results is None:
        return None
    names = contest.recipients_of(results.rows)
    return [
        Title(
            place=row.order,
            role=row.role,
            rank=row.rank,
            group=_words(row.group),
            domain=_words(row.domain),
            kind=_words(row.kind_name),
            special=_words(row.special_name),
            unit=names[row.award_id],
            entry=row.title,
            number=row.number,
        )
        for row in results.rows
    ]


def _words(text: Localized) -> dict[str, str]:
    return {"pl": text.in_language("pl"), "en": text.in_language("en")}
