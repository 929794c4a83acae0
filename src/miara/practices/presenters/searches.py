"""A search in words: for those who follow it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from miara.practices.presenters.listing import FACET_NAMES, facet_word
from miara.search import public as search
from miara.units import public as units

__all__ = ["search_words"]


def search_words(query: search.Query) -> str:
    """What is asked for, in one line of the active language.

    At most one query, for names of voivodeships.
    """
    parts = [_("“%(text)s”") % {"text": query.text}] if query.text else []
    regions = {}
    if "wojewodztwo" in query.facets:
        found = units.units_at(units.Level.VOIVODESHIP)
        regions = {unit.code: unit.name for unit in found}
    for facet, values in query.facets.items():
        words = [regions.get(value) or facet_word(facet, value) for value in values]
        if facet in FACET_NAMES:
            parts.append(f"{FACET_NAMES[facet]}: {', '.join(words)}")
    return "; ".join(parts) or _("all good practices")
