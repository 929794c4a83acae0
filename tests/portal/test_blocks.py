"""Text of editors becomes blocks; no address and no markup runs anything."""

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from miara.portal.domain.addresses import safe_address
from miara.portal.domain.blocks import blocks, plain_text


def shown(text):
    return render_to_string("portal/_blocks.html", {"blocks": blocks(text)}).strip()


def test_every_kind_of_block_is_shown():
    text = "Wstęp\n## Program\n### Dzień\n- ja\n- ty\n1. raz\n2) dwa\n> cytat\n> dalej"
    assert shown(text) == (
        "<p>Wstęp</p><h2>Program</h2><h3>Dzień</h3><ul><li>ja</li><li>ty</li></ul>"
        "<ol><li>raz</li><li>dwa</li></ol>"
        "<blockquote><p>cytat</p><p>dalej</p></blockquote>"
    )


def test_links_lead_where_they_say_and_sentences_end_after_them():
    assert shown("Zob. https://a.example/x?y=1. Oraz [zapisy](/konkursy/).") == (
        '<p>Zob. <a href="https://a.example/x?y=1">https://a.example/x?y=1</a>. Oraz '
        '<a href="/konkursy/">zapisy</a>.</p>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        '[a](https://x.example/"onclick="zle)',
        "## <img src=x onerror=zle>",
        "[x](data:text/html,zle)",
        "https://a.example/<b>",
    ],
)
def test_nothing_of_a_text_runs(text):
    html = shown(text)
    for bad in ("<script", "<img", "<b>", 'href="javascript', 'href="data', '"onclick'):
        assert bad not in html


@given(st.text(alphabet="ab<>\"'&[]()#-> \n1.:/jhtps", max_size=60))
def test_any_text_gives_only_known_elements(text):
    html = shown(text)
    rest = html
    for name in ("p", "h2", "h3", "ul", "ol", "li", "blockquote"):
        rest = rest.replace(f"<{name}>", "").replace(f"</{name}>", "")
    outside = [part for part in rest.split("<") if part][1:]
    assert all(part.startswith(("a href=", "/a>")) for part in outside)


@given(st.text(max_size=80))
def test_words_of_a_text_are_kept(text):
    assert all(line == line.strip() for line in plain_text(text).split("\n"))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "//a.example",
        "/\\a.example",
        "https://",
        "mailto:",
        "http:a b",
        "javascript:x@y",
        "JAVASCRIPT://x/%0Aalert",
        "data:text/html,a@b",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_address_is_none(address):
    assert safe_address(address) == ""
