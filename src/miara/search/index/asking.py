"""From a question to queries of the index."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

import tantivy
from tantivy import Occur

from miara.language import fold
from miara.search.domain.parsing import Asked, Part, Word
from miara.search.domain.query import Order, Query
from miara.search.domain.results import FacetValue
from miara.search.index.reading import Opened
from miara.search.index.schema import TEXT_FIELDS, facet_field

__all__ = ["Asking", "Ranked"]

#: Share of the score of the other fields that also have a word.
TIE_BREAKER: Final = 0.15
#: Values of one facet that are counted at most.
MOST_VALUES: Final = 1_000
#: Combinations of lemmas in which a phrase is looked for one by one.
MOST_WAYS: Final = 64
_TITLES: Final = ("title", "names")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A page of keys with scores, and how many there are in all."""

    rows: tuple[tuple[str, str, float], ...]  # source, key, score
    total: int


class Asking:
    """Questions to one state of the index."""

    def __init__(self, opened: Opened) -> None:
        self._searcher = opened.searcher
        self._schema = opened.index.schema

    # --- Words -----------------------------------------------------------------

    def every_word(self, asked: Asked) -> tantivy.Query:
        """Documents with every wanted part and no excluded one."""
        return self._combine(asked, Occur.Must)

    def any_word(self, asked: Asked) -> tantivy.Query:
        """Documents with at least half of the wanted parts."""
        least = (len(asked.wanted) + 1) // 2
        return self._combine(asked, Occur.Should, least=least)

    def commonness(self, word: Word) -> int:
        """Documents that have the word in some form, about."""
        return max(
            self._searcher.doc_freq(name, lemma)
            for lemma in word.lemmas
            for name in TEXT_FIELDS
        )

    def count(self, query: tantivy.Query) -> int:
        """Number of documents."""
        return _count(self._searcher.search(query, 1))

    def _combine(
        self, asked: Asked, occur: Occur, *, least: int | None = None
    ) -> tantivy.Query:
        wanted = [
            (occur, self._part(p, titles_only=asked.is_titles_only))
            for p in asked.wanted
        ]
        if not wanted:
            wanted, least = [(Occur.Must, tantivy.Query.all_query())], None
        elif len(wanted) == 1 and not asked.excluded:
            return wanted[0][1]
        unwanted = [(Occur.MustNot, self._part(p)) for p in asked.excluded]
        return tantivy.Query.boolean_query(
            wanted + unwanted, minimum_number_should_match=least
        )

    def _part(self, part: Part, *, titles_only: bool = False) -> tantivy.Query:
        fields = _TITLES if titles_only else tuple(TEXT_FIELDS)
        if part.is_phrase:
            options = list(self._phrases(part.words, fields))
        else:
            options = [o for word in part.words for o in self._terms(word, fields)]
        if not options:
            return tantivy.Query.empty_query()
        if len(options) == 1:
            return options[0]
        return tantivy.Query.disjunction_max_query(options, TIE_BREAKER)

    def _lemmas_in(self, name: str, word: Word) -> list[str]:
        """Lemmas that the field has at all; most words are in few fields."""
        return [la for la in word.lemmas if self._searcher.doc_freq(name, la)]

    def _terms(self, word: Word, fields: Iterable[str]) -> Iterator[tantivy.Query]:
        """The word's lemmas in each field: the best one counts, not their sum."""
        for name in fields:
            for lemma in self._lemmas_in(name, word):
                term = tantivy.Query.term_query(self._schema, name, lemma)
                yield tantivy.Query.boost_query(term, TEXT_FIELDS[name])

    def _phrases(
        self, words: tuple[Word, ...], fields: Iterable[str]
    ) -> Iterator[tantivy.Query]:
        first = words[0].place
        places = [word.place - first for word in words]
        for name in fields:
            lemmas = [self._lemmas_in(name, word) for word in words]
            for phrase in self._ways(name, places, lemmas):
                yield tantivy.Query.boost_query(phrase, TEXT_FIELDS[name])

    def _ways(
        self, name: str, places: list[int], lemmas: list[list[str]]
    ) -> Iterator[tantivy.Query]:
        """A phrase in every combination of lemmas, or as one pattern if too many.

        A pattern looks through all words of the index: a hundred times slower.
        """
        if math.prod(len(own) for own in lemmas) <= MOST_WAYS:
            for way in product(*lemmas):
                plain: list[str | tuple[int, str]] = list(zip(places, way, strict=True))
                yield tantivy.Query.phrase_query(self._schema, name, plain)
            return
        # Lemmas are letters and digits, so nothing in them is a sign of a pattern.
        pattern: list[str | tuple[int, str]] = [
            (place, "|".join(own)) for place, own in zip(places, lemmas, strict=True)
        ]
        yield tantivy.Query.regex_phrase_query(self._schema, name, pattern)

    # --- Filters ---------------------------------------------------------------

    def narrowed(
        self,
        words: tantivy.Query,
        query: Query,
        sources: tuple[str, ...] | None,
        *,
        but: str = "",
    ) -> tantivy.Query:
        """The words within the sources, language and chosen values.

        Parameters
        ----------
        sources
            Names; None when all are asked.
        but
            A facet whose chosen values are not heeded.
        """
        filters = [
            self._values(facet_field(facet), values)
            for facet, values in query.facets.items()
            if facet != but
        ]
        if sources is not None:
            filters.append(self._values("source", sources))
        if query.language:
            filters.append(self._values("language", (query.language,)))
        clauses = [(Occur.Must, words), *((Occur.Must, f) for f in filters)]
        if not query.hidden_too:
            hidden = tantivy.Query.term_query(self._schema, "hidden", "1")
            clauses.append((Occur.MustNot, hidden))
        if len(clauses) == 1:
            return words
        return tantivy.Query.boolean_query(clauses)

    def _values(self, name: str, values: tuple[str, ...]) -> tantivy.Query:
        """A filter, which adds nothing to the score."""
        terms = tantivy.Query.term_set_query(self._schema, name, list(values))
        return tantivy.Query.const_score_query(terms, 0.0)

    # --- Answers ---------------------------------------------------------------

    def ranked(self, found: tantivy.Query, query: Query, *, order: Order) -> Ranked:
        """The asked page in the asked order."""
        options: dict[str, Any] = {"limit": query.size, "offset": query.offset}
        if order == Order.RELEVANCE:
            found = self._boosted(found, query)
            result = self._searcher.search(found, weight_by_field="weight", **options)
        else:
            by = "date" if order == Order.DATE else "use"
            result = self._searcher.search(found, order_by_field=by, **options)
        rows = []
        for score, address in result.hits:
            stored = self._searcher.doc(address)
            source, key = stored["source"][0], stored["key"][0]
            rows.append((source, key, float(score or 0.0)))
        return Ranked(tuple(rows), _count(result))

    def _boosted(self, found: tantivy.Query, query: Query) -> tantivy.Query:
        boosts = [b for b in query.boosts if b.values and b.strength > 0]
        if not boosts:
            return found
        best = self._searcher.search(found, 1).hits
        top = float(best[0][0]) if best else 1.0
        clauses = [(Occur.Must, found)]
        for boost in boosts:
            terms = tantivy.Query.term_set_query(
                self._schema, facet_field(boost.facet), list(boost.values)
            )
            lifted = tantivy.Query.const_score_query(terms, top * boost.strength)
            clauses.append((Occur.Should, lifted))
        return tantivy.Query.boolean_query(clauses)

    def facets(
        self,
        words: tantivy.Query,
        query: Query,
        sources: tuple[str, ...] | None,
        names: tuple[str, ...],
    ) -> dict[str, tuple[FacetValue, ...]]:
        """Counts over the whole answer.

        A facet with chosen values is counted as if nothing were chosen in it: its
        counts say what one more value would add.
        """
        free = [name for name in names if name not in query.facets]
        counts = self._counts(self.narrowed(words, query, sources), free)
        for name in names:
            if name in query.facets:
                found = self.narrowed(words, query, sources, but=name)
                counts |= self._counts(found, [name])
        return {
            name: _values_of(counts[name], query.facets.get(name, ())) for name in names
        }

    def _counts(
        self, found: tantivy.Query, names: list[str]
    ) -> dict[str, dict[str, int]]:
        if not names:
            return {}
        wanted = {
            name: {"terms": {"field": facet_field(name), "size": MOST_VALUES}}
            for name in names
        }
        result = self._searcher.aggregate(found, wanted)
        return {
            name: {
                str(bucket["key"]): int(bucket["doc_count"])
                for bucket in result[name]["buckets"]
            }
            for name in names
        }

    # --- While typing ------------------------------------------------------------

    def begun(self, asked: Asked, start: str) -> tantivy.Query:
        """Documents with every word asked and a word of the title that begins so."""
        begins = tantivy.Query.regex_query(self._schema, "begins", f"{fold(start)}.*")
        clauses = [(Occur.Must, begins)]
        if asked.wanted:
            clauses.append((Occur.Must, self.every_word(asked)))
        return tantivy.Query.boolean_query(clauses)


def _count(result: tantivy.SearchResult) -> int:
    count: int = result.count  # type: ignore[attr-defined]  # missing in the stubs
    return count


def _values_of(
    counts: dict[str, int], chosen: tuple[str, ...]
) -> tuple[FacetValue, ...]:
    counts = dict.fromkeys(chosen, 0) | counts
    rows = [FacetValue(value, n, value in chosen) for value, n in counts.items()]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.value)))
