"""Rules of setting Polish text."""

import re
from typing import Final

_ONE_LETTER: Final = re.compile(r"(?<![^\W_])([aiouwzAIOUWZ]) +(?=\S)")


def keep_together(text: str) -> str:
    """Put a no-break space after one-letter words, as Polish typesetting asks.

    >>> keep_together("gmina w powiecie i w kraju")
    'gmina w\\xa0powiecie i\\xa0w\\xa0kraju'
    """
    return _ONE_LETTER.sub("\\1\u00a0", text)
