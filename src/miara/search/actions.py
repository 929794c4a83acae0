"""Writing: the outbox, and the index of this host."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import structlog
import tantivy
from django.db import transaction
from django.utils.translation import gettext as _

from miara.core.progress import Progress
from miara.search.domain.documents import Document
from miara.search.errors import RebuildRunning
from miara.search.index import store
from miara.search.index.schema import make_schema
from miara.search.index.store import Busy, Current, State
from miara.search.index.writing import document_id, to_index
from miara.search.models import KEEP_FOR, IndexChange
from miara.search.sources import DocumentSource, all_sources, facet_names, get_source

__all__ = ["Followed", "Rebuilt", "changed", "follow", "prune", "rebuild"]

log = structlog.get_logger(__name__)

#: A transaction may announce a change and commit it later, and clocks differ; rows of
#: the last hour are compared by key, older ones are taken as applied.
OVERLAP: Final = timedelta(hours=1)
AT_ONCE: Final = 200
#: Memory of the writer; more gives fewer, larger segments.
HEAP: Final = 128_000_000


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild made."""

    generation: str
    documents: int
    failed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Followed:
    """What one look at the outbox did."""

    changes: int = 0
    documents: int = 0
    failed: int = 0
    rebuilt: bool = False


def changed(source: str, keys: Iterable[str], *, at: datetime) -> int:
    """Announce documents that were added, changed, hidden or deleted.

    Call it in the transaction of the change: both are committed or neither.

    Parameters
    ----------
    source
        Name of a registered source.
    keys
        Keys of the documents.
    at
        The moment of the change.

    Returns
    -------
    int
        Number of documents announced.

    Raises
    ------
    LookupError
        When the source is not registered.
    """
    get_source(source)
    rows = [
        IndexChange(source=source, key=key, created_at=at)
        for key in dict.fromkeys(keys)
    ]
    with transaction.atomic():
        IndexChange.objects.bulk_create(rows, batch_size=1_000)
    return len(rows)


def rebuild(*, now: datetime, progress: Progress | None = None) -> Rebuilt:
    """Build this host's index from the sources and serve it.

    Readers keep the old one until the new one is whole. Changes made meanwhile are
    applied by the next `follow`.

    Raises
    ------
    RebuildRunning
        When another process is building it.
    """
    progress = progress or Progress()
    started = time.monotonic()
    try:
        with store.held(store.home(), "rebuild.lock"):
            # Read before any document: what is announced later is applied again.
            state = State(now, _announced(now))
            folder = store.new_generation(now)
            documents, failed = _fill(folder, progress)
            store.write_state(folder, state)
            store.write_current(Current(folder.name, 1, now))
            store.sweep(folder.name)
    except Busy:
        raise RebuildRunning from None
    seconds = round(time.monotonic() - started, 3)
    log.info(
        "search.rebuilt",
        generation=folder.name,
        documents=documents,
        failed=failed,
        seconds=seconds,
    )
    return Rebuilt(folder.name, documents, failed, seconds)


def follow(now: datetime) -> Followed:
    """Apply what was announced since the last time; build the index when there is none.

    Safe to call from several processes and to repeat.
    """
    current = store.read_current()
    folder = store.home() / current.generation if current else None
    state = store.read_state(folder) if folder else None
    if folder is None or state is None or now - state.since > KEEP_FOR - OVERLAP:
        return _build(now)
    try:
        with store.held(folder, "follow.lock"):
            return _follow(folder, now)
    except Busy:
        log.info("search.busy")
        return Followed()


def prune(now: datetime) -> int:
    """Delete announcements that every index has long applied."""
    deleted, _by_model = IndexChange.objects.announced_before(now - KEEP_FOR).delete()
    return deleted


def _build(now: datetime) -> Followed:
    try:
        made = rebuild(now=now)
    except RebuildRunning:
        log.info("search.busy")
        return Followed()
    return Followed(documents=made.documents, failed=made.failed, rebuilt=True)


def _announced(now: datetime) -> frozenset[int]:
    rows = IndexChange.objects.announced_since(now - OVERLAP)
    return frozenset(rows.values_list("pk", flat=True))


def _follow(folder: Path, now: datetime) -> Followed:
    # Read again: another process may have applied them before the lock was ours.
    current, state = store.read_current(), store.read_state(folder)
    if current is None or current.generation != folder.name or state is None:
        return Followed()  # a newer one is served
    announced = IndexChange.objects.announced_since(state.since - OVERLAP)
    rows = [row for row in announced if row.pk not in state.applied]
    if not rows:
        # Nothing to write; the moment still moves on, or rows would be pruned unread.
        if now - state.since > OVERLAP:
            store.write_state(folder, State(now, _announced(now) & state.applied))
        return Followed()
    try:
        documents, failed = _apply(folder, rows)
    except Exception as error:
        # Files that cannot be read do not heal by themselves.
        if isinstance(error, OSError | ValueError):
            log.exception("search.broken", generation=folder.name)
            return _build(now)
        raise
    applied = state.applied | {r.pk for r in rows if (r.source, r.key) not in failed}
    waiting = [r.created_at for r in rows if (r.source, r.key) in failed]
    since = min([now, *waiting])
    recent = _keys_since(since - OVERLAP)
    store.write_state(folder, State(since, frozenset(applied & recent)))
    store.write_current(
        Current(current.generation, current.commits + 1, current.built_at)
    )
    log.info(
        "search.followed",
        changes=len(rows),
        documents=documents,
        failed=len(failed),
    )
    return Followed(len(rows), documents, len(failed))


def _keys_since(moment: datetime) -> set[int]:
    rows = IndexChange.objects.announced_since(moment)
    return set(rows.values_list("pk", flat=True))


def _apply(
    folder: Path, rows: Sequence[IndexChange]
) -> tuple[int, set[tuple[str, str]]]:
    """Write the present documents of changed keys; gives their number and failures."""
    known = all_sources()
    keys: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.source in known:  # a source that is gone has nothing to say
            keys.setdefault(row.source, {})[row.key] = None
    index = tantivy.Index.open(str(folder))
    facets = facet_names()
    written, failed = 0, set()
    with index.writer(HEAP, 1) as writer:
        for name, changed_keys in keys.items():
            for chunk in _chunks(list(changed_keys), AT_ONCE):
                made = _made(known[name], name, chunk, facets)
                for key, document in made.items():
                    if isinstance(document, Exception):
                        failed.add((name, key))
                        continue
                    writer.delete_documents_by_term("id", document_id(name, key))
                    if document is not None:
                        writer.add_document(document)
                        written += 1
        writer.commit()
        writer.wait_merging_threads()
    return written, failed


def _fill(folder: Path, progress: Progress) -> tuple[int, int]:
    """Write every document of every source; gives numbers of written and failed."""
    facets = facet_names()
    index = tantivy.Index(make_schema(facets), str(folder))
    written = failed = 0
    with index.writer(HEAP, 1) as writer:
        for name, source in all_sources().items():
            keys = list(dict.fromkeys(source.keys()))
            progress.stage(
                _("Building the search index: %(source)s") % {"source": name}, len(keys)
            )
            for chunk in _chunks(keys, AT_ONCE):
                for document in _made(source, name, chunk, facets).values():
                    if isinstance(document, Exception):
                        failed += 1
                    elif document is not None:
                        writer.add_document(document)
                        written += 1
                progress.advance(len(chunk))
        progress.stage(_("Writing the search index"))
        writer.commit()
        writer.wait_merging_threads()
    return written, failed


def _made(
    source: DocumentSource, name: str, keys: Sequence[str], facets: tuple[str, ...]
) -> dict[str, tantivy.Document | Exception | None]:
    """Documents of the keys, ready to be written.

    None for one that is gone, an exception for one that its source cannot make: a
    faulty document must not keep the others out.
    """
    made: dict[str, tantivy.Document | Exception | None] = dict.fromkeys(keys)
    for document in _documents(source, name, keys, made):
        if document.key in made and document.source == name:
            try:
                made[document.key] = to_index(document, facets)
            except Exception as error:
                _tell(name, document.key, error)
                made[document.key] = error
    return made


def _documents(
    source: DocumentSource,
    name: str,
    keys: Sequence[str],
    made: dict[str, tantivy.Document | Exception | None],
) -> list[Document]:
    try:
        return list(source.documents(keys))
    except Exception as error:
        if len(keys) == 1:
            _tell(name, keys[0], error)
            made[keys[0]] = error
            return []
    return [d for key in keys for d in _documents(source, name, [key], made)]


def _tell(source: str, key: str, error: Exception) -> None:
    log.error("search.document_failed", source=source, key=key, error=repr(error)[:300])


def _chunks(keys: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
