"""Links of the shell."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from miara.web import navigation
from miara.web.templatetags.components import next_sort, sort_state

PATHS = st.lists(
    st.text("abcdefghijklmnop-0123456789", min_size=3, max_size=9), max_size=4
).map(lambda parts: "/" + "".join(f"{part}/" for part in parts))


@given(PATHS)
def test_there_and_back_is_the_same_page(path):
    english = navigation.same_page(path, "en")
    assert english == f"/en{path}"
    assert navigation.same_page(english, "pl") == path
    assert navigation.same_page(english, "en") == english


@given(st.text(max_size=30))
def test_a_language_link_never_leaves_the_site(path):
    for code, _name in settings.LANGUAGES:
        found = navigation.same_page(path, code)
        assert found.startswith("/")
        assert not found.startswith("//")


def test_a_place_that_is_not_wired_is_left_out():
    places = [
        navigation.Place("a", "web:home"),
        navigation.Place("b", "nothing:here"),
    ]
    assert [link.label for link in navigation.links(places, "/")] == ["a"]


@pytest.mark.parametrize(("path", "current"), [("/", "a"), ("/styl/x/", "b")])
def test_the_deepest_place_is_current(path, current):
    places = [
        navigation.Place("a", "web:home"),
        navigation.Place("b", "web:gallery"),
    ]
    links = navigation.links(places, path)
    assert [link.label for link in links if link.current] == [current]


def test_sorting_turns_round():
    assert next_sort("value", "value") == "-value"
    assert next_sort("-value", "name") == "name"
    assert sort_state("-value", "value") == "descending"
    assert sort_state("-value", "name") == ""
