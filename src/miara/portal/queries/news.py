"""News as readers and as editors find it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast
from wagtail.models import Revision

from miara.documents.public import StoredFile
from miara.portal.models import (
    News,
    NewsChange,
    NewsFile,
    NewsLink,
    Withdrawal,
)

__all__ = [
    "WholeNews",
    "changes_of",
    "coming_up",
    "listed_news",
    "news_for_desk",
    "news_of_codes",
    "public_file",
    "public_news",
    "whole_news",
]

_LONG = ("body", "body_en")


@dataclass(frozen=True, slots=True)
class WholeNews:
    """News with its rows; ``withdrawal`` is there when it was taken out of public."""

    news: News
    files: tuple[NewsFile, ...]
    links: tuple[NewsLink, ...]
    changes: tuple[NewsChange, ...]
    withdrawal: Withdrawal | None


def public_news() -> QuerySet[News]:
    """What everybody may read."""
    return News.objects.filter(live=True, withdrawal=None)


def listed_news(
    *, category: str = "", site: str = "", first: str = ""
) -> QuerySet[News]:
    """Public news, the newest first.

    Parameters
    ----------
    category, site
        Codes to narrow to.
    first
        Code of the site whose news come before all others.
    """
    found = public_news().select_related("site").defer(*_LONG)
    if category:
        found = found.filter(category=category)
    if site:
        found = found.filter(site__code=site)
    order = ("-first_published_at", "-pk")
    if not first:
        return found.order_by(*order)
    is_first = Case(When(site__code=first, then=Value(0)), default=Value(1))
    return found.alias(is_first=is_first).order_by("is_first", *order)


def coming_up(now: datetime, *, most: int) -> list[News]:
    """Public news about what is still to take place, the nearest first."""
    found = public_news().filter(starts_at__gt=now).defer(*_LONG)
    return list(found.select_related("site").order_by("starts_at", "pk")[:most])


def whole_news(number: int) -> WholeNews | None:
    """Published news with its rows, withdrawn too; None for drafts and nothing."""
    found = (
        News.objects.filter(live=True, pk=number)
        .select_related("site__organisation", "withdrawal")
        .first()
    )
    if found is None:
        return None
    files = NewsFile.objects.filter(news=found).select_related("file")
    links = NewsLink.objects.filter(news=found).order_by("position", "pk")
    return WholeNews(
        found,
        files=tuple(files.order_by("position", "pk")),
        links=tuple(links),
        changes=changes_of(found),
        withdrawal=getattr(found, "withdrawal", None),
    )


def changes_of(news: News) -> tuple[NewsChange, ...]:
    """Publications of news, the first one first."""
    rows = NewsChange.objects.filter(news=news)
    return tuple(rows.order_by("published_at", "pk"))


def public_file(number: int, uid: str) -> StoredFile | None:
    """A file of public news; None for drafts, other news and what was erased."""
    row = (
        NewsFile.objects.filter(news_id=number, news__live=True, file__uid=uid)
        .filter(news__withdrawal=None, file__erased_at=None)
        .select_related("file")
        .first()
    )
    return row.file if row else None


def news_of_codes(codes: frozenset[str]) -> QuerySet[News]:
    """All news of some sites, drafts too."""
    return News.objects.filter(site__code__in=codes)


def news_for_desk(codes: frozenset[str]) -> QuerySet[News]:
    """News of some sites with what a list of editors says; ``is_booked`` is a mark."""
    kind = ContentType.objects.get_for_model(News)
    booked = Revision.objects.filter(
        base_content_type=kind,
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    return (
        news_of_codes(codes)
        .select_related("site", "latest_revision", "withdrawal")
        .annotate(is_booked=Exists(booked))
        .defer(*_LONG)
    )
