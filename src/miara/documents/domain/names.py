"""Names of files: cleaned on the way in, encoded on the way out."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from miara.documents.domain.kinds import FileKind, suffixes_of

__all__ = ["LONGEST_NAME", "clean_name", "content_disposition"]

LONGEST_NAME = 150
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DECOMPOSES_NOT = str.maketrans("łŁ", "lL")


def clean_name(name: str, kind: FileKind) -> str:
    """A name that is safe on every system and ends as the content says.

    Folders, control and direction-changing characters go; Polish letters stay.

    >>> clean_name("C:\\\\wnioski\\\\Żółwin 2026.pdf", FileKind.PDF)
    'Żółwin 2026.pdf'
    >>> clean_name("faktura.exe", FileKind.PDF)
    'faktura.exe.pdf'
    >>> clean_name("..", FileKind.PNG)
    'plik.png'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(
        char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
    )
    plain = " ".join(_FORBIDDEN.sub(" ", visible).split()).strip(". ")
    suffixes = suffixes_of(kind)
    found = next((end for end in suffixes if plain.lower().endswith(end)), "")
    stem = plain[: len(plain) - len(found)].rstrip(". ") if found else plain
    ending = found or suffixes[0]
    return (stem[: LONGEST_NAME - len(ending)].rstrip(". ") or "plik") + ending


def content_disposition(name: str, *, inline: bool) -> str:
    """The header that names a download, with a plain form for old programs (RFC 6266).

    >>> content_disposition("Łąka.pdf", inline=False)
    'attachment; filename="Laka.pdf"; filename*=UTF-8\\'\\'%C5%81%C4%85ka.pdf'
    """
    plain = unicodedata.normalize("NFKD", name.translate(_DECOMPOSES_NOT))
    plain = "".join(char if " " <= char < "\x7f" else "" for char in plain)
    plain = plain.replace("\\", "_").replace('"', "_")
    how = "inline" if inline else "attachment"
    encoded = quote(name, safe="")
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
