"""Where things lie in the package; names are Polish, its readers are archivists."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = [
    "ENTRIES",
    "LOG_CSV",
    "LOG_JSON",
    "MARKS",
    "METADATA_CSV",
    "METADATA_XML",
    "MISSING",
    "RANKING",
    "README",
    "VERSIONS",
    "ascii_name",
    "folder_of_entry",
]

#: Version of this layout, told in ``bag-info.txt``.
PROFILE: Final = "miara-contest-1"

README: Final = "CZYTAJ.txt"
METADATA_CSV: Final = "metadane/metadane.csv"
METADATA_XML: Final = "metadane/metadane.xml"
ENTRIES: Final = "wnioski/wnioski.csv"
VERSIONS: Final = "wnioski/wersje.csv"
MARKS: Final = "ocena/tabela-rankingu.csv"
RANKING: Final = "ocena/ranking.json"
LOG_CSV: Final = "dziennik/dziennik.csv"
LOG_JSON: Final = "dziennik/dziennik.json"
MISSING: Final = "braki.csv"

_PLAIN: Final = str.maketrans("łŁøØđĐ", "lLoOdD")
_ODD: Final = re.compile(r"[^A-Za-z0-9._-]+")


def ascii_name(name: str, *, longest: int = 80) -> str:
    """A file name that every system can hold; the ending stays.

    >>> ascii_name("Załącznik nr 1 – koszty.pdf")
    'Zalacznik-nr-1-koszty.pdf'
    >>> ascii_name("../../etc/passwd")
    'etc-passwd'
    """
    folded = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    plain = _ODD.sub("-", folded.encode("ascii", "ignore").decode()).strip("-.")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 8:
        return plain[:longest] or "plik"
    return f"{stem[: longest - len(ending) - 1].strip('-.') or 'plik'}.{ending}"


def folder_of_entry(number: str) -> str:
    """Folder of an application.

    >>> folder_of_entry("2026/014")
    'wnioski/2026-014'
    """
    return f"wnioski/{ascii_name(number)}"
