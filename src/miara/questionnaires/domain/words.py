"""Counting words and characters, the same here and in the browser."""

import re
import unicodedata

__all__ = ["count_characters", "count_words", "tidy"]

# Letters or digits, joined by an apostrophe, hyphen, dot or comma inside the word.
_WORD = re.compile(r"[^\W_]+(?:['’.,\-‑/][^\W_]+)*")
_ENDS_OF_LINES = re.compile(r"\r\n?|\u2028|\u2029")
#: Control characters, except tabulator and line feed, have no place in a text.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def count_words(text: str) -> int:
    """Words as people count them.

    >>> count_words("Ala ma 2,5 kota – w woj. kujawsko-pomorskim.")
    7
    """
    return len(_WORD.findall(text))


def count_characters(text: str) -> int:
    """Characters with spaces; a line break is one."""
    return len(tidy(text))


def tidy(text: str) -> str:
    r"""One form of the same text: composed letters, plain line ends, no edges of space.

    >>> tidy("  a\r\nb ")
    'a\nb'
    """
    text = _CONTROL.sub("", _ENDS_OF_LINES.sub("\n", text))
    return unicodedata.normalize("NFC", text).strip()
