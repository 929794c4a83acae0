"""Writing a package part by part, each byte hashed on its way to the disk.

The layout is BagIt 1.0 (RFC 8493) inside one folder of a ZIP, so that programs of
archives can check the package without knowing ours.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO, Final

__all__ = ["ALGORITHM", "SEPARATOR", "BagWriter", "open_text"]

ALGORITHM: Final = "sha256"
#: Between values of tables: what spreadsheets in Polish expect.
SEPARATOR: Final = ";"
BAGIT: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
#: Content that is compressed already; trying again only costs time.
_PACKED: Final = (".pdf", ".jpg", ".png", ".webp", ".mp4", ".docx", ".xlsx", ".zip",
                  ".odt", ".ods", ".sealed")  # fmt: skip


class _Tee(io.RawIOBase):
    """Passes bytes on and hashes and counts them."""

    def __init__(self, to: Any) -> None:
        self._to, self.sha, self.size = to, hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.sha.update(data)
        self._to.write(data)
        self.size += len(data)
        return len(data)


class BagWriter:
    """A package being written; memory holds one part at a time.

    Parameters
    ----------
    file
        Where the ZIP goes, open for writing.
    base
        Name of the one folder in the ZIP.
    made_at
        Time of every file in it, so that equal content gives an equal package.
    """

    def __init__(self, file: BinaryIO, base: str, made_at: datetime) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._base, self._at = base, max(made_at.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
        self.digests: dict[str, str] = {}
        self._size = 0

    @property
    def count(self) -> int:
        """Files of content so far."""
        return len(self.digests)

    @contextmanager
    def open(self, path: str) -> Iterator[_Tee]:
        """A file of the content, to be written in pieces.

        Raises
        ------
        ValueError
            When the path was written already.
        """
        if path in self.digests:
            msg = f"{path} is in the package already"
            raise ValueError(msg)
        with self._member(f"data/{path}") as tee:
            yield tee
        self.digests[path] = tee.sha.hexdigest()
        self._size += tee.size

    def add(self, path: str, content: bytes | str) -> None:
        """A file of the content, at once."""
        with self.open(path) as out:
            out.write(content.encode() if isinstance(content, str) else content)

    def data(self, path: str, value: Any) -> None:
        """A JSON file for people and programs."""
        text = json.dumps(
            value, ensure_ascii=False, indent=1, sort_keys=True, default=str
        )
        self.add(path, text + "\n")

    def table(
        self, path: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
    ) -> int:
        """A CSV file written row by row, with a mark of UTF-8 for spreadsheets.

        Returns
        -------
        int
            Number of rows without the header.
        """
        count = 0
        with self.open(path) as out, open_text(out) as text:
            writer = csv.writer(text, delimiter=SEPARATOR)
            writer.writerow(columns)
            for count, row in enumerate(rows, 1):  # noqa: B007 - counts
                writer.writerow(["" if value is None else value for value in row])
        return count

    def lines(self, path: str, values: Iterable[Any]) -> int:
        """A JSON list written element by element; gives their number."""
        count = 0
        with self.open(path) as out:
            for count, value in enumerate(values, 1):
                text = json.dumps(value, ensure_ascii=False, default=str)
                out.write((("[\n" if count == 1 else ",\n") + text).encode())
            out.write(b"\n]\n" if count else b"[]\n")
        return count

    def close(self, info: Mapping[str, str]) -> None:
        """Write the manifests and end the ZIP.

        Parameters
        ----------
        info
            Labels and values of ``bag-info.txt``; line ends in values become spaces.
        """
        labels = {**info, "Payload-Oxum": f"{self._size}.{self.count}"}
        payload = {f"data/{path}": sha for path, sha in self.digests.items()}
        tags = {
            "bagit.txt": BAGIT,
            "bag-info.txt": "".join(
                f"{label}: {' '.join(value.split())}\n"
                for label, value in labels.items()
                if value
            ),
            f"manifest-{ALGORITHM}.txt": _manifest(payload),
        }
        digests = {}
        for name, text in tags.items():
            with self._member(name) as out:
                out.write(text.encode())
            digests[name] = out.sha.hexdigest()
        with self._member(f"tagmanifest-{ALGORITHM}.txt") as out:
            out.write(_manifest(digests).encode())
        self._zip.close()

    @contextmanager
    def _member(self, path: str) -> Iterator[_Tee]:
        info = zipfile.ZipInfo(f"{self._base}/{path}", self._at)
        packed = path.lower().endswith(_PACKED)
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        with self._zip.open(info, "w", force_zip64=True) as to:
            yield _Tee(to)


@contextmanager
def open_text(out: Any) -> Iterator[io.TextIOWrapper]:
    """Text in UTF-8 with its mark over a binary file that stays open afterwards."""
    buffered = io.BufferedWriter(out, 1 << 16)
    text = io.TextIOWrapper(buffered, "utf-8-sig", newline="")
    try:
        yield text
    finally:
        text.flush()
        text.detach()
        buffered.flush()
        buffered.detach()


def _manifest(digests: Mapping[str, str]) -> str:
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests))
