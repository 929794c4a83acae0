"""The opened index of this process."""

import threading
import time
from dataclasses import dataclass, field
from typing import Final

import tantivy

from miara.search.domain.spelling import Vocabulary
from miara.search.index import store

__all__ = ["IndexUnavailable", "Opened", "opened"]

#: Words change little from minute to minute; reading them all takes a while.
SECONDS_BETWEEN_VOCABULARIES: Final = 600.0


class IndexUnavailable(Exception):
    """There is no index, or it cannot be read."""


@dataclass(slots=True)
class _Words:
    """The vocabulary of a generation and when it was read."""

    vocabulary: Vocabulary | None = None
    read_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class Opened:
    """One state of the index; a request holds one throughout."""

    stamp: tuple[int, int, int]
    generation: str
    index: tantivy.Index
    searcher: tantivy.Searcher
    words: _Words

    def vocabulary(self) -> Vocabulary:
        """Words of public documents, read when first needed."""
        with self.words.lock:
            age = time.monotonic() - self.words.read_at
            if self.words.vocabulary is None or age > SECONDS_BETWEEN_VOCABULARIES:
                counts = self.searcher.terms_with_prefix("words", "")
                self.words.vocabulary = Vocabulary(counts)
                self.words.read_at = time.monotonic()
            return self.words.vocabulary


_lock = threading.Lock()
_last: dict[str, Opened] = {}


def opened() -> Opened:
    """The index as last committed; opened again only when it changed.

    Raises
    ------
    IndexUnavailable
        When there is none or it is broken.
    """
    stamp, place = store.stamp(), str(store.home())
    if stamp is None:
        msg = "no index was built yet"
        raise IndexUnavailable(msg)
    last = _last.get(place)
    if last is not None and last.stamp == stamp:
        return last
    with _lock:
        last = _last.get(place)
        if last is None or last.stamp != stamp:
            last = _last[place] = _open(stamp, last)
        return last


def forget() -> None:
    """Open everything anew at the next question."""
    with _lock:
        _last.clear()


def _open(stamp: tuple[int, int, int], last: Opened | None) -> Opened:
    current = store.read_current()
    if current is None:
        msg = "the file that names the index cannot be read"
        raise IndexUnavailable(msg)
    is_same = last is not None and last.generation == current.generation
    try:
        if last is not None and is_same:
            index, words = last.index, last.words
        else:
            index = tantivy.Index.open(str(store.home() / current.generation))
            index.config_reader("manual")
            words = _Words()
        index.reload()
        return Opened(stamp, current.generation, index, index.searcher(), words)
    except Exception as error:
        raise IndexUnavailable(str(error)) from error
