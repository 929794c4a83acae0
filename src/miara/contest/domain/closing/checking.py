"""Checking a package from its bytes alone: completeness, digests, ranking."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from miara.contest.domain.closing.bag import ALGORITHM, SEPARATOR
from miara.contest.domain.closing.layout import MARKS, RANKING, VERSIONS
from miara.contest.domain.marks_file import BadMarksFile, read_marks
from miara.contest.domain.ranking.marks import FaultyMarks
from miara.contest.domain.ranking.report import Ranking, rank

__all__ = ["Checked", "Flaw", "FlawKind", "check_package", "ranking_data"]

_PIECE: Final = 1 << 20


class FlawKind(StrEnum):
    """What is wrong with a package."""

    NOT_A_PACKAGE = "NOT_A_PACKAGE"
    MISSING = "MISSING"
    CHANGED = "CHANGED"
    UNLISTED = "UNLISTED"
    TWICE = "TWICE"
    WRONG_SIZE = "WRONG_SIZE"
    CONTENT_DIFFERS = "CONTENT_DIFFERS"
    NO_RANKING = "NO_RANKING"
    RANKING_DIFFERS = "RANKING_DIFFERS"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One fault: its kind and the file, or the place in the ranking."""

    kind: FlawKind
    where: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes
    ----------
    info
        Labels of ``bag-info.txt``.
    files, bytes
        Files of content, and their size together.
    versions
        Submitted contents whose digest was compared.
    entries
        Entries in the ranking made again.
    """

    flaws: tuple[Flaw, ...]
    info: Mapping[str, str] = field(default_factory=dict)
    files: int = 0
    bytes: int = 0
    versions: int = 0
    entries: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.flaws


def check_package(package: zipfile.ZipFile) -> Checked:
    """Compare every file with its digest and make the ranking again.

    Files are read in pieces: a package may be larger than memory.
    """
    names = [item.filename for item in package.infolist() if not item.is_dir()]
    bases = {name.partition("/")[0] for name in names}
    base = next(iter(bases), "")
    tags = {f"{base}/manifest-{ALGORITHM}.txt", f"{base}/bagit.txt"}
    if len(bases) != 1 or not tags <= set(names):
        return Checked((Flaw(FlawKind.NOT_A_PACKAGE, ""),))
    reader = _Reader(package, base)
    flaws = [Flaw(FlawKind.TWICE, name) for name, n in Counter(names).items() if n > 1]
    flaws += reader.compare(f"tagmanifest-{ALGORITHM}.txt")
    flaws += reader.compare(f"manifest-{ALGORITHM}.txt")
    present = {name for name in names if name.startswith(f"{base}/data/")}
    listed = {f"{base}/{path}" for path in reader.listed}
    flaws += [Flaw(FlawKind.UNLISTED, n) for n in sorted(present - listed)]
    info = reader.info()
    if info.get("Payload-Oxum") != f"{reader.size}.{reader.count}":
        flaws.append(Flaw(FlawKind.WRONG_SIZE, "bag-info.txt"))
    versions, wrong = _compare_contents(reader)
    entries, differing = _compare_ranking(reader)
    return Checked(
        (*flaws, *wrong, *differing),
        info,
        reader.count,
        reader.size,
        versions,
        entries,
    )


def ranking_data(ranking: Ranking) -> dict[str, Any]:
    """A ranking as plain data: exact numbers as text, estimates as numbers."""
    data: dict[str, Any] = json.loads(json.dumps(asdict(ranking), default=_plain))
    return data


def _plain(value: Any) -> object:
    return str(value) if isinstance(value, Decimal) else float(value)


class _Reader:
    """Files of a package by their place in its folder."""

    def __init__(self, package: zipfile.ZipFile, base: str) -> None:
        self._zip, self._base = package, base
        self._names = set(package.namelist())
        self.listed: set[str] = set()
        self.count = self.size = 0

    def has(self, path: str) -> bool:
        return f"{self._base}/{path}" in self._names

    def read(self, path: str) -> bytes:
        return self._zip.read(f"{self._base}/{path}")

    def compare(self, manifest: str) -> Iterator[Flaw]:
        """Flaws of the files that a manifest lists."""
        if not self.has(manifest):
            yield Flaw(FlawKind.MISSING, manifest)
            return
        for line in self.read(manifest).decode("utf-8", "replace").splitlines():
            digest, _gap, path = line.partition("  ")
            self.listed.add(path)
            if not self.has(path):
                yield Flaw(FlawKind.MISSING, path)
            elif self._digest(path) != digest:
                yield Flaw(FlawKind.CHANGED, path)

    def info(self) -> dict[str, str]:
        if not self.has("bag-info.txt"):
            return {}
        lines = self.read("bag-info.txt").decode("utf-8", "replace").splitlines()
        pairs = (line.partition(": ") for line in lines)
        return {label: value for label, _colon, value in pairs}

    def _digest(self, path: str) -> str:
        sha, size = hashlib.sha256(), 0
        try:
            with self._zip.open(f"{self._base}/{path}") as file:
                while piece := file.read(_PIECE):
                    sha.update(piece)
                    size += len(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            return "damaged"
        if path.startswith("data/"):
            self.count, self.size = self.count + 1, self.size + size
        return sha.hexdigest()


def _compare_contents(reader: _Reader) -> tuple[int, list[Flaw]]:
    """Whether what was received still has the digest that was acknowledged."""
    if not reader.has(f"data/{VERSIONS}"):
        return 0, [Flaw(FlawKind.MISSING, f"data/{VERSIONS}")]
    flaws, count = [], 0
    text = io.StringIO(reader.read(f"data/{VERSIONS}").decode("utf-8-sig"))
    for row in csv.DictReader(text, delimiter=SEPARATOR):
        path = f"data/{row['plik']}"
        if row["dane_usunieto"] or not reader.has(path):
            continue  # what was erased cannot agree; what lacks was told before
        count += 1
        if hashlib.sha256(reader.read(path)).hexdigest() != row["sha256"]:
            flaws.append(Flaw(FlawKind.CONTENT_DIFFERS, path))
    return count, flaws


def _compare_ranking(reader: _Reader) -> tuple[int, list[Flaw]]:
    """The ranking made again from its table, compared with the one kept."""
    paths = (f"data/{MARKS}", f"data/{RANKING}")
    if not all(reader.has(path) for path in paths):
        return 0, [Flaw(FlawKind.NO_RANKING, MARKS)]
    try:
        exported = read_marks(reader.read(paths[0]).decode("utf-8-sig"))
        kept = json.loads(reader.read(paths[1]))
        made = ranking_data(rank(exported.marks, exported.criteria, exported.rules))
    except (BadMarksFile, FaultyMarks, ValueError):
        return 0, [Flaw(FlawKind.NO_RANKING, MARKS)]
    entries = sum(len(cell["rows"]) for cell in made["cells"])
    differing = sorted(set(_differences(kept, made, "")))
    return entries, [Flaw(FlawKind.RANKING_DIFFERS, where) for where in differing]


def _differences(kept: Any, made: Any, where: str) -> Iterator[str]:
    """Places at which two rankings differ; estimates by more than rounding."""
    if isinstance(kept, dict) and isinstance(made, dict):
        for key in kept.keys() | made.keys():
            yield from _differences(kept.get(key), made.get(key), f"{where}/{key}")
    elif isinstance(kept, list) and isinstance(made, list):
        if len(kept) != len(made):
            yield where
        for place, (old, new) in enumerate(zip(kept, made, strict=False), 1):
            yield from _differences(old, new, f"{where}/{place}")
    elif isinstance(kept, float) and isinstance(made, float):
        if not math.isclose(kept, made, rel_tol=1e-6, abs_tol=1e-9):
            yield where
    elif kept != made:
        yield where
