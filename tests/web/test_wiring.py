"""Links of the shell and of the desk lead to pages that exist."""

import re
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, get_resolver, resolve

from miara.web import navigation

SOURCE = Path(__file__).parents[2] / "src" / "miara"
_LINK = re.compile(r"""\{%\s*url\s+["']([\w:-]+)["']""")
PLACES = [*navigation.MAIN, *navigation.FOOTER]


def _known() -> set[str]:
    """Names of all addresses, each under its namespaces."""
    found = set()

    def walk(resolver, spaces):
        for entry in resolver.url_patterns:
            inner = (
                [*spaces, entry.namespace]
                if getattr(entry, "namespace", "")
                else spaces
            )
            if hasattr(entry, "url_patterns"):
                walk(entry, inner)
            elif entry.name:
                found.add(":".join([*spaces, entry.name]))

    walk(get_resolver(), [])
    return found


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_no_entry_of_the_navigation_is_unwired(place):
    """A wrong name would silently leave the entry out."""
    url = navigation.address(place.name)
    assert url is not None
    assert resolve(url).view_name == place.name


def test_every_entry_is_shown_once():
    for places in (navigation.MAIN, navigation.FOOTER):
        shown = navigation.links(places, "/")
        assert [link.label for link in shown] == [place.label for place in places]
    assert len({place.name for place in PLACES}) == len(PLACES)


def test_every_name_in_a_template_is_an_address():
    known = _known()
    wrong = [
        f"{path.relative_to(SOURCE)}: {name}"
        for path in sorted(SOURCE.rglob("templates/**/*.*"))
        for name in _LINK.findall(path.read_text())
        if name not in known
    ]
    assert wrong == []


def test_an_unknown_name_has_no_address():
    with pytest.raises(NoReverseMatch):
        navigation.reverse("web:no-such-page")
    assert navigation.address("web:no-such-page") is None
