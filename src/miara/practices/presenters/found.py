"""Good practices on the page that searches everything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from miara.core import found as everything
from miara.core.request_context import moment
from miara.practices.enums import SOURCE
from miara.practices.presenters import listing
from miara.practices.presenters.links import list_path
from miara.practices.queries.cards import cards_with_keys
from miara.search import public as search
from miara.units import public as units

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["found_practices", "register"]

#: What may be seen, words, cards, units; one more where the database answers.
QUERIES: Final = 6


def register() -> None:
    """Add the block; called once at start."""
    everything.register("practices", order=30, build=found_practices, queries=QUERIES)


def found_practices(request: HttpRequest, text: str) -> everything.Block | None:
    """Practices that fit, as in their own list."""
    query = search.Query(text=text, sources=(SOURCE,), size=everything.MOST, counted=())
    found = search.find(query)
    here = cards_with_keys(found.keys)
    if not here:
        return None
    known = units.units_by_uid({card.unit_uid for card in here.values()})
    lines = listing.lines(found, here, known, today=timezone.localdate(moment()))
    return everything.Block(
        anchor="praktyki",
        title=_("Good practices"),
        lines=tuple(
            everything.Line(
                title=line.title,
                url=line.url,
                text=line.passage,
                facts=tuple(filter(None, (line.unit, line.state))),
            )
            for line in lines
        ),
        total=found.total,
        more_url=list_path(replace(query, sources=()).to_address())
        if found.total > len(lines)
        else "",
        more_label=_("All practices with these words"),
        notices=tuple(search.notices(found)),
    )
