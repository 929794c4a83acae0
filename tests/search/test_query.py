"""The address of a result set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.search import sources
from miara.search.public import Order, Query

FACETS = ("area", "kind")


@given(
    st.builds(
        Query,
        text=st.text(max_size=320),
        sources=st.sets(st.sampled_from(["news", "practices"])).map(tuple),
        facets=st.dictionaries(
            st.sampled_from(FACETS),
            st.lists(st.text(min_size=1, max_size=9), max_size=3).map(tuple),
        ),
        near=st.text(max_size=100),
        order=st.sampled_from(Order),
        page=st.integers(-1, 700),
    )
)
def test_an_address_gives_the_same_question_back(query):
    again = Query.from_address(query.to_address(), facets=FACETS)

    assert again == query
    assert again.to_address() == query.to_address()


def test_the_order_of_choosing_does_not_matter():
    one = Query(facets={"kind": ("b", "a"), "area": ("x",)})
    other = Query(facets={"area": ("x", "x"), "kind": ("a", "b")})

    assert one == other
    assert one.to_address() == "area=x&kind=a&kind=b"


def test_defaults_are_left_out():
    assert Query().to_address() == ""
    assert Query(text=" a  b ", order=Order.DATE).to_address() == "q=a+b&kolejnosc=data"


@pytest.mark.parametrize(
    "address",
    [
        "kolejnosc=zla",
        "strona=x",
        "strona=-3",
        "strona=0",
        "strona=²",
        "secret=1",
        "area=",
        "hidden_too=1",
        "%ff=%ff",
    ],
)
def test_nonsense_in_an_address_is_left_out(address):
    assert Query.from_address(address, facets=FACETS) == Query()


def test_an_address_narrows_the_sources_and_never_widens_them():
    allowed = ("news", "practices")

    def asked(address):
        return Query.from_address(address, facets=(), sources=allowed).sources

    assert asked("w=news") == ("news",)
    assert asked("w=drafts") == asked("") == allowed


def test_pages_have_an_end():
    assert Query(page=10**9, size=20).page == 500
    assert Query(size=10**9).size == 1_000


def test_toggling_a_value_starts_from_the_first_page():
    query = Query(text="woda", facets={"area": ("x",)}, page=4)

    assert query.toggled("area", "y").to_address() == "q=woda&area=x&area=y"
    assert query.toggled("area", "x") == Query(text="woda")


@pytest.mark.parametrize("name", ["q", "strona", "Area", "a-b", "", "ą"])
def test_facets_that_an_address_could_not_tell_are_refused(name):
    class Source:
        facets = (name,)

    with pytest.raises(ValueError, match=r"facets cannot be called|not a lower-case"):
        sources.register("practices", Source())
