"""Frames for other sites: their addresses, their code, their colours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from miara.practices.domain.addresses import address_of
from miara.practices.domain.colours import Palette, colour_of, palette_of

if TYPE_CHECKING:
    from miara.practices.models import PracticeCard
    from miara.search.public import Query

__all__ = [
    "COLOURS",
    "Look",
    "card_frame",
    "code",
    "list_frame",
    "look_of",
    "page_of_code",
    "search_frame",
    "style_sheet",
]

#: Parameters that carry colours: background, text, links.
COLOURS: Final = ("tlo", "tekst", "linki")
_LINES: Final = "ile"
_FIELD: Final = "pole"
MOST_LINES: Final = 20
USUAL_LINES: Final = 10
_HEIGHTS: Final = {"lista": 720, "szukaj": 200, "karta": 520}


@dataclass(frozen=True, slots=True)
class Look:
    """What a partner chose for a frame; colours are six digits, empty for our own."""

    colours: tuple[tuple[str, str], ...] = ()
    lines: int = USUAL_LINES
    has_field: bool = False

    def pairs(self, *, of_list: bool = False) -> list[tuple[str, str]]:
        """As parameters of an address; what is usual is left out."""
        found = list(self.colours)
        if of_list and self.lines != USUAL_LINES:
            found.append((_LINES, str(self.lines)))
        if of_list and self.has_field:
            found.append((_FIELD, "1"))
        return found

    @property
    def palette(self) -> Palette:
        """Colours to use: the chosen ones, corrected, and our own beside them."""
        return palette_of(*(self.colour(name) for name in COLOURS))

    def colour(self, name: str) -> str:
        """A chosen colour without its hash; empty for our own."""
        return dict(self.colours).get(name, "")


def look_of(data: QueryDict) -> Look:
    """What an address says; colours and numbers that are none are left out."""
    colours = [
        (name, found.removeprefix("#"))
        for name in COLOURS
        if (found := colour_of(data.get(name, "")))
    ]
    text = data.get(_LINES, "")
    lines = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return Look(
        tuple(colours),
        min(lines, MOST_LINES) or USUAL_LINES,
        data.get(_FIELD) == "1",
    )


def list_frame(query: Query, look: Look) -> str:
    """The list of a question in a frame."""
    asked = replace(query, sources=()).to_address()  # a frame knows where it asks
    own = urlencode(look.pairs(of_list=True))
    return _with(reverse("sharing:list"), "&".join(filter(None, [asked, own])))


def search_frame(look: Look) -> str:
    """A field of the search in a frame."""
    return _with(reverse("sharing:search"), urlencode(look.pairs()))


def card_frame(card: PracticeCard, look: Look) -> str:
    """A card in a frame."""
    path = reverse("sharing:card", args=[address_of(card.pk, card.title)])
    return _with(path, urlencode(look.pairs()))


def style_sheet(look: Look) -> str:
    """The sheet of a partner's colours; empty when none were chosen."""
    if not look.colours:
        return ""
    return _with(reverse("sharing:colours"), urlencode(look.pairs()))


def page_of_code(kind: str, rest: str = "") -> str:
    """The page that gives the code of a frame; ``rest`` says of what."""
    pairs = urlencode({"co": kind})
    return _with(reverse("sharing:code"), f"{pairs}&{rest}" if rest else pairs)


def code(path: str, kind: str, title: str = "") -> SafeString:
    """HTML that shows a frame on another site."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" '
        'style="border:0"></iframe>',
        settings.MIARA_SITE_URL + path,
        title or _("Good practices"),
        _HEIGHTS[kind],
    )


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
