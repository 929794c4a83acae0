"""Which names a typed word may mean."""

from hypothesis import given
from hypothesis import strategies as st

from miara.language import PlaceNames, fold, word_forms, words

NAMES = ["Zielonki", "Dąbrowa Górnicza", "Kraków", "Kędzierzyn-Koźle", "Łódź"]
PLACES = PlaceNames(NAMES)
FORMS = sorted(
    (fold(word), form.text)
    for name in NAMES
    for word in words(name)
    for form in word_forms(word)
)


@given(st.sampled_from(FORMS), st.booleans())
def test_every_form_leads_to_its_word(pair, is_folded):
    word, form = pair
    assert word in PLACES.matching(fold(form) if is_folded else form)


@given(st.sampled_from(FORMS), st.integers(1, 20))
def test_every_beginning_of_a_form_leads_to_its_word(pair, length):
    word, form = pair
    assert word in PLACES.matching(form[:length])


def test_weights_order_the_kinds_of_match():
    assert PLACES.matching("Kraków") == {"krakow": 3.0}
    assert PLACES.matching("krak") == {"krakow": 2.0}
    assert PLACES.matching("krakowie") == {"krakow": 1.0}
    assert PLACES.matching("krakowi") == {"krakow": 0.5}
    assert PLACES.matching("warszawa") == {}
