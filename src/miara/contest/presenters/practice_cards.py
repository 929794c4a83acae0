"""A draft of the good-practice base as its author reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from miara.contest.presenters.entry_words import unit_name
from miara.practices import public as practices

__all__ = ["DraftView", "draft_view"]


@dataclass(frozen=True, slots=True)
class DraftView:
    """What the page shows of a draft; ``lacking`` names what editors will ask for."""

    title: str
    parts: list[tuple[str, str]]
    partners: list[tuple[str, str]]
    results: list[Any]
    costs: list[Any]
    awards: list[Any]
    lacking: list[str]


def draft_view(card: practices.PracticeCard) -> DraftView:
    """Read the newest draft of a description. One query."""
    draft = card.get_latest_revision_as_object()
    texts = {code: getattr(draft, code) for code in practices.PART_CODES}
    return DraftView(
        title=draft.title,
        parts=[
            (str(practices.PART_NAMES[code]), text)
            for code, text in texts.items()
            if text
        ],
        partners=[
            (row.name or unit_name(row.unit_uid), row.role)
            for row in draft.partners.all()
        ],
        results=list(draft.result_rows.all()),
        costs=list(draft.costs.all()),
        awards=list(draft.awards.all()),
        lacking=[_lacking(row) for row in practices.shortfalls(texts)],
    )


def _lacking(row: practices.Shortfall) -> str:
    facts = {
        "part": practices.PART_NAMES[row.part],
        "words": row.words,
        "least": row.least,
        "most": row.most,
    }
    if row.is_too_long:
        return _("%(part)s: %(words)s words, at most %(most)s.") % facts
    return _("%(part)s: %(words)s words, at least %(least)s.") % facts
