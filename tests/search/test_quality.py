"""Are the right documents found, and first?

``data/pairs.tsv`` holds questions about public services with a target each, which has
every word of the question only in other inflected forms, and a distractor, which has one
of the words exactly as asked but means something else. All of them lie hidden in texts
of other words.
"""

import csv
from pathlib import Path

import pytest
from tests.factories.polish_texts import lexicon
from tests.search.conftest import NOW, Shelf

from miara.language import fold, lemmas, words
from miara.search import public as search
from miara.search.domain.stopwords import STOP_WORDS

with (Path(__file__).parent / "data" / "pairs.tsv").open(encoding="utf-8") as file:
    PAIRS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
FILLER = 1_500


def content_words(text):
    return [word for word in words(text) if fold(word) not in STOP_WORDS]


def test_there_are_enough_pairs():
    assert len({pair["query"] for pair in PAIRS}) == len(PAIRS) >= 120


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: fold(pair["query"]))
def test_a_target_has_only_other_forms_and_a_distractor_the_same(pair):
    asked = content_words(pair["query"])
    forms = {fold(word) for word in words(pair["target"])}
    found = {lemma for word in words(pair["target"]) for lemma in lemmas(word)}
    other = {fold(word) for word in words(pair["distractor"])}

    assert [word for word in asked if fold(word) in forms] == []
    assert [word for word in asked if found.isdisjoint(lemmas(word))] == []
    # A question of one word means whatever has the word.
    assert len(asked) == 1 or any(fold(word) in other for word in asked)


@pytest.fixture(scope="module")
def hidden_pairs():
    """Every target and distractor inside a text that has no word of any question."""
    asked = {la for p in PAIRS for w in content_words(p["query"]) for la in lemmas(w)}
    filler = lexicon(frozenset(asked))
    shelf = Shelf()

    def put(key, sentence):
        before, after = filler.text(f"{key}<", 50), filler.text(f"{key}>", 50)
        title = filler.text(f"{key}^", 5)
        shelf.put(key, title, body=f"{before} {sentence} {after}")

    for number, pair in enumerate(PAIRS):
        put(f"target-{number}", pair["target"])
        put(f"distractor-{number}", pair["distractor"])
    for number in range(FILLER):
        put(f"filler-{number}", "")
    return shelf


@pytest.fixture
def corpus(hidden_pairs):
    search.register_source("practices", hidden_pairs)
    search.rebuild(now=NOW)


def measured(spelling):
    """Recall at 10, mean reciprocal rank, and the questions that did badly."""
    ranks = {}
    for number, pair in enumerate(PAIRS):
        query = search.Query(text=spelling(pair["query"]), size=10, counted=())
        keys = search.find(query, passages=False).keys
        target = f"target-{number}"
        ranks[pair["query"]] = keys.index(target) + 1 if target in keys else 0
    recall = sum(rank > 0 for rank in ranks.values()) / len(ranks)
    mrr = sum(1 / rank for rank in ranks.values() if rank) / len(ranks)
    return recall, mrr, {query: rank for query, rank in ranks.items() if rank != 1}


@pytest.mark.django_db
def test_documents_are_found_in_other_inflected_forms(corpus, record_property):
    for name, spelling in (("as typed", str), ("without diacritics", fold)):
        recall, mrr, bad = measured(spelling)
        record_property(f"recall@10, {name}", round(recall, 3))
        record_property(f"MRR, {name}", round(mrr, 3))
        print(f"{name}: recall@10 {recall:.3f}, MRR {mrr:.3f}, not first: {bad}")
        assert recall >= 0.98, bad
        assert mrr >= 0.95, bad


@pytest.mark.django_db
def test_the_words_are_marked_in_what_is_found(corpus):
    """Highlighting knows the same forms as the index."""
    unmarked = []
    for number, pair in enumerate(PAIRS):
        for spelling in (str, fold):
            found = search.find(search.Query(text=spelling(pair["query"]), size=10))
            hit = next((h for h in found.hits if h.key == f"target-{number}"), None)
            if hit is None or len(hit.passage.marked) < len(
                content_words(pair["query"])
            ):
                unmarked.append((spelling(pair["query"]), hit and hit.passage.marked))
    assert len(unmarked) <= 0.02 * 2 * len(PAIRS), unmarked
