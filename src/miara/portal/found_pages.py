"""Pages as documents of the search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Q, QuerySet

from miara.portal.domain.blocks import plain_text
from miara.portal.enums import PAGES
from miara.portal.models import SitePage
from miara.portal.presenters.look import page_path
from miara.portal.queries.pages import public_pages
from miara.search import public as search

__all__ = ["PageSource", "register"]


def register() -> None:
    """Let pages be found; called once at start."""
    search.register_source(PAGES, PageSource())


class PageSource:
    """Every page of every site; drafts and withdrawn ones are hidden."""

    facets: tuple[str, ...] = ()

    def keys(self) -> Iterable[str]:
        """Numbers of all pages."""
        keys = SitePage.objects.order_by("pk").values_list("pk", flat=True)
        return map(str, keys.iterator())

    def documents(self, keys: Sequence[str]) -> Iterator[search.Document]:
        """Pages as published."""
        found = SitePage.objects.filter(pk__in=_numbers(keys))
        for page in found.select_related("site", "withdrawal"):
            yield search.Document(
                key=str(page.pk),
                source=PAGES,
                title=page.title,
                body=plain_text(page.body),
                names=(str(page.site.name),),
                date=page.last_published_at.date() if page.last_published_at else None,
                is_public=page.live and not hasattr(page, "withdrawal"),
                url=page_path(page),
            )

    def visible(self, keys: Sequence[str], *, hidden_too: bool) -> set[str]:
        """Public ones; with ``hidden_too`` whatever exists."""
        found = _among(hidden_too=hidden_too).filter(pk__in=_numbers(keys))
        return set(map(str, found.values_list("pk", flat=True)))

    def texts(self, keys: Sequence[str]) -> Mapping[str, search.Text]:
        """Words as written."""
        rows = SitePage.objects.filter(pk__in=_numbers(keys))
        return {
            str(key): search.Text(title=title, body=plain_text(body))
            for key, title, body in rows.values_list("pk", "title", "body")
        }

    def fallback(self, query: search.Query) -> search.Fallback:
        """Titles and texts that hold every word, in the order of titles."""
        found = _among(hidden_too=query.hidden_too)
        for word in query.text.split():
            plain = word.strip('"-')
            found = found.filter(Q(title__icontains=plain) | Q(body__icontains=plain))
        ordered = found.order_by("title", "pk").values_list("pk", flat=True)
        page = ordered[query.offset : query.offset + query.size]
        return search.Fallback(tuple(map(str, page)), found.count())


def _among(*, hidden_too: bool) -> QuerySet[SitePage]:
    return SitePage.objects.all() if hidden_too else public_pages()


def _numbers(keys: Sequence[str]) -> list[str]:
    return [key for key in keys if key.isdigit()]
