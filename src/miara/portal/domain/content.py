"""News as plain data, for what comes from elsewhere than the editing pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

__all__ = ["CHANGE_PARTS", "Attached", "NewsText", "See", "lacking_parts"]


@dataclass(frozen=True, slots=True)
class Attached:
    """A kept file at a piece of news: the number of its row, and words about it."""

    file_id: int
    title: str
    is_photo: bool = False
    alternative: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class See:
    """Another page worth seeing."""

    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsText:
    """What an editor would write."""

    category: str
    title: str
    lead: str
    made_on: date
    body: str = ""
    title_en: str = ""
    lead_en: str = ""
    body_en: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    sign_up: str = ""
    files: tuple[Attached, ...] = ()
    links: tuple[See, ...] = ()


#: What readers are told was changed, and the fields that it stands for.
CHANGE_PARTS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title",),
    "text": ("lead", "body"),
    "english": ("title_en", "lead_en", "body_en"),
    "when": ("starts_at", "ends_at", "place", "sign_up"),
    "category": ("category",),
    "files": ("files",),
    "links": ("links",),
}


def lacking_parts(title: str, lead: str, category: str, *, is_known: bool) -> list[str]:
    """Codes of what must be there before readers see it.

    >>> lacking_parts("Tytuł", " ", "news", is_known=True)
    ['lead']
    """
    found = [
        code for code, text in (("title", title), ("lead", lead)) if not text.strip()
    ]
    return found + ([] if category and is_known else ["category"])
