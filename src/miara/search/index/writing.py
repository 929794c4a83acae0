"""From a document to what the index holds of it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import tantivy

from miara.language import fold, lemmas, words
from miara.search.domain.documents import Document
from miara.search.domain.stopwords import STOP_WORDS
from miara.search.index.schema import facet_field

__all__ = ["add_values", "add_words", "document_id", "to_index"]

_SHORTEST_SUGGESTED: Final = 4
_LONGEST_WORD: Final = 60
_ALL_WORDS: Final = frozenset({"title", "names"})
#: Between names of one document, so that no phrase spans two of them.
_GAP: Final = 10


def document_id(source: str, key: str) -> str:
    """What a document is called in the index."""
    return f"{source}:{key}"


def to_index(document: Document, facets: tuple[str, ...]) -> tantivy.Document:
    """The document as fields of the index.

    Every lemma of a word stands at the word's place, so phrases are found in any
    inflection; stop words of long texts leave their place empty.

    Raises
    ------
    ValueError
        When a facet was not declared by its source.
    """
    made = tantivy.Document()
    add_words(made, document)
    add_values(made, document, facets)
    return made


def add_values(
    made: tantivy.Document, document: Document, facets: tuple[str, ...]
) -> None:
    """What a document is filtered, counted and ordered by."""
    made.add_text("id", document_id(document.source, document.key))
    made.add_text("key", document.key)
    made.add_text("source", document.source)
    made.add_text("language", document.language)
    if not document.is_public:
        made.add_text("hidden", "1")
    for facet, values in document.facets.items():
        if facet not in facets:
            msg = f"facet {facet!r} is not declared by source {document.source!r}"
            raise ValueError(msg)
        for value in dict.fromkeys(values):
            made.add_text(facet_field(facet), value)
    made.add_unsigned("date", document.date.toordinal() if document.date else 0)
    made.add_unsigned("use", max(document.use, 0))
    made.add_float("weight", document.weight)


def add_words(made: tantivy.Document, document: Document) -> None:
    """The words of a document."""
    texts = {
        "title": (document.title,),
        "names": document.names,
        "summary": (document.summary,),
        "body": (document.body,),
    }
    for field, parts in texts.items():
        tokens = _lemma_tokens(parts, keep_all=field in _ALL_WORDS)
        if tokens:
            _add(made, field, tokens)
    if document.is_public:
        _add_plain(made, "words", _spellings(document))
    _add_plain(
        made,
        "begins",
        {fold(w) for t in (document.title, *document.names) for w in words(t)},
    )


@lru_cache(maxsize=262_144)
def _content_lemmas(word: str) -> tuple[str, ...]:
    """Lemmas to index; none for a stop word."""
    return () if fold(word) in STOP_WORDS else lemmas(word)


def _lemma_tokens(parts: Iterable[str], *, keep_all: bool) -> list[tantivy.Token]:
    analyse = lemmas if keep_all else _content_lemmas
    make = tantivy.Token
    tokens: list[tantivy.Token] = []
    add = tokens.append
    place = 0
    for part in parts:
        for word in words(part):
            if len(word) <= _LONGEST_WORD:
                for lemma in analyse(word):
                    add(make(lemma, place, 0, 0))
            place += 1
        place += _GAP
    return tokens


def _spellings(document: Document) -> set[str]:
    texts = (document.title, *document.names, document.summary, document.body)
    found = {word for text in texts for word in words(text.lower())}
    return {
        word
        for word in found
        if _SHORTEST_SUGGESTED <= len(word) <= _LONGEST_WORD and word.isalpha()
    }


def _add_plain(made: tantivy.Document, field: str, texts: Iterable[str]) -> None:
    tokens = [tantivy.Token(text, i, 0, 0) for i, text in enumerate(texts)]
    if tokens:
        _add(made, field, tokens)


def _add(made: tantivy.Document, field: str, tokens: list[tantivy.Token]) -> None:
    made.add_pre_tokenized_text(field, tantivy.PreTokenizedString("", tokens))
