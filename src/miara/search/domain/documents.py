"""What a context hands in to be found."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Document", "Text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The words of a document as its author wrote them, without markup."""

    title: str
    summary: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One thing that can be found, as it is now.

    Attributes
    ----------
    key
        Unique within the source, at most 120 characters.
    source
        Name under which the source is registered.
    title, summary, body
        Plain text. A word in the title weighs most, one in the body least.
    names
        Names of places, people's offices, projects: any case form is found.
    facets
        Values by facet; only facets that the source declared.
    date, use
        What readers may sort by: the day that counts, and how much it was used.
    weight
        Factor of relevance, 1 for all usual documents.
    is_public
        Whether anybody may see it. Hidden ones are found only where the asker says so,
        and their words are never suggested.
    url
        Path of its page.
    """

    key: str
    source: str
    title: str
    url: str
    language: str = "pl"
    summary: str = ""
    body: str = ""
    names: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: dt.date | None = None
    use: int = 0
    weight: float = 1.0
    is_public: bool = True
