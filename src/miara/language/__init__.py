"""Polish without Django: folding, order, lemmas, case forms, place names.

Slow libraries (the dictionary, the network that restores Polish letters) load
at the first call that needs them, never at import.
"""

from miara.language.folding import fold, sort_key
from miara.language.forms import Form, locative_phrase, word_forms
from miara.language.morphology import analyse, lemmas, restore_diacritics, words
from miara.language.places import PlaceNames

__all__ = [
    "Form",
    "PlaceNames",
    "analyse",
    "fold",
    "lemmas",
    "locative_phrase",
    "restore_diacritics",
    "sort_key",
    "word_forms",
    "words",
]
