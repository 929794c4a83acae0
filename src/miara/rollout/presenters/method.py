"""Documents of the method as people read them: fields filled in, blocks laid out."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from miara.rollout.domain.sheets import plain
from miara.rollout.domain.texts import Block, blocks_of, filled
from miara.rollout.models import Rollout
from miara.rollout.queries.planned import HEADS, existing_posts
from miara.units.public import UnitFacts

__all__ = ["GROUPS", "field_values", "shown_blocks"]

#: Headings of the list, by kind of document.
GROUPS: Final[dict[str, Promise]] = {
    "RULES": gettext_lazy("Rules and regulations"),
    "ORDER": gettext_lazy("Draft orders"),
    "PROCESS": gettext_lazy("Descriptions of processes"),
}


def field_values(unit: UnitFacts, row: Rollout | None, on: date) -> dict[str, str]:
    """What fields of texts become in a unit; documents are Polish in every language."""
    posts = existing_posts(unit, row, on)
    titles = {code: post.title for code, post in posts.items()}
    told = plain(titles.get("head", ""))
    usual = HEADS[unit.kind.name]
    organ, genitive, dative = next(
        (forms for forms in HEADS.values() if plain(forms[0]) == told), usual
    )
    with translation.override("pl"):
        name = unit.full_name
    return {
        "jednostka": name,
        "organ": organ,
        "organu": genitive,
        "kierownik": titles.get("head", organ),
        "kierownik_komu": dative,
        "koordynator": titles.get("planner", ""),
        "skarbnik": titles.get("treasurer", ""),
        "sekretarz": titles.get("secretary", ""),
        "rok": str(row.year) if row else "",
    }


def shown_blocks(body: str, values: dict[str, str]) -> list[Block]:
    """The text with its fields filled in, as blocks."""
    return blocks_of(filled(body, values))
