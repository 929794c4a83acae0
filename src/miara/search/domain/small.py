"""Questions to a handful of texts kept in memory, for what needs no index."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Final, TypeVar

from miara.language import words
from miara.language.morphology import lemmas
from miara.search.domain.documents import Text
from miara.search.domain.parsing import Asked, Part, parse

__all__ = ["pick"]

Key = TypeVar("Key", bound=Hashable)

_WEIGHTS: Final = (8, 3, 1)  # of a title, a summary, a body


def pick(asked: str, texts: Mapping[Key, Text]) -> list[Key]:
    """Keys of the texts that have every word of a question, the best first.

    Words meet in their lemmas, as in the index; words of a phrase are asked for one by
    one. Texts that fit alike keep their order.

    Parameters
    ----------
    asked
        Words, phrases in quotes and -excluded words, as typed.
    texts
        Some hundred at most: each is compared with every word.

    Returns
    -------
    list of keys
        Empty when no text has every word, or nothing was asked.

    >>> texts = {1: Text(title="Straże pożarne"), 2: Text(title="Biblioteki")}
    >>> pick("strazy pozarnej", texts), pick("-biblioteka", texts), pick("", texts)
    ([1], [], [])
    """
    question = parse(asked)
    if not question.wanted:
        return []
    scores = {key: _score(question, text) for key, text in texts.items()}
    fitting = [key for key, score in scores.items() if score]
    return sorted(fitting, key=lambda key: -scores[key])


def _score(question: Asked, text: Text) -> int:
    """How well a text fits; 0 when a wanted word is missing or an excluded is there."""
    parts = [_lemmas_of(each) for each in (text.title, text.summary, text.body)]
    everything = frozenset().union(*parts)
    if any(_has(part, everything) for part in question.excluded):
        return 0
    if not all(_has(part, everything) for part in question.wanted):
        return 0
    return sum(
        weight
        for part in question.wanted
        for weight, found in zip(_WEIGHTS, parts, strict=True)
        if _has(part, found)
    )


def _has(part: Part, found: frozenset[str]) -> bool:
    return all(not found.isdisjoint(word.lemmas) for word in part.words)


@lru_cache(maxsize=4_096)
def _lemmas_of(text: str) -> frozenset[str]:
    return frozenset(lemma for word in words(text) for lemma in lemmas(word))
