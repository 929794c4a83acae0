"""Charts fit words by an estimate; a browser must never need more room."""

import pytest

from miara.charts.text import SIZE, width

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

WORDS = [
    "Dąbrowa Górnicza",
    "województwo kujawsko-pomorskie",
    "Świętokrzyskie-Ąę",
    "Średnia podobnych gmin w powiecie",
    "1\u202f234\u202f567,8\u00a0zł",
    "12,3\u00a0%",
    "MWŁŻ@%—…",
    "WWWW MMMM mmmm",
    "ilIj|t.,:;!",
]


@pytest.mark.parametrize("font", ["DejaVu Sans", "Liberation Sans", "sans-serif"])
@pytest.mark.parametrize("weight", [400, 600])
def test_no_word_is_wider_than_estimated(visit, font, weight):
    real = visit("/").evaluate(
        "([font, words]) => { const c = document.createElement('canvas')"
        ".getContext('2d'); c.font = font;"
        " return words.map((word) => c.measureText(word).width); }",
        [f"{weight} {SIZE}px '{font}', sans-serif", WORDS],
    )
    for word, pixels in zip(WORDS, real, strict=True):
        assert 0 < pixels <= width(word) + 0.5, word
