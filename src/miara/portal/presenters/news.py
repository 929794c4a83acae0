"""The page of news and lines of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.core.numbers import NBSP
from miara.core.templatetags.miara import date_pl
from miara.documents import public as documents
from miara.portal.domain.addresses import address_of, safe_address
from miara.portal.domain.blocks import blocks
from miara.portal.domain.categories import category
from miara.portal.models import News, NewsChange, NewsFile
from miara.portal.phrases import part_names
from miara.portal.presenters.links import list_path, news_path
from miara.portal.queries.news import WholeNews

__all__ = [
    "Line",
    "Words",
    "category_name",
    "label_of",
    "line_of",
    "linked_data",
    "news_context",
    "when_words",
    "words_of",
]


@dataclass(frozen=True, slots=True)
class Words:
    """Title, lead and text in one language; ``language`` where it is not the page's."""

    title: str
    lead: str
    body: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """News in a list."""

    words: Words
    url: str
    category: str
    site: str
    published: str
    when: str
    place: str


def words_of(news: News) -> Words:
    """The English version where the page is English and there is one, else Polish.

    Whoever wrote a title alone in English has not translated the news.
    """
    is_english = get_language() == "en"
    if is_english and news.title_en and news.lead_en:
        body = news.body_en if "body_en" not in news.get_deferred_fields() else ""
        return Words(news.title_en, news.lead_en, body)
    body = news.body if "body" not in news.get_deferred_fields() else ""
    return Words(news.title, news.lead, body, "pl" if is_english else "")


def category_name(code: str) -> str:
    """A category for people."""
    found = category(code)
    return found.name(get_language() or "pl") if found else code


def when_words(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """When something takes place; a day is not said twice."""
    if starts_at is None:
        return ""
    text = _moment(starts_at)
    if ends_at is None or ends_at == starts_at:
        return text
    first, last = timezone.localtime(starts_at), timezone.localtime(ends_at)
    end = f"{last:%H:%M}" if first.date() == last.date() else _moment(ends_at)
    return f"{text} – {end}"


def _moment(value: datetime) -> str:
    """A day and an hour; a narrow screen may break the line between the two."""
    return date_pl(value, "time").replace(f",{NBSP}", ", ")


def line_of(news: News) -> Line:
    """One line of the list."""
    words = words_of(news)
    return Line(
        words,
        news_path(news.pk, news.title),
        category_name(news.category),
        str(news.site.name),
        date_pl(news.first_published_at),
        when_words(news.starts_at, news.ends_at),
        news.place,
    )


def news_context(
    whole: WholeNews, *, file_path: Callable[[str], str] | None = None
) -> dict[str, Any]:
    """Everything the page shows; addresses of files are those of readers if missing."""
    news = whole.news
    words = words_of(news)
    path = file_path or _public_path(news.pk)
    own_url = settings.MIARA_SITE_URL + news_path(news.pk, news.title)
    return {
        "news": news,
        "words": words,
        "body": blocks(words.body),
        "category": category_name(news.category),
        "category_url": _category_url(news.category),
        "when": when_words(news.starts_at, news.ends_at),
        "sign_up": safe_address(news.sign_up),
        "pictures": _pictures(whole.files, path),
        "attachments": _attachments(whole.files, path),
        "links": [
            {"title": row.title, "url": safe_address(row.address)}
            for row in whole.links
            if safe_address(row.address)
        ],
        "label": label_of(news, whole.changes),
        "list_url": list_path(),
        "own_url": own_url,
        "own_address": address_of(news.pk, news.title),
        "linked_data": linked_data(whole, own_url),
    }


def linked_data(whole: WholeNews, url: str) -> dict[str, Any]:
    """News for machines that read schema.org."""
    news, words = whole.news, words_of(whole.news)
    organisation = news.site.organisation
    body = str(organisation.name if organisation else news.site.name)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "headline": words.title,
        "abstract": words.lead,
        "inLanguage": words.language or get_language() or "pl",
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": body},
        "dateCreated": news.made_on.isoformat(),
    }
    if news.first_published_at:
        data["datePublished"] = news.first_published_at.isoformat()
    if news.last_published_at:
        data["dateModified"] = news.last_published_at.isoformat()
    if news.starts_at:
        event: dict[str, Any] = {
            "@type": "Event",
            "name": words.title,
            "startDate": news.starts_at.isoformat(),
        }
        if news.ends_at:
            event["endDate"] = news.ends_at.isoformat()
        if news.place:
            event["location"] = {"@type": "Place", "name": news.place}
        data["about"] = event
    return data


def _public_path(number: int) -> Callable[[str], str]:
    return lambda uid: reverse("portal:news-file", args=[number, uid])


def _category_url(code: str) -> str:
    found = category(code)
    return list_path(f"kategoria={found.slug}") if found else list_path()


def _is_shown(row: NewsFile, *, is_photo: bool) -> bool:
    kind = NewsFile.Kind.PHOTO if is_photo else NewsFile.Kind.ATTACHMENT
    return row.kind == kind and row.file.erased_at is None


def _pictures(
    rows: Iterable[NewsFile], path: Callable[[str], str]
) -> list[dict[str, str]]:
    return [
        {
            "url": path(row.file.uid),
            "title": row.title,
            "alternative": row.alternative,
            "credit": row.credit,
        }
        for row in rows
        if _is_shown(row, is_photo=True)
    ]


def _attachments(
    rows: Iterable[NewsFile], path: Callable[[str], str]
) -> list[dict[str, str]]:
    return [
        {
            "url": path(row.file.uid),
            "title": row.title,
            "kind": documents.kind_name(documents.FileKind(row.file.kind)),
            "size": documents.file_size(row.file.size),
        }
        for row in rows
        if _is_shown(row, is_photo=False)
    ]


def label_of(news: News, changes: tuple[NewsChange, ...]) -> dict[str, Any] | None:
    """Who published what and when; None before the first publication."""
    if not changes:
        return None
    first, last = changes[0], changes[-1]
    return {
        "body": first.body_name,
        "person": first.person_name,
        "made": date_pl(news.made_on),
        "published": _moment(first.published_at),
        "changed": _moment(last.published_at) if last is not first else "",
        "history": [
            {
                "when": _moment(row.published_at),
                "person": row.person_name,
                "what": part_names(row.parts) or _("nothing that readers see")
                if row is not first
                else _("first publication"),
            }
            for row in reversed(changes)
        ],
    }
