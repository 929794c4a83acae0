"""Names, addresses and telephones leave texts; the rest stays."""

import pytest

from miara.contest.domain.masking import mask, masker

PATTERN = masker(["Zielonki", "Dąbrowa Górnicza", "Kraków"])


@pytest.mark.parametrize(
    "text",
    [
        "Gmina Zielonki",
        "w Zielonkach",
        "zielonecki dom kultury",
        "w Dąbrowie Górniczej",
        "mieszkańcy Krakowa",
        "pisz: jan.kowalski@zielonki.pl",
        "https://zielonki.pl/projekt",
        "tel. 12 285 08 50",
        "+48 600 700 800",
    ],
)
def test_what_names_the_applicant_is_masked(text):
    masked = mask({"a": [text]}, PATTERN)["a"][0].lower()
    for trace in ("zielon", "dąbrow", "górnicz", "krakow", "@", "285", "600"):
        assert trace not in masked
    assert "[…]" in masked


def test_other_words_and_numbers_stay():
    text = "W 2024 r. 1 250 uczniów; koszt 120 000 zł; kolor niebieski."
    assert mask(text, PATTERN) == text
    assert mask(7, PATTERN) == 7
