"""From what a reader types to words with their lemmas."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from miara.language import fold, restore_diacritics, words
from miara.language.morphology import UNKNOWN, generate, lemmas, readings
from miara.search.domain.stopwords import STOP_WORDS

__all__ = ["Asked", "Part", "Word", "parse"]

MOST_WORDS: Final = 16
_QUOTES: Final = str.maketrans({"„": '"', "”": '"', "“": '"', "«": '"', "»": '"'})
_CHUNK: Final = re.compile(
    r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))'
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question.

    Attributes
    ----------
    typed
        As typed.
    lemmas
        All lemmas it may have, folded; those of the spelling with Polish letters too
        where they were probably left out.
    spellings
        The spellings that gave the lemmas.
    place
        Its place in the phrase, stop words counted; 0 outside phrases.
    """

    typed: str
    lemmas: tuple[str, ...]
    spellings: tuple[str, ...]
    place: int = 0

    def forms(self) -> frozenset[str]:
        """Every inflected form, folded, for marking in a text."""
        return _forms_of(self.spellings)


@dataclass(frozen=True, slots=True)
class Part:
    """A word alone, or the words of a phrase; wanted or excluded."""

    words: tuple[Word, ...]
    is_phrase: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in parts.

    Attributes
    ----------
    text
        As typed.
    parts
        In the order typed.
    is_titles_only
        Whether it has nothing but stop words, which only titles and names keep.
    """

    text: str
    parts: tuple[Part, ...]
    is_titles_only: bool = False

    @property
    def wanted(self) -> tuple[Part, ...]:
        """Parts that documents should have."""
        return tuple(part for part in self.parts if not part.is_excluded)

    @property
    def excluded(self) -> tuple[Part, ...]:
        """Parts that documents must not have."""
        return tuple(part for part in self.parts if part.is_excluded)

    @property
    def marked(self) -> tuple[Word, ...]:
        """Words to mark in passages."""
        return tuple(word for part in self.wanted for word in part.words)


@lru_cache(maxsize=2_048)
def parse(text: str) -> Asked:
    """Words, phrases and exclusions of a question, with lemmas.

    At most 16 words count. A quotation mark that is not closed quotes the rest.

    >>> asked = parse('odbiór "dobra praktyka" -azbest w gminie')
    >>> [[w.typed for w in p.words] for p in asked.wanted]
    [['odbiór'], ['dobra', 'praktyka'], ['gminie']]
    >>> [[w.typed for w in p.words] for p in asked.excluded]
    [['azbest']]
    """
    restored = _restored_words(text)
    parts: list[Part] = []
    seen = 0
    for match in _CHUNK.finditer(text.translate(_QUOTES)):
        is_phrase = match["phrase"] is not None
        typed = list(words(match["phrase"] if is_phrase else match["plain"]))
        typed = typed[: max(MOST_WORDS - seen, 0)]
        made = tuple(
            _word(word, restored.get(seen + i, word), place=i if is_phrase else 0)
            for i, word in enumerate(typed)
        )
        seen += len(typed)
        is_excluded = match["no"] is not None
        if len(made) > 1 and is_phrase:
            parts.append(_phrase(made, is_excluded=is_excluded))
        elif is_excluded and len(made) > 1:  # -Kędzierzyn-Koźle excludes the name
            numbered = tuple(
                Word(w.typed, w.lemmas, w.spellings, i) for i, w in enumerate(made)
            )
            parts.append(Part(numbered, is_phrase=True, is_excluded=True))
        else:
            parts += [Part((word,), is_excluded=is_excluded) for word in made]
    telling = tuple(part for part in parts if not _is_empty(part))
    if any(not part.is_excluded for part in telling):
        return Asked(text, telling)
    return Asked(
        text, tuple(parts), is_titles_only=any(not p.is_excluded for p in parts)
    )


def _phrase(made: tuple[Word, ...], *, is_excluded: bool) -> Part:
    """A phrase without its stop words, whose places stay empty."""
    kept = tuple(word for word in made if fold(word.typed) not in STOP_WORDS)
    return Part(kept or made, is_phrase=len(kept) != 1, is_excluded=is_excluded)


def _is_empty(part: Part) -> bool:
    return all(fold(word.typed) in STOP_WORDS for word in part.words)


def _restored_words(text: str) -> dict[int, str]:
    """Words with Polish letters put back, by place among the words of the text."""
    if not text.strip():
        return {}
    restored = list(words(restore_diacritics(text)))
    return dict(enumerate(restored)) if len(restored) == len(list(words(text))) else {}


def _word(typed: str, restored: str, *, place: int) -> Word:
    """A word with the lemmas of its spellings.

    Polish letters are put back only into a word that has none of them; the word as
    typed counts too, for the guess may be wrong.
    """
    spellings: tuple[str, ...] = (typed,)
    lower = typed.casefold()
    if restored.casefold() != lower and fold(restored) == lower:
        spellings = (typed, restored)
    found = {lemma for spelling in spellings for lemma in lemmas(spelling)}
    return Word(typed, tuple(sorted(found)), spellings, place)


@lru_cache(maxsize=4_096)
def _forms_of(spellings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for spelling in spellings for form in _forms(spelling))


@lru_cache(maxsize=16_384)
def _forms(word: str) -> frozenset[str]:
    """Forms of every lemma that a word may have, folded; of an unknown one itself."""
    found = {fold(word)}
    for lemma, tag, _kinds in readings(word):
        if tag != UNKNOWN:
            found |= {fold(form) for form, _lemma, _tag in generate(lemma)}
    return frozenset(found)
