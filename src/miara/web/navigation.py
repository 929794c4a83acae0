"""Where the links of the shell lead.

Contexts arrive one by one, so a link whose address is not wired is left out
instead of breaking every page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the templates show it."""

    label: Text
    url: str
    current: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the shell: its words and the name of its address."""

    label: Text
    name: str


MAIN: tuple[Place, ...] = (
    Place(pgettext_lazy("navigation", "Start"), "web:home"),
    Place(_("Local governments"), "indicators:units"),
    Place(_("Indicators"), "indicators:indicators"),
    Place(pgettext_lazy("navigation", "Compare"), "indicators:compare"),
    Place(_("Good practices"), "practices:cards"),
    Place(_("Contests"), "contest:contests"),
    Place(pgettext_lazy("navigation", "Method"), "indicators:method"),
)
FOOTER: tuple[Place, ...] = (
    Place(pgettext_lazy("navigation", "News"), "portal:news-list"),
    Place(pgettext_lazy("navigation", "Events"), "events:events"),
    Place(_("Accessibility statement"), "statements:accessibility"),
    Place(_("Privacy"), "statements:privacy"),
    Place(_("Sources of data"), "indicators:sources"),
    Place(_("Corrections"), "indicators:corrections"),
    Place(_("Data for programs (API)"), "api-1:openapi-view"),
)


def address(name: str) -> str | None:
    """Address of a named page, or ``None`` when no context has wired it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def links(places: Sequence[Place], path: str) -> list[Link]:
    """Wired places as links; the deepest one that holds ``path`` is current."""
    wired = [(place, url) for place in places if (url := address(place.name))]
    home = address("web:home")
    holders = [
        url
        for _place, url in wired
        if (path == url) or (url != home and path.startswith(url))
    ]
    current = max(holders, key=len, default=None)
    return [Link(place.label, url, url == current) for place, url in wired]


def same_page(full_path: str, language: str) -> str:
    """The same address in another language.

    Polish addresses have no prefix and others start with their code, so the
    address is known even for a page that does not exist.

    >>> same_page("/en/jednostki/?q=a", "pl")
    '/jednostki/?q=a'
    >>> same_page("/jednostki/", "en")
    '/en/jednostki/'
    >>> same_page("/en", "pl"), same_page("//host/", "pl"), same_page("/enigma/", "pl")
    ('/', '/host/', '/enigma/')
    """
    path = "/" + full_path.lstrip("/")
    for code, _name in settings.LANGUAGES:
        prefix = f"/{code}"
        if path == prefix or path.startswith((f"{prefix}/", f"{prefix}?")):
            path = "/" + path[len(prefix) :].lstrip("/")
            break
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def language_links(full_path: str) -> list[Link]:
    """Links to this page in the other languages, each named in its own."""
    present = get_language() or settings.LANGUAGE_CODE
    found = []
    for code, name in settings.LANGUAGES:
        if code == present:
            continue
        with override(code):
            found.append(
                Link(_own_name(str(name)), same_page(full_path, code), language=code)
            )
    return found


def _own_name(name: str) -> str:
    """A language as a link names it: with a capital, whatever its grammar says."""
    return name[:1].upper() + name[1:]
