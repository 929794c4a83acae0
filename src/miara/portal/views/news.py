"""News for readers: the list, one, files, feeds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody
from miara.documents import public as documents
from miara.portal.domain.addresses import address_of, number_of
from miara.portal.domain.categories import Category, categories, category_of_slug
from miara.portal.exports import records
from miara.portal.exports.feed import news_feed
from miara.portal.models import DailyViews, Site
from miara.portal.presenters import news as pages
from miara.portal.presenters.links import list_path, news_path
from miara.portal.queries.news import coming_up, listed_news, public_file, whole_news
from miara.portal.queries.sites import code_of_host, sites
from miara.portal.views.counted import count_request

__all__ = ["feed", "news", "news_file", "news_list", "news_table"]

ON_PAGE = 20
IN_FEED = 50
MOST_EXPORTED = 1_000
MOST_COMING = 5
_CATEGORY, _SITE = "kategoria", "portal"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of the list is asked for; unknown words of an address are left out."""

    category: Category | None
    site: Site | None
    known: tuple[Site, ...]

    def address(self, **changed: str) -> str:
        """The query string of the same list, with a choice made or taken back."""
        values = {
            _CATEGORY: self.category.slug if self.category else "",
            _SITE: self.site.code if self.site else "",
        } | changed
        return urlencode([pair for pair in values.items() if pair[1]])

    def rows(self, first: str = "") -> Any:
        """The news of the list."""
        return listed_news(
            category=self.category.code if self.category else "",
            site=self.site.code if self.site else "",
            first=first,
        )

    @property
    def title(self) -> str:
        """The list in words."""
        name = self.category.name(get_language() or "pl") if self.category else ""
        return " · ".join(
            filter(None, [name or _("News"), str(self.site.name) if self.site else ""])
        )


@require_safe
def news_list(request: HttpRequest) -> HttpResponse:
    """News and invitations, those of the site of the host first."""
    asked = _asked(request)
    rows = asked.rows(code_of_host(request.get_host()))
    page = Paginator(rows, ON_PAGE).get_page(request.GET.get("page"))
    is_first = page.number == 1 and not request.GET
    coming = coming_up(_now(request), most=MOST_COMING) if is_first else []
    address = asked.address()
    return render(
        request,
        "portal/news_list.html",
        {
            "title": asked.title,
            "page": page,
            "lines": [pages.line_of(row) for row in page],
            "coming": [pages.line_of(row) for row in coming],
            "has_sites": len(asked.known) > 1,
            "boxes": list(_boxes(asked)),
            "is_narrowed": bool(address),
            "everything": list_path(),
            "feed": f"{reverse('portal:feed')}?{address}".rstrip("?"),
            "downloads": [
                {"label": kind.upper(), "url": f"{_table(kind)}?{address}".rstrip("?")}
                for kind in ("csv", "json")
            ],
        },
    )


@require_safe
def news(request: HttpRequest, address: str) -> HttpResponse:
    """One piece of news; the number of the address identifies, the words decorate."""
    number = number_of(address)
    whole = whole_news(number) if number is not None else None
    if whole is None:
        raise Http404
    row = whole.news
    if address != address_of(row.pk, row.title):
        return HttpResponse(
            status=308, headers={"Location": news_path(row.pk, row.title)}
        )
    context = pages.news_context(whole)
    if whole.withdrawal is not None:
        kept = {key: context[key] for key in ("words", "label", "list_url")}
        context = {**kept, "withdrawal": whole.withdrawal}
        return render(request, "portal/news_withdrawn.html", context, status=410)
    context["linked_data"] = _script_safe(context["linked_data"])
    count_request(request, DailyViews.Kind.NEWS, row.pk)
    return render(request, "portal/news.html", context)


@same_for_everybody
@require_safe
def news_file(request: HttpRequest, number: int, uid: str) -> HttpResponse:
    """A picture or an attachment of public news; of drafts nothing is known here."""
    file = public_file(number, uid)
    if file is None:
        raise Http404
    try:
        return documents.file_response(file, request=request, inline=True)
    except documents.DocumentsError as error:
        raise Http404 from error


@same_for_everybody
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest of the list as Atom."""
    asked = _asked(request)
    rows = asked.rows()[:IN_FEED]
    return news_feed(request, rows, title=asked.title, address=asked.address())


@same_for_everybody
@require_safe
def news_table(request: HttpRequest, suffix: str) -> HttpResponse:
    """The list as CSV or JSON."""
    rows = [records.record(row) for row in _asked(request).rows()[:MOST_EXPORTED]]
    if suffix == "json":
        body, kind = records.as_json(rows), "application/json"
    else:
        body, kind = records.as_csv(rows), "text/csv; charset=utf-8"
    response = HttpResponse(body, content_type=kind)
    name = f'attachment; filename="aktualnosci.{suffix}"'
    response.headers["Content-Disposition"] = name
    return response


def _asked(request: HttpRequest) -> _Asked:
    known = tuple(sites())
    code = request.GET.get(_SITE, "")
    return _Asked(
        category_of_slug(request.GET.get(_CATEGORY, "")),
        next((site for site in known if site.code == code), None),
        known,
    )


def _boxes(asked: _Asked) -> Any:
    """Choices as links: each narrows, the chosen one takes itself back."""
    language = get_language() or "pl"
    yield {
        "label": _("Category"),
        "choices": [
            _choice(
                asked, _CATEGORY, row.slug, row.name(language), row == asked.category
            )
            for row in categories()
        ],
    }
    if len(asked.known) > 1:
        yield {
            "label": _("Site"),
            "choices": [
                _choice(asked, _SITE, row.code, str(row.name), row == asked.site)
                for row in asked.known
            ],
        }


def _choice(
    asked: _Asked, name: str, value: str, word: str, is_chosen: bool
) -> dict[str, Any]:
    url = list_path(asked.address(**{name: "" if is_chosen else value}))
    return {"word": word, "is_chosen": is_chosen, "url": url}


def _table(kind: str) -> str:
    return reverse("portal:news-table", args=[kind])


def _script_safe(data: dict[str, Any]) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _now(request: HttpRequest) -> datetime:
    return request.received_at  # type: ignore[attr-defined]
