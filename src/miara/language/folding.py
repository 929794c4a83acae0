"""Letters: folding to plain ASCII-like text, and the Polish alphabetical order."""

import unicodedata
from functools import lru_cache
from typing import Final

# Letters that Unicode does not decompose into a base and a mark.
_UNDECOMPOSED: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss"})
_ALPHABET: Final = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
# Space and hyphen sort before every letter, so that "Nowy Sącz" precedes
# "Nowydwór"; digits come between them and the letters.
_ORDER: Final = {letter: chr(0x100 + i) for i, letter in enumerate(_ALPHABET)}


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Text in lower case without diacritics, for comparing what people type.

    >>> fold("Łódź"), fold("Kędzierzyn-Koźle")
    ('lodz', 'kedzierzyn-kozle')
    """
    lower = text.casefold().translate(_UNDECOMPOSED)
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFKD", lower)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> tuple[str, str]:
    """Key of the Polish alphabetical order: Ł after L, Ś after S, case last.

    A letter with a foreign mark sorts as its base letter.

    >>> sorted(["Łódź", "Lublin", "Zabrze", "Łask", "Ćmielów", "Czerwin"], key=sort_key)
    ['Czerwin', 'Ćmielów', 'Lublin', 'Łask', 'Łódź', 'Zabrze']
    """
    composed = unicodedata.normalize("NFC", text).casefold()
    primary = "".join(_ORDER.get(c) or _order_of_other(c) for c in composed)
    return primary, text


def _order_of_other(character: str) -> str:
    if character in " -–'’":
        return " "
    base = fold(character)
    return "".join(_ORDER.get(c, c) for c in base)
