"""The form of a package of a unit: writing it, and reading one that nobody vouches for.

A package is a ZIP with ``manifest.json``, one file of JSON Lines a table under
``tables/`` and attachments under ``files/``, named by their digests. Rows are numbered
from one in the order of their file; links are those numbers, so nothing in a package
depends on the installation that made it.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, BinaryIO, Final

__all__ = [
    "FORMAT",
    "MANIFEST",
    "Archive",
    "Fault",
    "PackageFault",
    "Writer",
    "canonical",
    "table_file",
]

FORMAT: Final = "miara-unit/1"
MANIFEST: Final = "manifest.json"
#: Beyond these a package is taken for an attack, not for a unit.
MOST_FILES: Final = 20_000
MOST_BYTES: Final = 8 * 1024**3
MOST_MANIFEST: Final = 8 * 1024**2
MOST_LINE: Final = 16 * 1024**2
#: Text packs to a tenth; a bomb to a thousandth.
MOST_RATIO: Final = 400
_SLACK: Final = 1024**2
_NAME: Final = re.compile(
    r"manifest\.json|tables/[a-z]+\.[A-Za-z]+\.jsonl|files/[0-9a-f]{64}"
)
_SHA: Final = re.compile(r"[0-9a-f]{64}")
_PIECE: Final = 1 << 20
_DAMAGE: Final = (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError)


class Fault(StrEnum):
    """What is wrong with a package."""

    NO_ZIP = "no_zip"
    NO_MANIFEST = "no_manifest"
    BAD_MANIFEST = "bad_manifest"
    OTHER_FORMAT = "other_format"
    STRANGE_FILE = "strange_file"
    TOO_LARGE = "too_large"
    FILE_MISSING = "file_missing"
    SUM_DIFFERS = "sum_differs"
    COUNT_DIFFERS = "count_differs"
    BAD_LINE = "bad_line"


class PackageFault(ValueError):
    """The package cannot be used; ``facts`` fill the sentence about it."""

    def __init__(self, fault: Fault, **facts: object) -> None:
        super().__init__(fault.value)
        self.fault, self.facts = fault, facts


def canonical(value: Any) -> bytes:
    """JSON that is written in one way only.

    >>> canonical({"b": "ż", "a": [1, None]}).decode()
    '{"a":[1,null],"b":"ż"}'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def table_file(model: str) -> str:
    """Name of the file of a table.

    >>> table_file("risks.Risk")
    'tables/risks.Risk.jsonl'
    """
    return f"tables/{model}.jsonl"


class Writer:
    """A package being written; memory holds one row at a time."""

    def __init__(self, file: BinaryIO, made_at: datetime) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._time = made_at.timetuple()[:6]
        self.tables: list[dict[str, Any]] = []
        self.files: dict[str, dict[str, Any]] = {}

    def table(self, model: str, rows: Iterable[dict[str, Any]]) -> int:
        """Write the rows of one table; how many there were."""
        sha, count, name = hashlib.sha256(), 0, table_file(model)
        with self._zip.open(self._entry(name), "w", force_zip64=True) as out:
            for row in rows:
                line = canonical(row) + b"\n"
                sha.update(line)
                out.write(line)
                count += 1
        facts = {"model": model, "file": name, "rows": count, "sha256": sha.hexdigest()}
        self.tables.append(facts)
        return count

    def attach(self, content: bytes) -> str:
        """Put bytes in, once; their digest."""
        digest = hashlib.sha256(content).hexdigest()
        if digest not in self.files:
            name = f"files/{digest}"
            self._zip.writestr(self._entry(name), content)
            self.files[digest] = {
                "file": name,
                "size": len(content),
                "sha256": digest,
            }
        return digest

    def close(self, about: dict[str, Any]) -> dict[str, Any]:
        """Write the manifest last; what it says."""
        manifest = {
            **about,
            "format": FORMAT,
            "tables": self.tables,
            "files": sorted(self.files.values(), key=lambda each: str(each["file"])),
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        self._zip.writestr(self._entry(MANIFEST), text.encode())
        self._zip.close()
        return manifest

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self._time)  # type: ignore[arg-type]
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return entry


class Archive:
    """A package being read. Nothing is unpacked to the disk.

    Raises
    ------
    PackageFault
        From every method: names, sizes, counts and digests are all compared with the
        manifest, and the manifest with what this program knows.
    """

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
            entries = self._zip.infolist()
        except _DAMAGE as error:
            raise PackageFault(Fault.NO_ZIP) from error
        self._entries = {entry.filename: entry for entry in entries}
        _check_entries(entries)
        self.manifest = self._manifest()
        self.tables = {row["model"]: row for row in self.manifest["tables"]}
        self.files = {row["sha256"]: row for row in self.manifest["files"]}
        self._compare()

    @property
    def row_count(self) -> int:
        """Rows of all tables."""
        return sum(row["rows"] for row in self.tables.values())

    def rows(self, model: str) -> Iterator[dict[str, Any]]:
        """Rows of a table in order; its digest is compared at the end.

        A table that the package lacks has no rows.
        """
        facts = self.tables.get(model)
        if facts is None:
            return
        sha, count = hashlib.sha256(), 0
        for line in self._lines(facts["file"]):
            sha.update(line)
            count += 1
            yield _row(line, facts["file"], count)
        if count != facts["rows"]:
            raise PackageFault(
                Fault.COUNT_DIFFERS,
                file=facts["file"],
                told=facts["rows"],
                found=count,
            )
        if sha.hexdigest() != facts["sha256"]:
            raise PackageFault(Fault.SUM_DIFFERS, file=facts["file"])

    def attachment(self, digest: str) -> bytes:
        """Bytes of an attachment, compared with their name."""
        facts = self.files.get(digest)
        if facts is None:
            raise PackageFault(Fault.FILE_MISSING, file=f"files/{digest}")
        content = self._read(facts["file"])
        if hashlib.sha256(content).hexdigest() != digest:
            raise PackageFault(Fault.SUM_DIFFERS, file=facts["file"])
        return content

    def _manifest(self) -> dict[str, Any]:
        entry = self._entries.get(MANIFEST)
        if entry is None:
            raise PackageFault(Fault.NO_MANIFEST)
        if entry.file_size > MOST_MANIFEST:
            raise PackageFault(Fault.TOO_LARGE)
        try:
            found = json.loads(self._read(MANIFEST))
        except (ValueError, RecursionError) as error:
            raise PackageFault(Fault.BAD_MANIFEST) from error
        if not isinstance(found, dict):
            raise PackageFault(Fault.BAD_MANIFEST)
        if found.get("format") != FORMAT:
            told = str(found.get("format"))[:40]
            raise PackageFault(Fault.OTHER_FORMAT, format=told)
        if not all(map(_is_table, _list(found, "tables"))):
            raise PackageFault(Fault.BAD_MANIFEST)
        if not all(map(_is_file, _list(found, "files"))):
            raise PackageFault(Fault.BAD_MANIFEST)
        return found

    def _compare(self) -> None:
        """The manifest and the files name each other, each once."""
        told = [row["file"] for row in self.manifest["tables"]]
        told += [row["file"] for row in self.manifest["files"]]
        if len(set(told)) != len(told):
            raise PackageFault(Fault.BAD_MANIFEST)
        for name in told:
            if name not in self._entries:
                raise PackageFault(Fault.FILE_MISSING, file=name)
        for name in self._entries.keys() - {*told, MANIFEST}:
            raise PackageFault(Fault.STRANGE_FILE, file=name)

    def _lines(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(self._entries[name]) as file:
                while line := file.readline(MOST_LINE):
                    if len(line) >= MOST_LINE:
                        raise PackageFault(Fault.TOO_LARGE)
                    yield line
        except PackageFault:
            raise
        except _DAMAGE as error:
            raise PackageFault(Fault.SUM_DIFFERS, file=name) from error

    def _read(self, name: str) -> bytes:
        entry, out = self._entries[name], io.BytesIO()
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(_PIECE):
                    out.write(piece)
                    # The size in the directory is only what the sender says.
                    if out.tell() > entry.file_size:
                        raise PackageFault(Fault.TOO_LARGE)
        except PackageFault:
            raise
        except _DAMAGE as error:
            raise PackageFault(Fault.SUM_DIFFERS, file=name) from error
        return out.getvalue()


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_FILES or len(set(names)) != len(names):
        raise PackageFault(Fault.TOO_LARGE)
    for entry in entries:
        if not _NAME.fullmatch(entry.filename) or entry.flag_bits & 1:
            raise PackageFault(Fault.STRANGE_FILE, file=entry.filename[:100])
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise PackageFault(Fault.TOO_LARGE)
    for entry in entries:
        if entry.file_size > _SLACK + MOST_RATIO * entry.compress_size:
            raise PackageFault(Fault.TOO_LARGE)


def _list(found: dict[str, Any], name: str) -> list[Any]:
    value = found.get(name)
    if not isinstance(value, list):
        raise PackageFault(Fault.BAD_MANIFEST)
    return value


def _is_table(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and isinstance(row.get("model"), str)
        and row.get("file") == table_file(row["model"])
        and type(row.get("rows")) is int
        and row["rows"] >= 0
        and _is_sum(row.get("sha256"))
    )


def _is_file(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and _is_sum(row.get("sha256"))
        and row.get("file") == f"files/{row['sha256']}"
        and type(row.get("size")) is int
    )


def _is_sum(value: Any) -> bool:
    return isinstance(value, str) and _SHA.fullmatch(value) is not None


def _row(line: bytes, name: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise PackageFault(Fault.BAD_LINE, file=name, row=number) from error
    if not isinstance(found, dict):
        raise PackageFault(Fault.BAD_LINE, file=name, row=number)
    return found


def _no_number(word: str) -> float:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(word)
