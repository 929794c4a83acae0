"""Folding and the Polish alphabetical order."""

import string

from hypothesis import given
from hypothesis import strategies as st

from miara.language import fold, sort_key

POLISH = "ąćęłńóśżź"


@given(st.text(alphabet=string.ascii_letters + POLISH + POLISH.upper() + " -"))
def test_fold_is_ascii_lower_and_idempotent(text):
    folded = fold(text)
    assert folded.isascii()
    assert folded == folded.lower()
    assert fold(folded) == folded
    assert len(folded) == len(text)


def test_fold_meets_decomposed_text():
    assert fold("Łódz\u0301") == "lodz"  # ź typed as z with a combining acute


def test_order_follows_the_polish_alphabet():
    alphabet = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
    shuffled = sorted(alphabet, key=lambda letter: ord(letter) % 7)
    assert sorted(shuffled, key=sort_key) == list(alphabet)


def test_order_of_names_puts_short_words_first():
    names = ["Nowydwór", "Nowy Sącz", "Nowy Targ", "Nowe", "Łódź", "Lwówek", "Ława"]
    expected = ["Lwówek", "Ława", "Łódź", "Nowe", "Nowy Sącz", "Nowy Targ", "Nowydwór"]
    assert sorted(names, key=sort_key) == expected


@given(st.lists(st.text(alphabet=string.ascii_lowercase, min_size=1)))
def test_order_of_plain_letters_is_the_usual_one(texts):
    assert sorted(texts, key=sort_key) == sorted(texts)
