"""Marked passages: right words, right part, safe HTML."""

from hypothesis import given
from hypothesis import strategies as st

from miara.search.domain.documents import Text
from miara.search.domain.parsing import parse
from miara.search.domain.passages import LENGTH, mark, passage_of


def marked(text, query):
    return mark(text, parse(query).marked).marked


def test_every_inflected_form_is_marked():
    text = "Śmieć, śmieci i ŚMIECIAMI, lecz nie śmiech."
    assert marked(text, "śmieci") == ("Śmieć", "śmieci", "ŚMIECIAMI")
    assert marked("W Zakopanem i w zakopanej skrzyni", "zakopane")[0] == "Zakopanem"
    assert marked("Rok temu, pięć lat temu", "lata") == ("Rok", "lat")
    assert marked("Ludzie i człowiek", "ludzi") == ("Ludzie", "człowiek")


def test_words_typed_without_polish_letters_are_marked():
    assert marked("Żłobki w Łodzi", "zlobek lodz") == ("Żłobki", "Łodzi")


def test_words_that_no_dictionary_knows_are_marked_by_their_stem():
    assert marked("Smogobus i smogobusem; smog", "smogobusy") == (
        "Smogobus",
        "smogobusem",
    )


def test_excluded_and_stop_words_are_not_marked():
    assert marked("Woda w gminie i azbest", "woda w gminach -azbest") == (
        "Woda",
        "gminie",
    )


def test_the_part_with_most_different_words_is_shown():
    noise = "Przepis mówi o wodzie. " * 30
    text = Text(title="t", body=f"{noise}Remont mostu dał wodę. {noise}")

    passage = passage_of(text, parse("woda remont most").marked)

    assert passage.marked[:4] == ("wodzie", "Remont", "mostu", "wodę")
    assert str(passage).startswith("… Przepis mówi o wodzie. Remont mostu")
    assert str(passage).endswith(" …")


def test_without_the_words_the_beginning_is_shown():
    text = Text(title="woda", summary="Streszczenie.", body="Treść. " * 100)

    passage = passage_of(text, parse("woda").marked)

    assert str(passage).startswith("Streszczenie.\nTreść.")
    assert passage.marked == ()


def test_html_of_authors_is_never_html_of_ours():
    passage = mark("<script>woda</script> & <mark>", parse("woda script").marked)

    assert passage.__html__() == (
        "&lt;<mark>script</mark>&gt;<mark>woda</mark>&lt;/<mark>script</mark>&gt;"
        " &amp; &lt;mark&gt;"
    )


@given(
    st.lists(
        st.sampled_from(
            ["woda", "İstanbul", "ßs", "a\u0301", "\n", "<b>", "Wodę", "słowo."]
        ),
        max_size=120,
    ).map(" ".join),
    st.text(max_size=40),
)
def test_a_passage_is_a_piece_of_the_text(text, query):
    passage = passage_of(Text(title="", body=text), parse(query + " woda").marked)

    whole = str(passage).removeprefix("… ").removesuffix(" …")
    assert whole in text
    assert len(whole) <= LENGTH
