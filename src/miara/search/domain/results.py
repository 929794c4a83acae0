"""What comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from miara.search.domain.passages import Passage
from miara.search.domain.query import Query

__all__ = ["FacetValue", "Fallback", "Found", "Hit", "Mode", "Suggestion"]


class Mode(StrEnum):
    """How the words were asked for."""

    ALL = "all"  # every word
    ANY = "any"  # nothing had every word
    CORRECTED = "corrected"  # the words as they were probably meant
    DATABASE = "database"  # without the index


@dataclass(frozen=True, slots=True)
class Hit:
    """One document of the answer.

    ``title`` and ``passage`` have the words marked; both are None when the query asked
    for keys only.
    """

    source: str
    key: str
    score: float
    title: Passage | None = None
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet with the number of documents choosing it would give."""

    value: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Fallback:
    """What a source answers from the database, without the index.

    ``keys`` are those of the asked page, in the asked order; ``total`` of all pages.
    """

    keys: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question.

    Attributes
    ----------
    query
        The question.
    hits
        Of the asked page, those that may be seen now.
    total
        Documents in all pages.
    facets
        Counts by facet over the whole answer, the commonest value first. The counts of
        a facet do not heed what is chosen in that facet. Empty without the index.
    mode
        How the words were asked for.
    corrected
        The text that was asked instead, where the mode says so.
    did_you_mean
        A text that finds more than what was typed.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    mode: Mode
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    corrected: str = ""
    did_you_mean: str = ""

    @property
    def pages(self) -> int:
        """Number of pages."""
        return -(-self.total // self.query.size)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the hits."""
        return tuple(hit.key for hit in self.hits)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a reader who is still typing may want.

    A document has its key and source; a completed text has neither.
    """

    text: str
    source: str = ""
    key: str = ""
