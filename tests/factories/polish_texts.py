"""Endless Polish-looking texts, the same in every run.

The words are those of our own translations and definitions in every inflected form, as
rare and as common as words of a language are. They mean nothing together, which is what
a search has to see through.
"""

import random
import re
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np

from miara.language import lemmas, words
from miara.language.morphology import generate, readings

__all__ = ["Lexicon", "lexicon"]

SOURCE = Path(__file__).resolve().parents[2] / "src" / "miara"
_KINDS = ("subst", "adj", "fin", "praet", "inf", "ger", "adv")
_FUNCTION_WORDS = (
    "w i na z do o po od dla przez oraz przy za nad pod jest są się nie że"
)


def _base_words() -> list[str]:
    """Words of this program's Polish texts, those of most files first."""
    seen: dict[str, int] = {}
    paths = [*SOURCE.rglob("locale/pl/**/*.po"), *SOURCE.rglob("definitions/**/*.yaml")]
    for path in sorted(paths):
        text = path.read_text("utf-8")
        if path.suffix == ".po":
            text = " ".join(re.findall(r'^(?:msgstr.*|)"(.*)"$', text, re.M))
        for word in {w.lower() for w in words(text) if len(w) > 2 and w.isalpha()}:
            seen[word] = seen.get(word, 0) + 1
    return sorted(seen, key=lambda w: (-seen[w], w))


class Lexicon:
    """Inflected words, drawn as often as their rank says (Zipf)."""

    def __init__(self, is_wanted: Callable[[str], bool] = lambda form: True) -> None:
        forms: dict[str, None] = {}
        for word in _base_words():
            for lemma, tag, _kinds in readings(word):
                if tag.partition(":")[0] in _KINDS:
                    kept = {form for form, _lemma, _tag in generate(lemma)}
                    kept = {f for f in kept if not f.startswith(("nie", "naj"))}
                    # Some of the many forms of a verb, always the same ones.
                    forms.update(dict.fromkeys(sorted(kept, key=_shuffled)[:20]))
        self.forms = [form for form in forms if form.isalpha() and is_wanted(form)]
        # Forms of one word must not be neighbours in commonness.
        random.Random(7).shuffle(self.forms)
        self._weights = np.cumsum(1 / (np.arange(len(self.forms)) + 30))
        self._function_words = _FUNCTION_WORDS.split()

    def text(self, seed: object, length: int) -> str:
        """So many words; equal seeds give equal texts.

        Every fourth word is one that carries no subject, as in real texts.
        """
        rng = np.random.default_rng(_shuffled(str(seed)))
        at = np.searchsorted(self._weights, rng.random(length) * self._weights[-1])
        drawn = [self.forms[i] for i in at]
        subjectless = rng.integers(0, len(self._function_words), len(drawn[3::4]))
        drawn[3::4] = [self._function_words[i] for i in subjectless]
        drawn[14::15] = [word + "." for word in drawn[14::15]]
        return " ".join(drawn) + "."


def _shuffled(text: str) -> int:
    """A number that has nothing to do with the order of the alphabet."""
    return zlib.crc32(text.encode())


@lru_cache(maxsize=4)
def lexicon(without: frozenset[str] = frozenset()) -> Lexicon:
    """The lexicon without forms of these lemmas (folded)."""
    return Lexicon(lambda form: without.isdisjoint(lemmas(form)))
