"""Raw pages on disk and the journal that says which of them are whole.

One folder a plan::

    journal.jsonl           one line an event, only ever appended to
    72305.2.pages           raw pages of series 72305, second generation, end to end
    72305.2.plane             the plane they gave (:mod:`parsed`)
    lock                    held while a harvest runs

A *generation* is one fetch of a series from its first page to its last. A page is
written first, its line in the journal after it, so a line without its bytes or bytes
without their line can only be the end of what a killed process left: such a line is
not taken for true without the checksum, such bytes are cut off. Nothing is synced to
the medium, which would cost more than reading it all: what a loss of power takes is
found by its checksum and fetched again.
"""

import fcntl
import hashlib
import os
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from miara.cube.harvest.errors import HarvestRunning

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class KeptPage:
    """Where one raw page stands in the file of its generation."""

    number: int
    offset: int
    length: int
    sha256: str
    etag: str = ""

    @property
    def end(self) -> int:
        """First byte after the page."""
        return self.offset + self.length


@dataclass(slots=True)
class Generation:
    """One fetch of a series.

    Attributes
    ----------
    metadata
        The API's description of the series when the fetch began.
    last_update
        When the series had changed, by its pages; empty when they do not tell.
    sha256
        Of the whole file; empty until the last page is here.
    retrieved_on
        Day the last page came.
    checked_at
        When the server last confirmed that nothing is newer.
    """

    variable: int
    number: int
    metadata: dict[str, Any]
    started_at: datetime
    pages: list[KeptPage] = field(default_factory=list)
    last_update: str = ""
    sha256: str = ""
    retrieved_on: date | None = None
    checked_at: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every page is here."""
        return bool(self.sha256)

    @property
    def length(self) -> int:
        """Bytes of all pages."""
        return self.pages[-1].end if self.pages else 0


class PageCache:
    """The folder of one plan, locked for one process.

    Raises
    ------
    HarvestRunning
        When another process has it.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._lock)
            raise HarvestRunning(folder.name) from error
        journal = folder / "journal.jsonl"
        self._generations = _read_journal(journal)
        self._journal = os.open(journal, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        self._end_cut_line()
        self._data: tuple[Path, int] | None = None

    def close(self) -> None:
        """Give the folder back."""
        self._close_data()
        os.close(self._journal)
        os.close(self._lock)

    def newest(self, variable: int) -> Generation | None:
        """The last generation of a series, whole or begun."""
        every = self._generations.get(variable)
        return every[-1] if every else None

    def newest_whole(self, variable: int) -> Generation | None:
        """The last whole generation of a series, if its file is still complete."""
        for generation in reversed(self._generations.get(variable, [])):
            path = self.path(generation)
            if generation.is_whole and path.exists():
                complete = path.stat().st_size == generation.length
                return generation if complete else None
        return None

    def path(self, generation: Generation) -> Path:
        """File of the raw pages of a generation."""
        return self.folder / f"{generation.variable}.{generation.number}.pages"

    def begin(
        self, variable: int, metadata: dict[str, Any], now: datetime
    ) -> Generation:
        """Start a new generation after those there are."""
        every = self._generations.setdefault(variable, [])
        number = every[-1].number + 1 if every else 1
        generation = Generation(variable, number, metadata, now)
        self._close_data()
        self._delete(generation)
        self._note("begun", generation, at=now.isoformat(), metadata=metadata)
        every.append(generation)
        return generation

    def sound_pages(self, generation: Generation) -> list[bytes]:
        """Raw pages that are whole, in order; what follows them is forgotten.

        The generation is changed to match: a page whose length or checksum is not
        the one in the journal, and every page after it, have to be fetched again.
        """
        bodies: list[bytes] = []
        path = self.path(generation)
        if path.exists():
            with path.open("rb") as file:
                for place, page in enumerate(generation.pages):
                    body = file.read(page.length)
                    start = generation.pages[place - 1].end if place else 0
                    if (page.number, page.offset) != (place, start):
                        break
                    if hashlib.sha256(body).hexdigest() != page.sha256:
                        break
                    bodies.append(body)
        if len(bodies) < len(generation.pages):
            generation.sha256 = ""
            del generation.pages[len(bodies) :]
        if not generation.is_whole and path.exists():
            os.truncate(path, generation.length)
        return bodies

    def plane_path(self, generation: Generation) -> Path:
        """File of the plane that the pages of a whole generation gave."""
        return self.path(generation).with_suffix(".plane")

    def read(self, generation: Generation, page: KeptPage) -> bytes | None:
        """One raw page, or None when it is not the one of the journal."""
        with self.path(generation).open("rb") as file:
            file.seek(page.offset)
            body = file.read(page.length)
        return body if hashlib.sha256(body).hexdigest() == page.sha256 else None

    def append(self, generation: Generation, body: bytes, etag: str) -> None:
        """Keep the next page of a generation."""
        page = KeptPage(
            number=len(generation.pages),
            offset=generation.length,
            length=len(body),
            sha256=hashlib.sha256(body).hexdigest(),
            etag=etag,
        )
        _write(self._open_data(generation), body)
        self._note(
            "page",
            generation,
            page=page.number,
            offset=page.offset,
            length=page.length,
            sha256=page.sha256,
            **({"etag": etag} if etag else {}),
        )
        generation.pages.append(page)

    def finish(
        self, generation: Generation, *, last_update: str, now: datetime
    ) -> None:
        """Mark a generation whole and delete those before it."""
        self._close_data()
        generation.sha256 = _digest(self.path(generation))
        generation.last_update = last_update
        generation.retrieved_on = now.date()
        generation.checked_at = now
        self._note(
            "whole",
            generation,
            at=now.isoformat(),
            sha256=generation.sha256,
            last_update=last_update,
        )
        for older in self._generations[generation.variable]:
            if older.number < generation.number:
                self._delete(older)

    def drop(self, generation: Generation) -> None:
        """Forget a generation whose pages turned out not to belong together."""
        self._close_data()
        self._generations[generation.variable].remove(generation)
        self._delete(generation)
        self._note("dropped", generation)

    def confirm(self, generation: Generation, now: datetime) -> None:
        """Note that the server has nothing newer."""
        generation.checked_at = now
        self._note("checked", generation, at=now.isoformat())

    def _delete(self, generation: Generation) -> None:
        self.path(generation).unlink(missing_ok=True)
        self.plane_path(generation).unlink(missing_ok=True)

    def _note(self, event: str, generation: Generation, **facts: Any) -> None:
        line = {
            "event": event,
            "variable": generation.variable,
            "generation": generation.number,
            **facts,
        }
        _write(self._journal, orjson.dumps(line) + b"\n")

    def _open_data(self, generation: Generation) -> int:
        path = self.path(generation)
        if self._data is not None and self._data[0] == path:
            return self._data[1]
        self._close_data()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self._data = (path, os.open(path, flags, 0o644))
        return self._data[1]

    def _close_data(self) -> None:
        if self._data is not None:
            os.close(self._data[1])
            self._data = None

    def _end_cut_line(self) -> None:
        """Put a line end after a line that a killed process left without one."""
        size = os.fstat(self._journal).st_size
        if size and os.pread(self._journal, 1, size - 1) != b"\n":
            _write(self._journal, b"\n")


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _read_journal(path: Path) -> dict[int, list[Generation]]:
    generations: dict[int, list[Generation]] = {}
    if not path.exists():
        return generations
    with path.open("rb") as file:
        for line in file:
            try:
                event = orjson.loads(line)
                _apply(event, generations.setdefault(event["variable"], []))
            except (ValueError, KeyError, TypeError, StopIteration):
                # A line cut by a kill. What it told is found missing and done again.
                continue
    return {variable: every for variable, every in generations.items() if every}


def _apply(event: dict[str, Any], every: list[Generation]) -> None:
    number = event["generation"]
    if event["event"] == "begun":
        begun = datetime.fromisoformat(event["at"])
        every.append(Generation(event["variable"], number, event["metadata"], begun))
        return
    generation = next(each for each in reversed(every) if each.number == number)
    match event["event"]:
        case "page":
            # A page fetched again after damage replaces it and all that followed.
            del generation.pages[event["page"] :]
            generation.sha256 = ""
            generation.pages.append(
                KeptPage(
                    number=event["page"],
                    offset=event["offset"],
                    length=event["length"],
                    sha256=event["sha256"],
                    etag=event.get("etag", ""),
                )
            )
        case "whole":
            generation.sha256 = event["sha256"]
            generation.last_update = event["last_update"]
            generation.checked_at = datetime.fromisoformat(event["at"])
            generation.retrieved_on = generation.checked_at.date()
        case "checked":
            generation.checked_at = datetime.fromisoformat(event["at"])
        case "dropped":
            every.remove(generation)
