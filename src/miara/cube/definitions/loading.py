"""Reading the YAML of a folder of definitions into checked, frozen objects."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

import yaml
from pydantic import ValidationError

from miara.cube.definitions import crosschecks
from miara.cube.definitions.collection import Compiled, Definitions
from miara.cube.definitions.errors import DefinitionError, Problem
from miara.cube.definitions.indicators import Indicator
from miara.cube.definitions.schema import (
    Break,
    Domain,
    Schema,
    Source,
    UnitDefinition,
    Variable,
)
from miara.cube.definitions.topics import PeerTopic
from miara.cube.formula import (
    Expression,
    FormulaError,
    parse,
    parse_condition,
    sorted_by_dependency,
)
from miara.cube.formula.nodes import Sum

DEFINITIONS: Final = Path(__file__).parents[2] / "definitions"
# Keys of an indicator file that hold for all its indicators unless one says else.
SHARED: Final = ("domain", "authored_by", "checked_on", "next_review", "change_log")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

S = TypeVar("S", bound=Schema)


def load_definitions(folder: Path | None = None) -> Definitions:
    """Read and check all definitions of a folder (default: those shipped).

    The shipped ones are read once a process.

    Raises
    ------
    DefinitionError
        With every problem found, not just the first.
    """
    return _shipped() if folder is None else _load(folder)


@lru_cache(maxsize=1)
def _shipped() -> Definitions:
    return _load(DEFINITIONS)


def _load(folder: Path) -> Definitions:
    reader = _Reader(folder)
    variables = reader.all("variables/*.yaml", Variable, "code")
    sources = reader.all("sources/*.yaml", Source, "key")
    units = reader.all("units_of_measure/*.yaml", UnitDefinition, "code")
    domains = reader.all("domains.yaml", Domain, "code")
    topics = reader.all("topics/*.yaml", PeerTopic, "code")
    breaks = reader.all("breaks/*.yaml", Break, "code")
    indicators = reader.all("indicators/*.yaml", Indicator, "code")
    reader.stop_if_wrong()
    domains = dict(sorted(domains.items(), key=lambda item: item[1].order))
    order = {code: index for index, code in enumerate(domains)}
    by_domain = sorted(
        indicators.items(), key=lambda item: order.get(item[1].domain, len(order))
    )
    formulas = _Formulas(variables, dict(by_domain), topics)
    definitions = Definitions(
        indicators=MappingProxyType(dict(by_domain)),
        variables=MappingProxyType(variables),
        sources=MappingProxyType(sources),
        topics=MappingProxyType(topics),
        domains=MappingProxyType(domains),
        units_of_measure=MappingProxyType(units),
        breaks=MappingProxyType(breaks),
        compiled=MappingProxyType(formulas.compiled),
        derived=MappingProxyType(formulas.derived),
        features=MappingProxyType(formulas.features),
        digest=reader.digest(),
    )
    _stop(formulas.problems)
    for checks in _CHECKS:
        _stop(problem for check in checks for problem in check(definitions))
    return definitions


# Later checks take for granted what earlier ones have found to be right.
_CHECKS: Final[tuple[tuple[Callable[[Definitions], Iterable[Problem]], ...], ...]] = (
    (crosschecks.check_references,),
    (crosschecks.check_units,),
    (crosschecks.check_status, crosschecks.check_levels),
    (crosschecks.check_examples,),
)


def _stop(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise DefinitionError(found)


class _Reader:
    """Reads files, keeps their problems and their digest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.hash = hashlib.sha256()

    def all(self, pattern: str, schema: type[S], key: str) -> dict[str, S]:
        found: dict[str, S] = {}
        for path in sorted(self.folder.glob(pattern)):
            name = path.relative_to(self.folder).as_posix()
            for raw in self.entries(path, name):
                entry = self.validated(raw, schema, f"{name}: {raw.get(key)}")
                if entry is None:
                    continue
                code = getattr(entry, key)
                if code in found:
                    self.problem(name, "duplicate", f"{code!r} is defined twice")
                found[code] = entry
        return found

    def entries(self, path: Path, name: str) -> Iterator[dict[str, Any]]:
        content = path.read_bytes()
        self.hash.update(f"{name}\0{len(content)}\0".encode())
        self.hash.update(content)
        try:
            document = yaml.load(content, Loader=_LOADER)  # noqa: S506 - safe loader
        except yaml.YAMLError as error:
            self.problem(name, "not_yaml", str(error))
            return
        yield from (e for e in _entries_in(document) if self.is_entry(e, name))

    def is_entry(self, entry: object, name: str) -> bool:
        if not isinstance(entry, dict):
            self.problem(name, "not_an_entry", f"expected keys, found {entry!r:.60}")
        return isinstance(entry, dict)

    def validated(
        self, raw: Mapping[str, Any], schema: type[S], where: str
    ) -> S | None:
        try:
            return schema.model_validate(raw)
        except ValidationError as error:
            for item in error.errors():
                place = ".".join(str(part) for part in item["loc"])
                self.problem(where, item["type"], f"{place}: {item['msg']}")
            return None

    def problem(self, where: str, code: str, message: str) -> None:
        self.problems.append(Problem(where, code, message))

    def stop_if_wrong(self) -> None:
        _stop(self.problems)

    def digest(self) -> str:
        return self.hash.hexdigest()


def _entries_in(document: object) -> Iterator[Any]:
    """A file is one entry, a list of entries, or indicators that share keys."""
    if isinstance(document, dict) and "indicators" in document:
        shared = {key: document[key] for key in SHARED if key in document}
        extra = document.keys() - shared.keys() - {"indicators"}
        for entry in document["indicators"]:
            yield {**shared, **dict.fromkeys(extra), **entry}
    elif isinstance(document, list):
        yield from document
    else:
        yield document


class _Formulas:
    """All formulas as trees, and what is wrong with them."""

    def __init__(
        self,
        variables: Mapping[str, Variable],
        indicators: Mapping[str, Indicator],
        topics: Mapping[str, PeerTopic],
    ) -> None:
        self.problems: list[Problem] = []
        self.compiled: dict[str, Compiled] = {}
        self.features: dict[tuple[str, str], Expression] = {}
        trees: dict[str, Expression] = {}
        for code, variable in variables.items():
            if variable.formula is not None:
                tree = self.read(f"variable {code}", variable.formula, parse)
                if tree is not None:
                    trees[code] = tree
        for indicator in indicators.values():
            self.compile(indicator)
        for topic in topics.values():
            for feature in topic.features:
                tree = self.read(f"topic {topic.code}", feature.formula, parse)
                if tree is not None:
                    self.features[topic.code, feature.code] = tree
        self.clash(variables, indicators)
        self.derived = self.in_order(trees)

    def read(self, where: str, text: str, how: Callable[[str], Any]) -> Any:
        try:
            return how(text)
        except FormulaError as error:
            self.problems.append(Problem(where, error.code, str(error)))
            return None

    def compile(self, indicator: Indicator) -> None:
        where = f"indicator {indicator.code}"
        numerator = self.read(where, indicator.numerator, parse)
        below, applies = indicator.denominator, indicator.applicability
        denominator = None if below is None else self.read(where, below, parse)
        condition = (
            None if applies is None else self.read(where, applies, parse_condition)
        )
        if numerator is not None:
            self.compiled[indicator.code] = Compiled(numerator, denominator, condition)

    def clash(
        self, variables: Mapping[str, Variable], indicators: Mapping[str, Indicator]
    ) -> None:
        for code in variables.keys() & indicators.keys():
            message = f"{code!r} is a variable and an indicator"
            self.problems.append(Problem(f"indicator {code}", "duplicate", message))

    def in_order(self, trees: dict[str, Expression]) -> dict[str, Expression]:
        graph = dict(trees)
        for code, compiled in self.compiled.items():
            graph[code] = _all_names(compiled)
        try:
            order = sorted_by_dependency(graph)
        except FormulaError as error:
            self.problems.append(Problem("formulas", error.code, error.message))
            return trees
        return {code: trees[code] for code in order if code in trees}


def _all_names(compiled: Compiled) -> Expression:
    """A stand-in tree that mentions every code of an indicator, for the order."""
    if compiled.denominator is None:
        return compiled.numerator
    return Sum((compiled.numerator, compiled.denominator))
