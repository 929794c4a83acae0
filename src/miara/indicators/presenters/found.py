"""Local governments and indicators on the page that searches everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from miara.core import found
from miara.indicators.presenters import indicator_words as words
from miara.indicators.presenters.unit_links import page_url
from miara.indicators.queries import units_list
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.indicator_search import indicators_for
from miara.units import public as units

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["found_indicators", "found_units", "register"]

#: The state of the register, asked by each reader of it, and the served vintage.
UNIT_QUERIES: Final = 6


def register() -> None:
    """Add the blocks; called once at start."""
    found.register("units", order=10, build=found_units, queries=UNIT_QUERIES)
    found.register("indicators", order=20, build=found_indicators, queries=0)


def found_units(request: HttpRequest, text: str) -> found.Block | None:
    """Local governments that a name fits, as in their own list."""
    here = units_list.directory()
    matches = units.search(
        text,
        limit=found.MOST + 1,
        language=words.language(),
        population=here.inhabitants,
    )
    if not matches:
        return None
    is_cut = len(matches) > found.MOST
    return found.Block(
        anchor="samorzady",
        title=_("Local governments"),
        lines=tuple(_unit_line(match) for match in matches[: found.MOST]),
        total=len(matches),
        more_url=f"{reverse('indicators:units')}?{urlencode({'q': text})}"
        if is_cut
        else "",
        more_label=_("All local governments of this name"),
    )


def _unit_line(match: units.UnitMatch) -> found.Line:
    former = match.former_name
    facts = [match.hint, _("formerly %(name)s") % {"name": former} if former else ""]
    return found.Line(
        title=match.unit.name,
        url=page_url(match.unit.address),
        facts=tuple(filter(None, facts)),
    )


def found_indicators(request: HttpRequest, text: str) -> found.Block | None:
    """Indicators that have every word, in any form."""
    fitting = indicators_for(text)
    if not fitting:
        return None
    language, domains = words.language(), definitions().domains
    return found.Block(
        anchor="wskazniki",
        title=_("Indicators"),
        lines=tuple(
            found.Line(
                title=each.title.in_language(language),
                url=reverse("indicators:indicator", args=[each.code]),
                text=each.question.in_language(language),
                facts=(domains[each.domain].name.in_language(language),),
            )
            for each in fitting[: found.MOST]
        ),
        total=len(fitting),
        more_url=f"{reverse('indicators:indicators')}?{urlencode({'q': text})}"
        if len(fitting) > found.MOST
        else "",
        more_label=_("All indicators with these words"),
    )
