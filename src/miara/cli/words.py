"""Texts of the command line in the language of the terminal, without Django.

Listing the commands must not wait for the whole program to load.
"""

import gettext
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

__all__ = ["language", "translate"]

_LOCALE = Path(__file__).parent / "locale"
_TOLD_BY = ("LC_ALL", "LC_MESSAGES", "LANG")


def language(environ: Mapping[str, str] | None = None) -> str:
    """English when the terminal is, else Polish.

    >>> language({"LANG": "en_GB.UTF-8"}), language({"LANG": "C.UTF-8"})
    ('en', 'pl')
    """
    told = os.environ if environ is None else environ
    value = next((told[name] for name in _TOLD_BY if told.get(name)), "")
    return "en" if value.lower().startswith("en") else "pl"


@lru_cache(maxsize=2)
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("django", _LOCALE, [code], fallback=True)


def translate(text: str) -> str:
    """A text in the language of the terminal."""
    return _catalogue(language()).gettext(text)
