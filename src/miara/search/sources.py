"""Who hands in documents."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from miara.search.domain.documents import Document, Text
from miara.search.domain.query import RESERVED, Query
from miara.search.domain.results import Fallback

__all__ = [
    "DocumentSource",
    "all_sources",
    "counted_facets",
    "facet_names",
    "get_source",
    "register",
]


class DocumentSource(Protocol):
    """What a context offers to be searched. All methods read the database."""

    #: Facets of its documents. Readers choose among their values; each is counted.
    facets: tuple[str, ...]

    def keys(self) -> Iterable[str]:
        """Keys of all documents that should be in the index."""

    def documents(self, keys: Sequence[str]) -> Iterable[Document]:
        """The documents as they are now; one that is gone is left out."""

    def visible(self, keys: Sequence[str], *, hidden_too: bool) -> set[str]:
        """Which of them may be seen now.

        Asked before every answer, for the index is up to a minute late. With
        ``hidden_too`` whatever exists, for askers who may see what is not public.
        """

    def texts(self, keys: Sequence[str]) -> Mapping[str, Text]:
        """Their words as written, for marking what was asked for."""

    def fallback(self, query: Query) -> Fallback:
        """An answer from the database alone, for when there is no index."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A source under its name; ``quiet`` facets are counted only when asked for."""

    name: str
    source: DocumentSource
    quiet: frozenset[str] = frozenset()


_sources: dict[str, Registered] = {}


def register(name: str, source: DocumentSource, *, quiet: Iterable[str] = ()) -> None:
    """Make documents known; in ``AppConfig.ready`` of the context that has them.

    Parameters
    ----------
    name
        Lower-case word, unique; part of addresses where several sources are asked.
    source
        Where documents come from; a second registration replaces the first.
    quiet
        Facets that narrow and lift, and are no list to choose from: not counted unless
        a question names them.

    Raises
    ------
    ValueError
        When the name or a facet cannot be one.
    """
    for word in (name, *source.facets):
        if not (word.isascii() and word.isidentifier() and word == word.lower()):
            msg = f"{word!r} is not a lower-case name of letters, digits and _"
            raise ValueError(msg)
    if taken := RESERVED & set(source.facets):
        msg = f"facets cannot be called {', '.join(sorted(taken))}"
        raise ValueError(msg)
    _sources[name] = Registered(name, source, frozenset(quiet))


def forget(name: str) -> None:
    """Take a source away."""
    _sources.pop(name, None)


def forget_all() -> None:
    """Take every source away, for a measurement of one alone."""
    _sources.clear()


def get_source(name: str) -> DocumentSource:
    """The source of a name.

    Raises
    ------
    LookupError
        When no context registered it.
    """
    try:
        return _sources[name].source
    except KeyError:
        known = ", ".join(sorted(_sources)) or "none"
        msg = f"no source {name!r}; known: {known}"
        raise LookupError(msg) from None


def all_sources() -> dict[str, DocumentSource]:
    """Sources by name."""
    return {name: _sources[name].source for name in sorted(_sources)}


def counted_facets(names: Iterable[str]) -> tuple[str, ...]:
    """Facets that an answer of these sources counts by itself."""
    return tuple(
        dict.fromkeys(
            facet
            for name in names
            for facet in get_source(name).facets
            if facet not in _sources[name].quiet
        )
    )


def facet_names() -> tuple[str, ...]:
    """Facets of all sources."""
    return tuple(sorted({f for r in _sources.values() for f in r.source.facets}))
