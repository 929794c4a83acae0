"""Case forms of names and locative phrases."""

import pytest

from miara.language import fold, locative_phrase, word_forms

# Written by hand from usage, not by the program.
LOCATIVES = {
    "Kraków": "w Krakowie",
    "Zielonki": "w Zielonkach",
    "Wrocław": "we Wrocławiu",
    "Włocławek": "we Włocławku",
    "Lwówek Śląski": "we Lwówku Śląskim",
    "Frombork": "we Fromborku",
    "Dąbrowa Górnicza": "w Dąbrowie Górniczej",
    "Bielsko-Biała": "w Bielsku-Białej",
    "Kędzierzyn-Koźle": "w Kędzierzynie-Koźlu",
    "Nowy Sącz": "w Nowym Sączu",
    "Zakopane": "w Zakopanem",
    "Sępólno Krajeńskie": "w Sępólnie Krajeńskim",
    "Zielona Góra": "w Zielonej Górze",
    "Ruda Śląska": "w Rudzie Śląskiej",
    "Ostrów Wielkopolski": "w Ostrowie Wielkopolskim",
    "Biała Podlaska": "w Białej Podlaskiej",
    "Gródek nad Dunajcem": "w Gródku nad Dunajcem",
    "Nowe Skalmierzyce": "w Nowych Skalmierzycach",
    "Białe Błota": "w Białych Błotach",
    "Ruda-Huta": "w Rudzie-Hucie",
    "Pcim": "w Pcimiu",
    "Tychy": "w Tychach",
    "Łódź": "w Łodzi",
}


@pytest.mark.parametrize(("name", "phrase"), LOCATIVES.items())
def test_locative_phrase_is_the_one_in_use(name, phrase):
    assert locative_phrase(name) == phrase


@pytest.mark.parametrize("name", ["Jabłonna", "Iłowa", "Dobra (Szczecińska)", ""])
def test_locative_phrase_is_missing_when_unsure(name):
    assert locative_phrase(name) is None


def test_forms_keep_number_and_gender():
    texts = {form.text for form in word_forms("Górnicza")}
    assert "Górniczej".lower() in {text.lower() for text in texts}
    assert not {"gorniczy", "gornicze", "gorniczych"} & {fold(text) for text in texts}


def test_forms_of_an_unknown_word_follow_its_ending():
    assert "Blorgowie" in {form.text for form in word_forms("Blorgów")}


def test_forms_of_a_fixed_word_are_itself():
    assert {form.text for form in word_forms("Wisłą")} == {"Wisłą"}
