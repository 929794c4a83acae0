"""Search of units by what people type: any case form, no diacritics, any order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from typing import Final

from miara.cube.register import Level
from miara.language import PlaceNames, fold, sort_key, word_forms, words
from miara.units.domain.directory import Directory, UnitState
from miara.units.domain.facts import MUNICIPALITIES, Kind

# Little words that stand before a name and never begin one.
_PREPOSITIONS: Final = frozenset({"w", "we", "z", "ze", "do", "dla", "of", "in", "the"})
# Words that say what the unit is; they sharpen the order and exclude nothing.
_KIND_WORDS: Final = {
    "gmina": MUNICIPALITIES - {Kind.CITY, Kind.URBAN},
    "miasto": frozenset({Kind.CITY, Kind.URBAN}),
    "powiat": frozenset({Kind.COUNTY}),
    "województwo": frozenset({Kind.VOIVODESHIP}),
}
_KIND_ABBREVIATIONS: Final = {
    "gm": "gmina",
    "m": "miasto",
    "st": "miasto",
    "pow": "powiat",
    "woj": "województwo",
    "municipality": "gmina",
    "city": "miasto",
    "county": "powiat",
    "voivodeship": "województwo",
}
# With equal matches: the unit more people mean first.
_KIND_ORDER: Final = {
    Kind.VOIVODESHIP: 0,
    Kind.CITY: 1,
    Kind.URBAN: 2,
    Kind.URBAN_RURAL: 3,
    Kind.RURAL: 4,
    Kind.COUNTY: 5,
}
_LETTERS: Final = "abcćdefghijklłmnoópqrsśtuvwxyzźż"
_Order = Callable[[str], tuple[int, ...]]  # what was typed: entries, best first
_NOMINATIVE: Final = 3.0
_BEGINNING: Final = 2.0
_WHOLE_FORM: Final = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """One unit found; ``former_name`` is set when an old name matched."""

    uid: str
    former_name: str | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One name of one unit, in folded words."""

    state: UnitState
    name: str
    words: tuple[str, ...]
    context: frozenset[str]  # words of the county and of the voivodeship
    is_former: bool
    order: tuple[int, tuple[str, str], str] = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Query:
    typed: str  # lower case, diacritics kept
    required: tuple[str, ...]
    hints: tuple[str, ...]  # folded words that may also be part of a name
    kinds: frozenset[Kind]


class SearchIndex:
    """All names of all units, ready for queries of a fraction of a millisecond."""

    def __init__(self, directory: Directory) -> None:
        self._entries = list(_entries(directory))
        self._places = PlaceNames(
            {entry.name for entry in self._entries}
            | {state.name for state in directory}
        )
        self._primary: dict[str, set[int]] = {}
        self._context: dict[str, set[int]] = {}
        for number, entry in enumerate(self._entries):
            for word in entry.words:
                self._primary.setdefault(word, set()).add(number)
            for word in entry.context:
                self._context.setdefault(word, set()).add(number)
        # People type the same beginnings, so rankings are kept.
        self._order = lru_cache(maxsize=4_096)(self._sorted)
        self._order_by_people: tuple[Mapping[str, float] | None, _Order] = (
            None,
            self._order,
        )

    def prepare(self, population: Mapping[str, float] | None) -> None:
        """Rank what single letters and words of kind find, before anybody waits.

        They find hundreds of units, which takes 5 ms and for "gmina" 60 ms.
        """
        order = self._ranking(population)
        for text in (*_LETTERS, *_KIND_WORDS):
            order(text)

    def search(
        self,
        text: str,
        *,
        level: Level | None = None,
        limit: int = 10,
        uids: frozenset[str] | None = None,
        population: Mapping[str, float] | None = None,
    ) -> list[Found]:
        """Best matches first; empty for an empty text.

        Parameters
        ----------
        text
            As typed: the beginning of a name, a name in any case form, a code.
        level
            Only units that act there.
        uids
            Only these units; by default those that exist.
        population
            Inhabitants by uid, to order equally good matches. Rankings are kept
            for as long as the same object comes, which therefore must not change.
        """
        numbers = self._ranking(population)(text[:200].casefold())
        found: dict[str, Found] = {}
        for number in numbers:
            entry = self._entries[number]
            state = entry.state
            allowed = state.exists if uids is None else state.uid in uids
            if not allowed or state.uid in found:
                continue
            if level is not None and level not in state.levels:
                continue
            former = entry.name if entry.is_former else None
            found[state.uid] = Found(state.uid, former)
            if len(found) == limit:
                break
        return list(found.values())

    def _ranking(self, population: Mapping[str, float] | None) -> _Order:
        """Rankings under one set of inhabitants, kept until another set comes."""
        if population is None:
            return self._order
        known, order = self._order_by_people
        if known is not population:
            order = lru_cache(maxsize=4_096)(
                partial(self._sorted, population=population)
            )
            self._order_by_people = population, order
        return order

    def _sorted(
        self, text: str, population: Mapping[str, float] | None = None
    ) -> tuple[int, ...]:
        """Numbers of all matching entries, best first."""
        query = _parse(text)
        if query is None:
            return ()
        ranked: Iterable[tuple[tuple[float, ...], int]]
        if query.required and all(t.isdigit() for t in query.required):
            ranked = [((0.0,), number) for number in self._by_code(query.required[0])]
        else:
            ranked = self._ranked(query, population or {})
        keyed = [(rank, self._entries[n].order, n) for rank, n in ranked]
        return tuple(number for _rank, _order, number in sorted(keyed))

    def _by_code(self, digits: str) -> list[int]:
        start = digits[:6]
        return [
            number
            for number, entry in enumerate(self._entries)
            if not entry.is_former
            and (
                entry.state.code.startswith(start)
                or (entry.state.county_code or "").startswith(start)
            )
        ]

    def _ranked(
        self, query: _Query, population: Mapping[str, float]
    ) -> list[tuple[tuple[float, ...], int]]:
        matches = [self._places.matching(token) for token in query.required]
        candidates = self._candidates(matches, query)
        hints = [self._places.matching(token) for token in query.hints]
        ranked = []
        for number in candidates:
            rank = _rank(self._entries[number], query, matches, hints)
            if rank is not None:
                people = population.get(self._entries[number].state.uid, 0.0)
                ranked.append(((*rank, -people), number))
        return ranked

    def _candidates(
        self, matches: list[dict[str, float]], query: _Query
    ) -> Iterable[int]:
        if not matches:
            return [
                number
                for number, entry in enumerate(self._entries)
                if entry.state.kind in query.kinds
            ]
        sets = []
        for match in matches:
            found: set[int] = set()
            for word in match:
                found |= self._primary.get(word, set())
                if len(matches) > 1:
                    found |= self._context.get(word, set())
            sets.append(found)
        return set.intersection(*sets)


def _entries(directory: Directory) -> Iterable[_Entry]:
    for state in directory:
        context = _context(directory, state)
        names = [fact.value for fact in directory.histories[state.uid].names]
        for name in dict.fromkeys([state.name, *names]):
            yield _Entry(
                state=state,
                name=name,
                words=tuple(fold(word) for word in words(name)),
                context=context,
                is_former=name != state.name,
                order=(_KIND_ORDER[state.kind], sort_key(name), state.code),
            )


def _context(directory: Directory, state: UnitState) -> frozenset[str]:
    above = {state.county_uid or state.uid, state.voivodeship_uid} - {state.uid}
    names = [directory.state(uid).name for uid in above if uid in directory.histories]
    return frozenset(fold(word) for name in names for word in words(name))


@cache
def _kind_forms() -> dict[str, str]:
    forms = {fold(form.text): word for word in _KIND_WORDS for form in word_forms(word)}
    return {**forms, **_KIND_ABBREVIATIONS}


def _parse(text: str) -> _Query | None:
    tokens = [word.casefold() for word in words(text)]
    if not tokens:
        return None
    if len(tokens) > 1:
        tokens = [t for t in tokens if fold(t) not in _PREPOSITIONS] or tokens
    kind_forms = _kind_forms()
    hints = tuple(t for t in tokens if fold(t) in kind_forms)
    required = tuple(t for t in tokens if fold(t) not in kind_forms)
    kinds: frozenset[Kind] = frozenset()
    for hint in hints:
        kinds |= _KIND_WORDS[kind_forms[fold(hint)]]
    if not required and len(hints[0]) == 1:  # a lone "m" is a beginning
        required, hints, kinds = hints, (), frozenset()
    return _Query(" ".join(tokens), required, hints, kinds)


def _rank(
    entry: _Entry,
    query: _Query,
    matches: list[dict[str, float]],
    hints: list[dict[str, float]],
) -> tuple[float, ...] | None:
    """How far a match is from perfect, smaller is better; None is no match."""
    weights = []
    places = []
    context = 0
    for match in matches:
        best = max(
            ((match.get(word, 0.0), -i) for i, word in enumerate(entry.words)),
            default=(0.0, 0),
        )
        if best[0] > 0:
            weights.append(best[0])
            places.append(-best[1])
        else:
            context += 1
    if matches and not weights:
        return None
    hinted = sum(any(match.get(w, 0) >= 1 for w in entry.words) for match in hints)
    is_kind = entry.state.kind in query.kinds or not query.kinds
    covered = len(set(places)) + hinted == len(entry.words)
    return (
        float(context),
        float(entry.is_former),
        -float(hinted),
        float(_closeness(weights, places, covered=covered)),
        float(not is_kind),
        -sum(weights),
        float(not entry.name.casefold().startswith(query.typed)),
    )


def _closeness(weights: list[float], places: list[int], *, covered: bool) -> int:
    """0 the name itself, 1 its case form, 2-3 its beginning, 4 the rest."""
    if covered and all(weight == _NOMINATIVE for weight in weights):
        return 0
    if covered and all(weight in {_NOMINATIVE, _WHOLE_FORM} for weight in weights):
        return 1
    in_order = places == list(range(len(places)))
    if in_order and all(weight >= _BEGINNING for weight in weights):
        return 2
    return 3 if in_order else 4
