"""Fictional sites of associations, their news and pages, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["NewsStory", "PageText", "SiteText", "StripText", "portal_sample"]


@dataclass(frozen=True, slots=True)
class SiteText:
    """A site: its code, its names, the Polish name of its organisation, its colour."""

    code: str
    organisation: str
    pl: str
    en: str
    accent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsStory:
    """One piece of news and what the demo does with it.

    Attributes
    ----------
    ago, ahead
        Days before the demo when it was published; days after it when it takes place
        or, for a booked one, is to be published.
    state
        ``public``, ``draft``, ``booked`` or ``withdrawn``.
    later_lead
        What a later publication said instead of the lead.
    """

    site: str
    category: str
    title: str
    lead: str
    body: str
    ago: int = 0
    ahead: int = 0
    state: str = "public"
    reason: str = ""
    place: str = ""
    sign_up: str = ""
    title_en: str = ""
    lead_en: str = ""
    body_en: str = ""
    later_lead: str = ""
    links: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page of a site."""

    site: str
    slug: str
    title: str
    body: str
    title_en: str = ""
    body_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripText:
    """A line at the foot of a site."""

    site: str
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class PortalSample:
    """Everything the demo tells on its sites."""

    sites: tuple[SiteText, ...]
    news: tuple[NewsStory, ...]
    pages: tuple[PageText, ...]
    strips: tuple[StripText, ...]


@cache
def portal_sample() -> PortalSample:
    """All of it, the same on every run.

    >>> [site.code for site in portal_sample().sites]
    ['miasta', 'gminy', 'powiaty']
    """
    path = files("miara.sample") / "news_texts" / "news.yaml"
    rows: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        path.read_text(encoding="utf-8")
    )
    return PortalSample(
        tuple(SiteText(**row) for row in rows["sites"]),
        tuple(_story(row) for row in rows["news"]),
        tuple(PageText(**row) for row in rows["pages"]),
        tuple(StripText(**row) for row in rows["strips"]),
    )


def _story(row: dict[str, Any]) -> NewsStory:
    told = {**row, "links": tuple(row.get("links", ())), "ahead": row.get("in", 0)}
    told.pop("in", None)
    return NewsStory(**told)
