"""News and pages on the page that searches everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from miara.core import found as everything
from miara.portal.enums import PAGES, SOURCE
from miara.portal.presenters.news import line_of
from miara.portal.presenters.pages import page_line
from miara.portal.queries.news import public_news
from miara.portal.queries.pages import public_pages
from miara.search import public as search

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["found_news", "found_pages", "register"]

#: What may be seen, its words, the rows; two more where the database answers.
QUERIES: Final = 5


def register() -> None:
    """Add the blocks; called once at start."""
    everything.register("news", order=50, build=found_news, queries=QUERIES)
    everything.register("pages", order=60, build=found_pages, queries=QUERIES)


def found_news(request: HttpRequest, text: str) -> everything.Block | None:
    """Public news that fit, the best first."""
    found = _find(text, SOURCE)
    rows = public_news().select_related("site").in_bulk(found.keys)
    lines = []
    for hit in found.hits:
        if (news := rows.get(int(hit.key))) is not None:
            line = line_of(news)
            lines.append(
                everything.Line(
                    line.words.title,
                    line.url,
                    hit.passage or line.words.lead,
                    (line.category, line.site, line.when or line.published),
                    line.words.language,
                )
            )
    return _block(found, lines, anchor="aktualnosci", title=_("News"))


def found_pages(request: HttpRequest, text: str) -> everything.Block | None:
    """Public pages of all sites that fit."""
    found = _find(text, PAGES)
    rows = public_pages().select_related("site").in_bulk(found.keys)
    lines = [
        page_line(page, hit.passage)
        for hit in found.hits
        if (page := rows.get(int(hit.key))) is not None
    ]
    return _block(found, lines, anchor="strony", title=_("Pages of associations"))


def _find(text: str, source: str) -> search.Found:
    size = everything.MOST
    return search.find(
        search.Query(text=text, sources=(source,), size=size, counted=())
    )


def _block(
    found: search.Found, lines: list[everything.Line], *, anchor: str, title: str
) -> everything.Block | None:
    if not lines:
        return None
    return everything.Block(
        anchor=anchor,
        title=title,
        lines=tuple(lines),
        total=found.total,
        notices=tuple(search.notices(found)),
    )
