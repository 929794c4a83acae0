"""The picture of a unit: whole words inside it, whatever they are."""

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from miara.charts import Card, Line, Strip, card, standalone
from miara.charts import text as texts
from miara.charts.card import HEIGHT, WIDTH

WORDS = st.text(min_size=1, max_size=120)
NUMBERS = st.floats(-1e6, 1e6)
LINES = st.builds(
    lambda title, sentence, value, peers: Line(
        title, sentence, Strip("s", title, "", value, peers)
    ),
    WORDS, WORDS, st.none() | NUMBERS, st.lists(st.none() | NUMBERS, max_size=40),
)  # fmt: skip
PLACE = re.compile(r"translate\((\S+) (\S+)\) scale\((\S+)\)")


def made(name="Gmina Zielonki", lines=(), facts=("Kod: 120617",), foot="Dane."):
    data = Card("unit", name, "wiejska · powiat krakowski", lines, facts, foot, "Miara")
    return card(data)


@given(name=WORDS, lines=st.lists(LINES, max_size=5), foot=WORDS)
def test_every_word_lies_inside_the_picture(name, lines, foot):
    chart = made(name, lines, foot=foot)
    assert (chart.width, chart.height) == (WIDTH, HEIGHT)
    root = ET.fromstring(standalone(chart.svg))
    for group in root.iter("{http://www.w3.org/2000/svg}g"):
        place = PLACE.fullmatch(group.get("transform", ""))
        if place is None:
            continue
        x, y, size = map(float, place.groups())
        assert 0 < y < HEIGHT
        for words in group:
            wide = texts.width(words.text or "") * size
            assert x + wide <= WIDTH - x + 2  # rounding of the size


@given(lines=st.lists(LINES, min_size=1, max_size=5))
def test_three_lines_at_most_and_facts_only_without_any(lines):
    svg = made(lines=lines).svg
    drawn = svg.count('<g transform="translate(32 ')
    words = len(re.findall("scale", svg))
    assert drawn - words == min(3, len(lines))  # strips are not scaled
    assert "Kod: 120617</text>" not in svg
    assert "Kod: 120617</text>" in made().svg


def test_a_long_name_is_set_smaller_and_not_cut():
    name = "Gmina miejsko-wiejska Skarbimierz-Osiedle"
    assert f">{name}</text>" in made(name).svg
    assert "…" not in made(name).svg


def test_the_picture_says_in_words_what_it_shows():
    line = Line("Pożary", "36 na 1000", Strip("s", "Pożary", "", 36.0, [1.0, 2.0]))
    svg = made(lines=[line]).svg
    (told,) = re.findall(r"<desc[^>]*>(.*?)</desc>", svg)
    assert told == "wiejska · powiat krakowski. Pożary: 36 na 1000. Dane."
