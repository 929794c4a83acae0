"""Answers: words, phrases, exclusions, errors, facets, order, what may be seen."""

from datetime import date

import pytest
from tests.search.conftest import NOW, Shelf

from miara.search import public as search
from miara.search.index import reading
from miara.search.public import Boost, Mode, Order

pytestmark = pytest.mark.django_db


@pytest.fixture
def waste(shelf):
    shelf.put(
        "a",
        "Odbiór odpadów w Dąbrowie Górniczej",
        body="Mieszkańcy oddają śmieci do punktu.",
        facets={"area": ("waste",), "kind": ("city", "big")},
        date=date(2024, 5, 1),
        use=3,
    )
    shelf.put(
        "b",
        "Żłobek w Pcimiu",
        body="Opieka nad najmłodszymi dziećmi.",
        facets={"area": ("care",), "kind": ("village",)},
        date=date(2025, 5, 1),
        use=9,
    )
    shelf.put(
        "c",
        "Kompostowanie",
        summary="Bioodpady zostają w ogrodach.",
        body="Gmina rozdała kompostowniki, a śmieci ubyło.",
        facets={"area": ("waste",), "kind": ("village",)},
        date=date(2023, 5, 1),
        use=5,
    )
    return shelf


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("odpad", {"a"}),
        ("śmieciami", {"a", "c"}),
        ("smieciom", {"a", "c"}),
        ("dabrowa gornicza", {"a"}),
        ("pcim", {"b"}),
        ("dziecko", {"b"}),
        ("śmieci -kompostownik", {"a"}),
        ("śmieci -dabrowa", {"c"}),
        ("-śmieci", {"b"}),
        ('"odbiór odpadów"', {"a"}),
        ('"odpady odbiór"', set()),
        ("„opieka nad dzieckiem”", set()),
        ("„opieka nad najmłodszym dzieckiem”", {"b"}),
        ('"nad najmłodszymi"', {"b"}),
        ('"śmieci do punktu"', {"a"}),
        ('śmieci -"do punktu"', {"c"}),
        ('śmieci -"oddają śmieci"', {"c"}),
        ("w", {"a", "b"}),
    ],
)
def test_words_phrases_and_exclusions(waste, ask, text, keys):
    found = ask(text)
    if not keys and found.mode == Mode.ANY:
        found = None
    assert (set(found.keys) if found else set()) == keys


def test_every_word_is_asked_for_before_any(waste, ask):
    assert ask("śmieci kompostownik").mode == Mode.ALL
    assert ask("śmieci kompostownik").keys == ("c",)
    either = ask("kompostownik żłobek")
    assert either.mode == Mode.ANY
    assert set(either.keys) == {"b", "c"}
    assert search.notices(either) == [
        "Żaden dokument nie zawiera wszystkich słów. Te zawierają co najmniej połowę."
    ]


def test_any_means_at_least_half_of_the_words(waste, ask):
    found = ask("kompostownik żłobek cmentarz biblioteka")

    assert (found.mode, found.total) == (Mode.ANY, 0)


def test_a_word_in_the_title_weighs_more_than_in_the_body(shelf, ask):
    for field in ("body", "summary"):
        shelf.put(field, "Sprawozdanie", **{field: "Remont mostu."})
    shelf.put("names", "Sprawozdanie", names=("Remont",))
    shelf.put("title", "Remont")

    assert ask("remonty").keys == ("title", "names", "summary", "body")


@pytest.mark.parametrize(
    ("typed", "meant", "keys"),
    [
        ("smeici", "śmieci", {"a", "c"}),
        ("kompostwanie", "kompostowanie", {"c"}),
        ("komposowanei", "kompostowanie", {"c"}),
        ("żłubek", "żłobek", {"b"}),
    ],
)
def test_typing_errors_are_corrected_and_told(waste, ask, typed, meant, keys):
    found = ask(typed)

    assert (found.mode, found.corrected) == (Mode.CORRECTED, meant)
    assert set(found.keys) == keys
    assert search.notices(found) == [
        f"Nic nie znaleziono dla „{typed}”. To wyniki dla „{meant}”."
    ]


def test_a_rare_spelling_gets_its_hits_and_a_hint(shelf, ask):
    for i in range(6):
        shelf.put(f"k{i}", "Kanalizacja sanitarna")
    shelf.put("typo", "Kanalizacia sanitarna")

    found = ask("kanalizacia")

    assert (found.mode, found.keys) == (Mode.ALL, ("typo",))
    assert found.did_you_mean == "kanalizacja"
    assert search.notices(found) == ["Czy chodziło o „kanalizacja”?"]
    assert ask("kanalizacja").did_you_mean == ""


def test_words_of_hidden_documents_are_never_suggested(shelf, ask):
    shelf.put("a", "Tajemnica", is_public=False)
    shelf.put("b", "Woda")

    assert ask("tajemnicca").total == 0
    assert search.notices(ask("tajemnicca")) == []
    assert search.suggest("taje") == ()
    vocabulary = reading.opened().vocabulary()
    assert (vocabulary.complete("taj"), vocabulary.complete("wo")) == ((), ("woda",))


def test_facets_count_the_whole_answer_not_the_page(waste, ask):
    found = ask("śmieci", size=1)

    assert (len(found.hits), found.total, found.pages) == (1, 2, 2)
    assert [(v.value, v.count) for v in found.facets["area"]] == [("waste", 2)]
    assert [(v.value, v.count) for v in found.facets["kind"]] == [
        ("big", 1),
        ("city", 1),
        ("village", 1),
    ]


def test_counts_of_a_facet_do_not_heed_its_own_choice(waste, ask):
    found = ask(facets={"area": ("care",)})

    assert found.keys == ("b",)
    assert [(v.value, v.count, v.is_chosen) for v in found.facets["area"]] == [
        ("waste", 2, False),
        ("care", 1, True),
    ]
    assert [(v.value, v.count) for v in found.facets["kind"]] == [("village", 1)]


def test_values_of_one_facet_add_and_facets_narrow(waste, ask):
    assert ask(facets={"area": ("care", "waste")}).total == 3
    assert ask(facets={"area": ("waste",), "kind": ("village",)}).keys == ("c",)
    nothing = ask(facets={"area": ("care",), "kind": ("city",)})
    assert (nothing.total, nothing.mode) == (0, Mode.ALL)
    assert {v.value: v.count for v in nothing.facets["kind"]}["city"] == 0


def test_a_choice_does_not_change_how_words_are_asked_for(waste, ask):
    """Narrowing to nothing is an answer, no reason to forget half of the words."""
    found = ask("śmieci", facets={"area": ("care",)})

    assert (found.mode, found.total, found.did_you_mean) == (Mode.ALL, 0, "")


def test_only_the_wanted_facets_are_counted(waste, ask):
    assert set(ask("śmieci", counted=("kind", "unknown")).facets) == {"kind"}
    assert ask("śmieci", counted=()).facets == {}


def test_a_quiet_facet_narrows_and_is_counted_only_when_named(waste, shelf, ask):
    search.register_source("practices", shelf, quiet=("kind",))

    assert set(ask("śmieci").facets) == {"area"}
    assert ask("śmieci", facets={"kind": ("village",)}).keys == ("c",)
    assert set(ask("śmieci", counted=("kind",)).facets) == {"kind"}


def test_orders(waste, ask):
    assert ask(order=Order.DATE).keys == ("b", "a", "c")
    assert ask(order=Order.USE).keys == ("b", "c", "a")
    assert ask("śmieci", order=Order.USE).keys == ("c", "a")
    assert ask().keys == ("b", "a", "c")  # nothing asked: the newest first
    assert ask(order=Order.DATE, size=2, page=2).keys == ("c",)


def test_weight_lifts_a_document(shelf, ask):
    shelf.put("light", "Remont drogi")
    shelf.put("heavy", "Remont drogi w gminie", weight=3.0)

    assert ask("remont").keys == ("heavy", "light")


def test_documents_like_mine_come_higher_but_nothing_new_is_found(waste, ask):
    mine = (Boost("kind", ("village",)),)
    before = ask("śmieci")

    after = ask("śmieci", boosts=mine)

    assert before.keys == ("a", "c") or before.hits[0].score >= before.hits[1].score
    assert after.keys == ("c", "a")
    assert after.total == 2
    assert ask(boosts=mine).keys[-1] == "a"


def test_a_hidden_document_never_shows_before_the_index_knows(waste, ask):
    assert ask("śmieci").total == 2
    waste.hidden.add("a")

    found = ask("śmieci")

    assert (found.keys, found.total) == (("c",), 1)
    assert "a" not in search.find(search.Query(text="śmieci"), passages=False).keys
    assert all(hit.key != "a" for hit in search.suggest("odb"))


def test_a_document_that_is_not_public_is_found_only_by_who_may(waste, ask):
    waste.put("d", "Śmieci w szkicu", is_public=False, facets={"area": ("draft",)})

    assert "d" not in ask("śmieci").keys
    assert [v.value for v in ask().facets["area"]] == ["waste", "care"]
    assert "d" in ask("śmieci", hidden_too=True).keys


def test_title_and_passage_have_the_words_marked(waste, ask):
    hit = ask("smieciom w dabrowie").hits[0]

    assert hit.title.__html__() == ("Odbiór odpadów w <mark>Dąbrowie</mark> Górniczej")
    assert hit.passage.__html__() == (
        "Mieszkańcy oddają <mark>śmieci</mark> do punktu."
    )


def test_several_sources_are_asked_together_or_alone(waste, ask):
    news = Shelf("news")
    search.register_source("news", news)
    news.put("a", "Śmieci drożeją")

    assert {(h.source, h.key) for h in ask("śmieci").hits} == {
        ("practices", "a"),
        ("practices", "c"),
        ("news", "a"),
    }
    assert [(h.source, h.key) for h in ask("śmieci", sources=("news",)).hits] == [
        ("news", "a")
    ]
    with pytest.raises(LookupError, match="no source 'other'; known: news, practices"):
        ask("śmieci", sources=("other",))


def test_language_narrows(shelf, ask):
    shelf.put("pl", "Budżet obywatelski")
    shelf.put("en", "Budżet obywatelski", language="en")

    assert ask("budżet", language="en").keys == ("en",)
    assert ask("budżet").total == 2


def test_suggestions_complete_words_and_name_titles(waste, ask):
    ask()

    assert [s.text for s in search.suggest("śmi")] == ["śmieci"]
    assert [(s.text, s.key) for s in search.suggest("dab")] == [
        ("dąbrowie", ""),
        ("Odbiór odpadów w Dąbrowie Górniczej", "a"),
    ]
    assert [s.key for s in search.suggest("śmieci komp")] == ["", "", "c"]
    assert search.suggest("d") == ()
    assert search.suggest("odpad ") == ()


def test_marks_of_patterns_in_a_question_are_plain_text(waste, ask):
    for text in (
        '"a.* .*"',
        "śmieci|.*",
        "[a-z]+",
        '"',
        "-",
        '-""',
        "*",
        "śmieci~2 ^4",
    ):
        ask(text)
        search.suggest(text + "ab")
    assert ask('"ś.* do"').total == 0
    assert search.suggest(".*") == ()


def test_a_long_question_is_cut_not_refused(waste, ask):
    assert ask("śmieci " * 400).total == 2


def test_facet_filter_is_safe_against_odd_values(waste, ask):
    assert ask(facets={"area": ("waste OR 1=1", "")}).total == 0
    assert search.status(NOW).documents == 3
