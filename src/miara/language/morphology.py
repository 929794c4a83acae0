"""Lemmas of Polish words: Morfeusz for known words, Snowball for the others.

Morfeusz returns every reading of a form; all of them are kept, because choosing
one loses the right one (recall 0.77-0.93 instead of 1.00 on inflected queries).
"""

import re
import threading
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Final

from miara.language.folding import fold

_WORD: Final = re.compile(r"[^\W_]+")
_DICTIONARY_LOCK: Final = threading.Lock()
# "-em" of "byłem" and the full stop are analysed as separate segments.
_NOT_WORDS: Final = frozenset({"aglt", "interp"})
UNKNOWN: Final = "ign"


@cache
def _dictionary() -> Any:  # the extension module has no types
    import morfeusz2  # 24 MB of automata: only processes that analyse pay

    return morfeusz2.Morfeusz(case_handling=morfeusz2.IGNORE_CASE)


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("polish")


def readings(word: str) -> list[tuple[str, str, frozenset[str]]]:
    """Every reading of one word: lemma, tag, kinds of name.

    The tag is Morfeusz's (``subst:sg:loc:m3``), ``ign`` for an unknown word.
    Not cached: callers keep what they derive from it.
    """
    with _DICTIONARY_LOCK:  # one instance, not safe for threads
        analyses = _dictionary().analyse(word)
    return [
        (lemma, tag, frozenset(kinds))
        for _start, _end, (_form, lemma, tag, kinds, _style) in analyses
        if tag.partition(":")[0] not in _NOT_WORDS
    ]


def generate(lemma: str) -> list[tuple[str, str, str]]:
    """Every form of one dictionary lemma: form, lemma with its suffix, tag."""
    with _DICTIONARY_LOCK:
        generated = _dictionary().generate(lemma)
    return [(form, of, tag) for form, of, tag, _kinds, _style in generated]


def words(text: str) -> Iterator[str]:
    """Words of a text as typed; hyphens and punctuation separate.

    >>> list(words("w Kędzierzynie-Koźlu!"))
    ['w', 'Kędzierzynie', 'Koźlu']
    """
    return (match[0] for match in _WORD.finditer(text))


@lru_cache(maxsize=131_072)
def lemmas(word: str) -> tuple[str, ...]:
    """All lemmas of one word, folded, in alphabetical order; never empty.

    An unknown word gives its Snowball stem. Case is ignored.

    >>> "krakow" in lemmas("Krakowie")
    True
    """
    found = readings(word)
    known = {fold(lemma_text(lemma)) for lemma, tag, _ in found if tag != UNKNOWN}
    known.discard("")
    if known:
        return tuple(sorted(known))
    return (fold(_stemmer().stemWord(word.casefold())),)


def lemma_text(lemma: str) -> str:
    """A dictionary lemma without the suffix that tells homonyms apart.

    >>> lemma_text("Zielonka:Sm1")
    'Zielonka'
    """
    return lemma.partition(":")[0].partition("~")[0]


def analyse(text: str) -> list[list[str]]:
    """Lemmas of each word of a text, word by word; an empty text gives ``[]``.

    >>> [("gmina" in word) for word in analyse("w gminach")]
    [False, True]
    """
    return [list(lemmas(word)) for word in words(text)]


@lru_cache(maxsize=8_192)
def restore_diacritics(query: str) -> str:
    """The query with Polish letters put back where they were probably left out.

    A guess by a small network: search with both the query and its result.

    >>> restore_diacritics("dabrowa gornicza")
    'dąbrowa górnicza'
    """
    import ogonki  # numpy weights, loaded by the first query only

    restored: str = ogonki.restore(query)
    return restored
