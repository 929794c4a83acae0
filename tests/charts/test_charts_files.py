"""Charts outside pages: as an SVG file, and as PNG."""

import re
import struct

import pytest
from lxml import etree

from miara.charts import Strip, formats, large_strip, png, standalone, style

CHART = large_strip(
    Strip("s", "Zażółć gęślą jaźń", "opis", 5, [1, 2, 9], 4, 6),
    show=formats.percents("pl"),
)


def size(image: bytes) -> tuple[int, int]:
    return struct.unpack(">II", image[16:24])


@pytest.mark.parametrize("theme", sorted(style.THEMES))
def test_a_file_is_complete_in_itself(theme):
    text = standalone(CHART.svg, theme)
    root = etree.fromstring(text)
    names = [etree.QName(child).localname for child in root[:4]]
    assert names == ["title", "desc", "style", "rect"]
    assert "var(" not in text
    assert root[3].get("fill") == style.THEMES[theme]["paper"]


def test_only_our_charts_are_taken():
    with pytest.raises(ValueError, match="not a chart"):
        standalone("<svg><script/></svg>")


def test_themes_know_every_variable_of_the_rules():
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", style.RULES))
    assert {name: set(theme) for name, theme in style.THEMES.items()} == {
        "light": used,
        "dark": used,
    }


@pytest.fixture
def some_font():
    try:
        return png.fonts()
    except png.FontNotFoundError as error:
        pytest.skip(str(error))


def test_png_has_the_size_asked_for_and_draws_words(some_font, monkeypatch):
    image = png.to_png(CHART.svg, 2)
    assert size(image) == (1280, 112)
    monkeypatch.setattr(png, "fonts", lambda: ())
    assert png.to_png(CHART.svg, 2) != image


def test_without_any_font_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(png, "font_folders", lambda: [tmp_path])
    monkeypatch.setattr(png, "entry_points", lambda group: ())
    png.fonts.cache_clear()
    try:
        with pytest.raises(png.FontNotFoundError, match="fonts-dejavu-core"):
            png.fonts()
    finally:
        png.fonts.cache_clear()


def test_a_chosen_folder_comes_first(monkeypatch, tmp_path):
    monkeypatch.setenv("MIARA_FONTS", str(tmp_path))
    assert png.font_folders()[0] == tmp_path
