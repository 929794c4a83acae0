"""The check before publication: what stops, what is advice."""

import pytest

from miara.practices.domain.checking import Checked, FindingKind, check
from miara.practices.domain.plain_language import (
    fog,
    long_sentences,
    plainer_words,
    sentences,
    syllables,
)
from miara.practices.domain.texts import PARTS


def texts(**changed):
    """Short sentences in plain words, enough of them in every part."""
    sentence = "Gmina kupiła autobus dla wsi. "
    return {
        part.code: (sentence * (part.least // 5 + 1)).strip() for part in PARTS
    } | changed


WHOLE = {
    "result_sentence": "Autobus jeździ co godzinę.",
    "section": "technical",
    "lead": "Gmina Zielonki",
    "results": [("Kursy dziennie", "rozkład jazdy")],
    "has_costs": True,
    "office": "Urząd Gminy",
    "office_email": "urzad@gmina.example",
    "office_phone": "12 285 08 50",
}


def kinds(**changed):
    values = {"texts": texts(), **WHOLE, **changed}
    return [row.kind for row in check(Checked(**values))]


def test_a_whole_description_has_nothing_to_put_right():
    assert kinds() == []


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"texts": texts(goals="")}, FindingKind.MISSING),
        ({"texts": texts(goals="Więcej kursów.")}, FindingKind.TOO_SHORT),
        ({"texts": texts(staff="Słowo. " * 151)}, FindingKind.TOO_LONG),
    ],
)
def test_parts_outside_their_limits_stop_publication(changed, kind):
    found = check(Checked(**{"texts": texts(), **WHOLE, **changed}))
    assert [(row.kind, row.stops) for row in found] == [(kind, True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Szczegóły jak wyżej.",
        "Koszty j.w. w tabeli.",
        "Patrz pkt 4 opisu.",
        "Regulamin w załączeniu.",
        "Umowę zawiera załącznik nr 2.",
        "Wspomniany powyżej autobus jeździ.",
        "Więcej pod linkiem.",
        "Opisano to w poprzednim punkcie.",
    ],
)
def test_a_text_that_sends_elsewhere_is_pointed_out_and_does_not_stop(sentence):
    found = check(
        Checked(**{"texts": texts(people=texts()["people"] + " " + sentence), **WHOLE})
    )
    assert [row.kind for row in found] == [FindingKind.NOT_ALONE]
    assert not found[0].stops
    assert found[0].quote.lower() in sentence.lower()


@pytest.mark.parametrize(
    "sentence",
    [
        "Gmina załączyła się do sieci wodociągów wyżej położonych wsi.",
        "Linkę holowniczą kupiono w sklepie.",
        "Powyżej stu osób korzysta z kursu.",
    ],
)
def test_like_words_are_left_alone(sentence):
    assert kinds(texts=texts(people=sentence)) == []


def test_a_long_sentence_and_an_official_phrase_are_advice():
    long = "Gmina kupiła autobus i " + "jeździ nim do wsi " * 8 + "oraz wraca."
    found = check(Checked(**{"texts": texts(people=long), **WHOLE}))
    assert [(row.kind, row.number) for row in found] == [
        (FindingKind.LONG_SENTENCE, 38)
    ]
    assert kinds(texts=texts(people="Dokonano zakupu autobusu.")) == [
        FindingKind.OFFICIAL
    ]


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"lead": ""}, FindingKind.NO_LEAD),
        ({"section": ""}, FindingKind.NO_SECTION),
        ({"result_sentence": ""}, FindingKind.NO_SENTENCE),
        ({"results": []}, FindingKind.NO_NUMBERS),
        ({"results": [("Kursy", " ")]}, FindingKind.NO_SOURCE),
        ({"has_costs": False}, FindingKind.NO_COSTS),
        ({"office": ""}, FindingKind.NO_OFFICE),
        ({"office_email": "", "office_phone": ""}, FindingKind.NO_WAY_TO_ASK),
        ({"office_email": "urzad@gmina"}, FindingKind.ODD_ADDRESS),
        ({"office_phone": "285"}, FindingKind.ODD_PHONE),
    ],
)
def test_missing_facts_are_advice(changed, kind):
    found = check(Checked(**{"texts": texts(), **WHOLE, **changed}))
    assert [(row.kind, row.stops) for row in found] == [(kind, False)]


def test_abbreviations_and_numbers_end_no_sentence():
    text = (
        "Uchwała nr 12 z 3.04.2023 r. Rady Gminy weszła w życie. Koszt to 2,5 tys. zł "
        "rocznie! Kto płaci? Gmina, tj. Zielonki."
    )
    assert sentences(text) == [
        "Uchwała nr 12 z 3.04.2023 r. Rady Gminy weszła w życie.",
        "Koszt to 2,5 tys. zł rocznie!",
        "Kto płaci?",
        "Gmina, tj. Zielonki.",
    ]
    assert sentences("- pierwszy krok\n- drugi krok") == [
        "- pierwszy krok",
        "- drugi krok",
    ]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("mieszkańców", 3),
        ("samorząd", 3),
        ("województwo", 4),
        ("dziecięcy", 3),
        ("biuro", 2),
        ("w", 1),
        ("nauka", 2),
    ],
)
def test_syllables(word, count):
    assert syllables(word) == count


def test_the_fog_of_a_text_is_counted_by_its_definition():
    # 4 sentences of 10 words, in each one word of four syllables.
    text = "Autobus jeździ co dnia do wsi i wraca znad województwa. " * 4
    assert fog(text) == pytest.approx(0.4 * (10 + 10))
    assert fog("Za mało słów.") is None
    assert long_sentences(text, most=9) == [(text[:55], 10)] * 4
    assert [row.found for row in plainer_words("Gmina posiada niniejszy plan.")] == [
        "niniejszy",
        "posiada",
    ]
