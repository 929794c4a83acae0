"""Editions of contests on the page that searches everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.contest.models import Edition, PastEdition
from miara.contest.queries.archive import past_editions_listed
from miara.contest.queries.editions import public_editions
from miara.core import found
from miara.core.localized import Localized
from miara.core.request_context import moment
from miara.search import public as search

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["found_editions", "register"]

#: Announced editions, and those of the archive.
QUERIES: Final = 2


def register() -> None:
    """Add the block; called once at start."""
    found.register("editions", order=40, build=found_editions, queries=QUERIES)


def found_editions(request: HttpRequest, text: str) -> found.Block | None:
    """Announced editions and those of the archive, the newest first of equal ones."""
    rows: list[Edition | PastEdition] = [
        *public_editions(moment()),
        *past_editions_listed(),
    ]
    rows.sort(key=lambda row: -row.year)
    texts = {place: _text(row) for place, row in enumerate(rows)}
    fitting = search.pick(text, texts)
    if not fitting:
        return None
    return found.Block(
        anchor="konkursy",
        title=_("Contests"),
        lines=tuple(_line(rows[place]) for place in fitting[: found.MOST]),
        total=len(fitting),
        more_url=reverse("contest:contests") if len(fitting) > found.MOST else "",
        more_label=_("All contests"),
    )


def _text(row: Edition | PastEdition) -> search.Text:
    return search.Text(
        title=f"{_both(row.name)} {row.year}",
        summary=_both(row.theme),
        body=_both(row.about) if isinstance(row, Edition) else "",
    )


def _both(text: Localized) -> str:
    return f"{text.in_language('pl')} {text.in_language('en')}"


def _line(row: Edition | PastEdition) -> found.Line:
    language = get_language() or "pl"
    if isinstance(row, PastEdition):
        url, state = (
            reverse("contest:archive-edition", args=[row.code]),
            _("from the archive of results"),
        )
    else:
        url, state = (
            reverse("contest:edition", args=[row.contest.code, row.slug]),
            str(row.contest.name),
        )
    return found.Line(
        title=row.name.in_language(language),
        url=url,
        text=row.theme.in_language(language),
        facts=(str(row.year), state),
    )
