"""Lemmas, analysis and restored Polish letters."""

import subprocess
import sys

import pytest

from miara.language import analyse, lemmas, restore_diacritics, words


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Krakowie", "krakow"),
        ("KRAKOWIE", "krakow"),
        ("Zielonkach", "zielonki"),
        ("lat", "rok"),
        ("ludzi", "czlowiek"),
        ("gminach", "gmina"),
        ("Pcimiu", "pcim"),
    ],
)
def test_lemmas_have_the_dictionary_form(word, lemma):
    assert lemma in lemmas(word)


def test_lemmas_of_an_ambiguous_form_are_all_kept():
    assert {"zielonka", "zielonki"} <= set(lemmas("Zielonkach"))


def test_lemmas_of_an_unknown_word_are_one_stem():
    first, second = lemmas("blorgowania"), lemmas("blorgowaniu")
    assert first == second
    assert len(first) == 1


def test_analyse_goes_word_by_word():
    assert [len(word) > 0 for word in analyse("w Dąbrowie Górniczej")] == [True] * 3
    assert analyse("") == []
    assert list(words("m. st. Warszawa")) == ["m", "st", "Warszawa"]


def test_restore_diacritics_keeps_what_is_there():
    assert restore_diacritics("dabrowa gornicza") == "dąbrowa górnicza"
    assert restore_diacritics("Łódź") == "Łódź"


def test_import_of_the_language_loads_no_dictionary():
    code = (
        "import sys, miara.language;"
        "print([m for m in ('morfeusz2', 'ogonki', 'Stemmer') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
