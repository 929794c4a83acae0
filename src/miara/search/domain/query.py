"""A question, and its permanent address."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Self
from urllib.parse import parse_qsl, urlencode

__all__ = ["LONGEST_TEXT", "RESERVED", "Boost", "Order", "Query"]

LONGEST_TEXT: Final = 300
LARGEST_PAGE: Final = 1_000
#: How deep one may turn pages; a machine reads exports instead.
DEEPEST: Final = 10_000
LONGEST_NEAR: Final = 80
_TEXT, _ORDER, _PAGE, _SOURCE, _NEAR = "q", "kolejnosc", "strona", "w", "jak"
#: Names of parameters that no facet may have.
RESERVED: Final = frozenset({_TEXT, _ORDER, _PAGE, _SOURCE, _NEAR})


class Order(StrEnum):
    """In which order hits come; the values are words of addresses."""

    RELEVANCE = "trafnosc"
    DATE = "data"
    USE = "uzycie"


@dataclass(frozen=True, slots=True)
class Boost:
    """Values of a facet whose documents come higher.

    ``strength`` is a share of the best score of the answer: 0.5 lifts a fair match over
    a good one, 5 lifts every match over all others.
    """

    facet: str
    values: tuple[str, ...]
    strength: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a reader asks for.

    Attributes
    ----------
    text
        Words, "phrases in quotes" and -excluded words; empty lists everything.
    sources
        Names of sources; empty means all of them.
    facets
        Chosen values by facet: any value of a facet, and every facet.
    order, page, size
        The part of the answer that is shown; pages count from 1.
    language
        Only documents in it; empty means any.
    near
        Whose point of view is taken, as its reader put it. The asking page turns it
        into ``boosts``; it is a part of the address, so that a page sent to somebody
        shows the same order.
    boosts
        Whose documents come higher.
    counted
        Facets to count; None means all that the sources declare.
    hidden_too
        Whether documents that are not public may be found; never read from an address.
    """

    text: str = ""
    sources: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = Order.RELEVANCE
    page: int = 1
    size: int = 20
    language: str = ""
    near: str = ""
    boosts: tuple[Boost, ...] = ()
    counted: tuple[str, ...] | None = None
    hidden_too: bool = False

    def __post_init__(self) -> None:
        """Make it canonical: one question has one form, whatever order it came in."""
        facets = {
            name: tuple(sorted(set(values)))
            for name, values in sorted(self.facets.items())
            if values
        }
        size = min(max(self.size, 1), LARGEST_PAGE)
        text = " ".join(self.text.split())[:LONGEST_TEXT].strip()
        page = min(max(self.page, 1), max(DEEPEST // size, 1))
        for name, value in (
            ("facets", facets),
            ("sources", tuple(sorted(set(self.sources)))),
            ("size", size),
            ("page", page),
            ("text", text),
            ("near", " ".join(self.near.split())[:LONGEST_NEAR].strip()),
        ):
            object.__setattr__(self, name, value)

    def to_address(self) -> str:
        """The query string of the result set; equal questions have equal ones.

        >>> Query(text="wywóz  śmieci", facets={"rok": ("2024",)}, page=2).to_address()
        'q=wyw%C3%B3z+%C5%9Bmieci&rok=2024&strona=2'
        """
        pairs = [(_TEXT, self.text)] if self.text else []
        pairs += [(_SOURCE, source) for source in self.sources]
        pairs += [(name, v) for name, values in self.facets.items() for v in values]
        if self.near:
            pairs.append((_NEAR, self.near))
        if self.order != Order.RELEVANCE:
            pairs.append((_ORDER, self.order.value))
        if self.page > 1:
            pairs.append((_PAGE, str(self.page)))
        return urlencode(pairs)

    @classmethod
    def from_address(
        cls,
        address: str,
        *,
        facets: tuple[str, ...],
        sources: tuple[str, ...] = (),
        size: int = 20,
    ) -> Self:
        """The question that a query string asks; what it does not know is left out.

        Parameters
        ----------
        address
            Query string without the question mark.
        facets
            Facets that may be chosen.
        sources
            The sources that may be asked: an address may narrow them, never widen.
        size
            Hits on a page.

        >>> Query.from_address("q=woda&rok=2024&zle=1&strona=x", facets=("rok",)).facets
        {'rok': ('2024',)}
        """
        text, near, order, page = "", "", Order.RELEVANCE, 1
        chosen: dict[str, tuple[str, ...]] = {}
        asked: tuple[str, ...] = ()
        for name, value in parse_qsl(address, max_num_fields=200):
            if name == _TEXT:
                text = value
            elif name == _NEAR:
                near = value
            elif name == _ORDER and value in {o.value for o in Order}:
                order = Order(value)
            elif name == _PAGE and value.isascii() and value.isdigit():
                page = int(value[:9])
            elif name == _SOURCE and (not sources or value in sources):
                asked = (*asked, value)
            elif name in facets and value:
                chosen[name] = (*chosen.get(name, ()), value)
        return cls(
            text=text,
            sources=asked or sources,
            facets=chosen,
            near=near,
            order=order,
            page=page,
            size=size,
        )

    def toggled(self, facet: str, value: str) -> Self:
        """The same question with one value of a facet chosen or no longer so."""
        chosen = self.facets.get(facet, ())
        without = tuple(v for v in chosen if v != value)
        values = without if value in chosen else (*chosen, value)
        return replace(self, facets={**self.facets, facet: values}, page=1)

    @property
    def offset(self) -> int:
        """Hits before the page."""
        return (self.page - 1) * self.size
