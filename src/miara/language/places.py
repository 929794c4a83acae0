"""Which place names a typed word may mean: an index of case forms.

Names are few (thousands) and queries many, so every form of every word of every
name is generated once and a query is two binary searches; the dictionary is not
needed again.
"""

import bisect
from collections.abc import Iterable
from functools import lru_cache

from miara.language.folding import fold
from miara.language.forms import word_forms
from miara.language.morphology import lemmas, restore_diacritics, words


class PlaceNames:
    """Words of place names by all their case forms, folded.

    >>> names = PlaceNames(["Zielonki", "Dąbrowa Górnicza"])
    >>> names.matching("zielonkach") == {"zielonki": 1.0}
    True
    >>> sorted(names.matching("gorn"))
    ['gornicza']
    """

    def __init__(self, names: Iterable[str]) -> None:
        by_form: dict[str, set[str]] = {}
        by_lemma: dict[str, set[str]] = {}
        for word in sorted({word for name in names for word in words(name)}):
            key = fold(word)
            for form in word_forms(word):
                by_form.setdefault(fold(form.text), set()).add(key)
            for lemma in lemmas(word):
                by_lemma.setdefault(lemma, set()).add(key)
        self._forms = sorted(by_form)
        self._words = [tuple(sorted(by_form[form])) for form in self._forms]
        self._by_lemma = by_lemma
        # Typing is by prefix, so the same few thousand beginnings come again.
        self.matching = lru_cache(maxsize=8_192)(self._matching)

    def _matching(self, typed: str) -> dict[str, float]:
        """Folded name words that one typed word may mean, with a weight.

        3.0 the nominative itself, 2.0 beginning of the nominative, 1.0 another
        case form, 0.5 beginning of another case form, 0.25 only a common lemma.
        Callers must not change the result: it is shared.
        """
        start = fold(typed)
        found: dict[str, float] = {}
        index = bisect.bisect_left(self._forms, start)
        while index < len(self._forms) and self._forms[index].startswith(start):
            is_whole = self._forms[index] == start
            for word in self._words[index]:
                weight = self._weight(word, start, is_whole=is_whole)
                if weight > found.get(word, 0.0):
                    found[word] = weight
            index += 1
        return found or self._by_lemmas(typed)

    @staticmethod
    def _weight(word: str, start: str, *, is_whole: bool) -> float:
        if word == start:
            return 3.0
        if word.startswith(start):
            return 2.0
        return 1.0 if is_whole else 0.5

    def _by_lemmas(self, typed: str) -> dict[str, float]:
        if len(typed) < 3:
            return {}
        candidates = {*lemmas(typed), *lemmas(restore_diacritics(typed))}
        return {
            word: 0.25 for lemma in candidates for word in self._by_lemma.get(lemma, ())
        }
