"""What a file handed in by a person may be, told by its bytes and not by its name."""

import re
import zipfile
from pathlib import Path
from typing import Final

from miara.indicators.domain.import_kinds import ImportKind

#: Larger than any official file of the country so far, small enough for one machine.
MOST_BYTES: Final = 200_000_000
#: Of an archive or a workbook once unpacked.
MOST_UNPACKED: Final = 1_000_000_000
_ZIPPED: Final = frozenset({".xlsx", ".xlsm", ".ods", ".zip"})
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT: Final = frozenset({".csv", ".tsv", ".txt", ".xml", ".json", ".geojson"})
ACCEPTED: Final = tuple(sorted(_ZIPPED | _TEXT | {".xls"}))
_TERC_HEADER: Final = re.compile(rb"^(\xef\xbb\xbf)?\"?WOJ\"?;\"?POW\"?;")
_FORBIDDEN: Final = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]+")


class Refusal(Exception):
    """The bytes are not what may be imported; ``reason`` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def safe_name(name: str) -> str:
    r"""The last part of a name as browsers send it, fit for a file.

    >>> safe_name("C:\\dane\\ludność 2024.csv"), safe_name("../../etc/passwd")
    ('ludność 2024.csv', 'passwd')
    >>> safe_name("..")
    'plik'
    """
    last = re.split(r"[/\\]", name)[-1]
    last = _FORBIDDEN.sub("_", last).strip(". ")
    stem, dot, suffix = last.rpartition(".")
    if dot:
        last = f"{stem[:140]}.{suffix[:10]}"
    return last[:150] or "plik"


def check_content(path: Path) -> None:
    """Compare the first bytes of a file with its suffix.

    Raises
    ------
    Refusal
        ``empty``, ``suffix``, ``too_large``, ``content`` or ``unpacked``.
    """
    suffix, size = path.suffix.lower(), path.stat().st_size
    if suffix not in ACCEPTED:
        raise Refusal("suffix")
    if size == 0:
        raise Refusal("empty")
    if size > MOST_BYTES:
        raise Refusal("too_large")
    with path.open("rb") as file:
        start = file.read(8192)
    if suffix in _ZIPPED:
        _check_archive(path, start)
    elif suffix == ".xls":
        if not start.startswith(_OLD_WORKBOOK):
            raise Refusal("content")
    else:
        _check_text(suffix, start)


def recognise_kind(path: Path) -> ImportKind:
    """What a checked file is, as far as its bytes tell: register, shapes or table."""
    suffix = path.suffix.lower()
    if suffix in {".json", ".geojson"}:
        return ImportKind.BOUNDARIES
    if suffix in {".zip", ".xml"}:
        return ImportKind.TERC
    if suffix == ".csv":
        with path.open("rb") as file:
            if _TERC_HEADER.match(file.read(200)):
                return ImportKind.TERC
    return ImportKind.TABLE


def _check_archive(path: Path, start: bytes) -> None:
    if not start.startswith(b"PK\x03\x04"):
        raise Refusal("content")
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise Refusal("content") from error
    if unpacked > MOST_UNPACKED:
        raise Refusal("unpacked")


def _check_text(suffix: str, start: bytes) -> None:
    is_utf16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in start and not is_utf16:
        raise Refusal("content")
    first = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    expected = {".xml": b"<", ".json": b"{", ".geojson": b"{"}.get(suffix)
    if expected is not None and first != expected:
        raise Refusal("content")
