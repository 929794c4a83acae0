"""News as documents of the search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Q, QuerySet

from miara.portal.domain.blocks import plain_text
from miara.portal.enums import SOURCE
from miara.portal.models import News
from miara.portal.presenters.links import news_path
from miara.search import public as search

__all__ = ["NewsSource", "register"]


def register() -> None:
    """Let news be found; called once at start."""
    search.register_source(SOURCE, NewsSource())


class NewsSource:
    """Every piece of news; drafts and withdrawn ones are hidden."""

    facets: tuple[str, ...] = ("kategoria", "portal")

    def keys(self) -> Iterable[str]:
        """Numbers of all news."""
        keys = News.objects.order_by("pk").values_list("pk", flat=True)
        return map(str, keys.iterator())

    def documents(self, keys: Sequence[str]) -> Iterator[search.Document]:
        """News as published."""
        for news in _of(keys).select_related("site", "withdrawal"):
            yield search.Document(
                key=str(news.pk),
                source=SOURCE,
                title=news.title,
                summary=news.lead,
                body=plain_text(news.body),
                names=(news.place,) if news.place else (),
                facets={"kategoria": (news.category,), "portal": (news.site.code,)},
                date=news.first_published_at.date()
                if news.first_published_at
                else None,
                is_public=news.live and not hasattr(news, "withdrawal"),
                url=news_path(news.pk, news.title),
            )

    def visible(self, keys: Sequence[str], *, hidden_too: bool) -> set[str]:
        """Public ones; with ``hidden_too`` whatever exists."""
        found = _of(keys) if hidden_too else _of(keys).filter(**_PUBLIC)
        return set(map(str, found.values_list("pk", flat=True)))

    def texts(self, keys: Sequence[str]) -> Mapping[str, search.Text]:
        """Words as written."""
        rows = _of(keys).values_list("pk", "title", "lead", "body")
        return {
            str(key): search.Text(title=title, summary=lead, body=plain_text(body))
            for key, title, lead, body in rows
        }

    def fallback(self, query: search.Query) -> search.Fallback:
        """Titles and leads that hold every word, the newest first."""
        found = News.objects.all()
        if not query.hidden_too:
            found = found.filter(**_PUBLIC)
        for word in query.text.split():
            plain = word.strip('"-')
            found = found.filter(Q(title__icontains=plain) | Q(lead__icontains=plain))
        if chosen := query.facets.get("kategoria"):
            found = found.filter(category__in=chosen)
        if chosen := query.facets.get("portal"):
            found = found.filter(site__code__in=chosen)
        ordered = found.order_by("-first_published_at", "-pk")
        page = ordered[query.offset : query.offset + query.size]
        keys = page.values_list("pk", flat=True)
        return search.Fallback(tuple(map(str, keys)), found.count())


_PUBLIC = {"live": True, "withdrawal": None}


def _of(keys: Sequence[str]) -> QuerySet[News]:
    return News.objects.filter(pk__in=[key for key in keys if key.isdigit()])
