"""Reading: answers, suggestions, the state of the index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import structlog
import tantivy

from miara.language import words as words_of
from miara.search.domain.documents import Text
from miara.search.domain.parsing import Asked, parse
from miara.search.domain.passages import mark, passage_of
from miara.search.domain.query import LONGEST_TEXT, Order, Query
from miara.search.domain.results import Found, Hit, Mode, Suggestion
from miara.search.index import reading, store
from miara.search.index.asking import Asking, Ranked
from miara.search.index.reading import IndexUnavailable, Opened
from miara.search.models import IndexChange
from miara.search.sources import all_sources, counted_facets, get_source

__all__ = ["IndexStatus", "find", "status", "suggest", "warm_up"]

log = structlog.get_logger(__name__)

#: With fewer documents than this a typing error is suspected.
FEW: Final = 3
#: A word in more documents than this is not taken for an error.
RARE: Final = 2
_SHORTEST_START: Final = 2


@dataclass(frozen=True, slots=True)
class _Chosen:
    """How the words are asked for in the end."""

    asked: Asked
    mode: Mode
    corrected: str = ""
    did_you_mean: str = ""


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The index of this host.

    ``documents`` and ``built_at`` are None when there is none that can be read.
    """

    documents: int | None
    built_at: datetime | None
    generation: str
    waiting: int


def find(query: Query, *, passages: bool = True) -> Found:
    """Answer a question.

    All words are asked for first. When nothing has them all, a typing error is looked
    for, then documents with at least half of the words; `Found.mode` says which.
    Without an index the sources answer from the database.

    Hits that may not be seen now are left out and not counted, so a page may have fewer
    than it has room for.

    Parameters
    ----------
    query
        The question.
    passages
        Whether hits have their title and best part with the words marked.

    Raises
    ------
    LookupError
        When a source of the question is not registered.
    """
    sources = _sources(query)
    try:
        return _from_index(query, sources, passages=passages)
    except IndexUnavailable as error:
        log.warning("search.degraded", reason=str(error)[:200])
    except Exception:
        # A broken index must never be a broken page.
        log.exception("search.failed")
        reading.forget()
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a fault inside the library
            raise
        log.exception("search.failed")
        reading.forget()
    return _from_database(query, sources, passages=passages)


def suggest(
    typed: str, *, sources: Sequence[str] = (), size: int = 8
) -> tuple[Suggestion, ...]:
    """What a reader who is typing may want: texts completed, then titles.

    Empty while there is no index or fewer than two letters of the last word.
    """
    typed = typed[-LONGEST_TEXT:]
    last = next(reversed(list(words_of(typed))), "")
    if len(last) < _SHORTEST_START or not typed.endswith(last):
        return ()
    query = Query(text=typed[: -len(last)], sources=tuple(sources), size=size)
    try:
        opened = reading.opened()
        asking = Asking(opened)
        return (
            *_completed(asking, opened, query, last),
            *_titles(asking, query, last),
        )[:size]
    except IndexUnavailable as error:
        log.warning("search.degraded", reason=str(error)[:200])
        return ()


def status(now: datetime) -> IndexStatus:
    """How the index of this host is."""
    current = store.read_current()
    if current is None:
        return IndexStatus(None, None, "", IndexChange.objects.count())
    try:
        documents = int(reading.opened().searcher.num_docs)
    except IndexUnavailable:
        return IndexStatus(None, None, current.generation, 0)
    state = store.read_state(store.home() / current.generation)
    waiting = 0
    if state is not None:
        rows = IndexChange.objects.announced_since(state.since)
        waiting = len(set(rows.values_list("pk", flat=True)) - state.applied)
    return IndexStatus(documents, current.built_at, current.generation, waiting)


def warm_up() -> None:
    """Load the dictionary and open the index before the first reader comes."""
    parse("usługi publiczne").marked[0].forms()
    try:
        reading.opened().vocabulary()
    except IndexUnavailable as error:
        log.info("search.no_index", reason=str(error)[:200])


# --- From the index ------------------------------------------------------------------


def _sources(query: Query) -> tuple[str, ...]:
    for name in query.sources:
        get_source(name)
    return query.sources or tuple(all_sources())


def _from_index(query: Query, sources: tuple[str, ...], *, passages: bool) -> Found:
    opened = reading.opened()
    asking = Asking(opened)
    only = sources if query.sources else None
    chosen = _Chosen(parse(query.text), Mode.ALL)
    words = asking.every_word(chosen.asked)
    ranked = _ranked(asking, words, chosen, query, only)
    if ranked.total < FEW and chosen.asked.wanted:
        chosen = _choose(asking, opened, query, only)
        if chosen.mode != Mode.ALL:
            words = _meant(asking, chosen)
            ranked = _ranked(asking, words, chosen, query, only)
    hits = [Hit(source, key, score) for source, key, score in ranked.rows]
    shown = _shown(hits, chosen.asked, query, passages=passages)
    names = _counted(query, sources)
    return Found(
        query=query,
        hits=tuple(shown),
        total=ranked.total - (len(hits) - len(shown)),
        mode=chosen.mode,
        facets=asking.facets(words, query, only, names) if names else {},
        corrected=chosen.corrected,
        did_you_mean=chosen.did_you_mean,
    )


def _ranked(
    asking: Asking,
    words: tantivy.Query,
    chosen: _Chosen,
    query: Query,
    sources: tuple[str, ...] | None,
) -> Ranked:
    order = query.order
    if order == Order.RELEVANCE and not chosen.asked.wanted and not query.boosts:
        order = Order.DATE  # nothing to be relevant to
    return asking.ranked(asking.narrowed(words, query, sources), query, order=order)


def _meant(asking: Asking, chosen: _Chosen) -> tantivy.Query:
    if chosen.mode == Mode.ANY:
        return asking.any_word(chosen.asked)
    return asking.every_word(chosen.asked)


def _counted(query: Query, sources: tuple[str, ...]) -> tuple[str, ...]:
    if query.counted is None:
        return counted_facets(sources)
    declared = {f for name in sources for f in get_source(name).facets}
    return tuple(name for name in query.counted if name in declared)


def _choose(
    asking: Asking, opened: Opened, query: Query, sources: tuple[str, ...] | None
) -> _Chosen:
    """How to ask, decided without the chosen facets: these only narrow the answer."""
    asked = parse(query.text)
    plain = replace(query, facets={})

    def count(of: Asked) -> int:
        return asking.count(asking.narrowed(asking.every_word(of), plain, sources))

    found = count(asked)
    if found >= FEW:
        return _Chosen(asked, Mode.ALL)
    corrected = _corrected(asking, opened, asked)
    if corrected:
        meant = parse(corrected)
        if count(meant) > found:
            if found:
                return _Chosen(asked, Mode.ALL, did_you_mean=corrected)
            return _Chosen(meant, Mode.CORRECTED, corrected=corrected)
    return _Chosen(asked, Mode.ALL if found else Mode.ANY)


def _corrected(asking: Asking, opened: Opened, asked: Asked) -> str:
    """The text with its rarest words corrected; empty when none can be."""
    text = asked.text
    is_changed = False
    for word in asked.marked:
        if asking.commonness(word) > RARE:
            continue
        better = opened.vocabulary().correct(word.typed)
        if better:
            text = text.replace(word.typed, better, 1)
            is_changed = True
    return text if is_changed else ""


def _completed(
    asking: Asking, opened: Opened, query: Query, last: str
) -> list[Suggestion]:
    made = []
    only = query.sources or None
    for word in opened.vocabulary().complete(last):
        text = f"{query.text} {word}".strip()
        found = asking.narrowed(asking.every_word(parse(text)), query, only)
        if asking.count(found):
            made.append(Suggestion(text))
    return made[:3]


def _titles(asking: Asking, query: Query, last: str) -> list[Suggestion]:
    found = asking.narrowed(
        asking.begun(parse(query.text), last), query, query.sources or None
    )
    rows = asking.ranked(found, query, order=Order.RELEVANCE).rows
    hits = [Hit(source, key, score) for source, key, score in rows]
    texts = _texts(hits, query)
    return [
        Suggestion(texts[hit.source, hit.key].title, hit.source, hit.key)
        for hit in hits
        if (hit.source, hit.key) in texts
    ]


# --- From the database ---------------------------------------------------------------


def _from_database(query: Query, sources: tuple[str, ...], *, passages: bool) -> Found:
    hits: list[Hit] = []
    total = 0
    for name in sources:
        part = get_source(name).fallback(query)
        hits += [Hit(name, key, 0.0) for key in part.keys]
        total += part.total
    shown = _shown(hits[: query.size], parse(query.text), query, passages=passages)
    return Found(
        query=query,
        hits=tuple(shown),
        total=total - (min(len(hits), query.size) - len(shown)),
        mode=Mode.DATABASE,
    )


def _shown(hits: list[Hit], asked: Asked, query: Query, *, passages: bool) -> list[Hit]:
    """Hits that may be seen now, with their words when wanted."""
    if not passages:
        visible = _visible(hits, query)
        return [hit for hit in hits if (hit.source, hit.key) in visible]
    texts = _texts(hits, query)
    return [
        replace(
            hit,
            title=mark(text.title, asked.marked),
            passage=passage_of(text, asked.marked),
        )
        for hit in hits
        if (text := texts.get((hit.source, hit.key))) is not None
    ]


def _visible(hits: list[Hit], query: Query) -> set[tuple[str, str]]:
    found = set()
    for name, keys in _by_source(hits).items():
        seen = get_source(name).visible(keys, hidden_too=query.hidden_too)
        found |= {(name, key) for key in seen & set(keys)}
        if missing := len(keys) - len(seen):
            log.info("search.hidden", source=name, documents=missing)
    return found


def _texts(hits: list[Hit], query: Query) -> Mapping[tuple[str, str], Text]:
    visible = _visible(hits, query)
    found: dict[tuple[str, str], Text] = {}
    for name, keys in _by_source(hits).items():
        wanted = [key for key in keys if (name, key) in visible]
        if wanted:
            texts = get_source(name).texts(wanted)
            found |= {(name, k): texts[k] for k in wanted if k in texts}
    return found


def _by_source(hits: list[Hit]) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for hit in hits:
        keys.setdefault(hit.source, []).append(hit.key)
    return keys
