"""Editions known from published sources: reviewed YAML files, checked when read.

One file an edition in ``definitions/contest_archive`` and one with the sources. A
statement keeps the sources it stands in; where sources disagree, all are kept and a
sentence says so. Nothing here is ever filled in by a guess.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, model_validator

from miara.contest.domain.entrants import UNITS, EntrantKind

__all__ = [
    "ArchiveSources",
    "FactCode",
    "FactRecord",
    "Mention",
    "PastAward",
    "PastEditionFile",
    "ResultRecord",
    "UnitSpec",
    "archive_sources",
    "load_archive",
    "past_editions",
    "schema_text",
    "write_schema",
]

FOLDER: Final = Path(__file__).parents[2] / "definitions" / "contest_archive"
SOURCES_FILE: Final = "sources.yaml"
SCHEMA_FILE: Final = "contest_archive.json"


class PastAward(StrEnum):
    """What a source says an entrant got, the highest first.

    `PODIUM` and `AWARDED` say that a place or an award is named and which one is not
    known; `PRAISED` is a mention in a report without a title.
    """

    LEADER_AMONG_LEADERS = "LEADER_AMONG_LEADERS"
    LAUREATE = "LAUREATE"
    PODIUM = "PODIUM"
    AWARDED = "AWARDED"
    SPECIAL_DISTINCTION = "SPECIAL_DISTINCTION"
    DISTINCTION = "DISTINCTION"
    PRAISED = "PRAISED"
    FINALIST = "FINALIST"


class FactCode(StrEnum):
    """What is told about an edition, in the order of its page."""

    ORGANISERS = "ORGANISERS"
    FUNDING = "FUNDING"
    ELIGIBLE = "ELIGIBLE"
    DOMAINS = "DOMAINS"
    GROUPS = "GROUPS"
    CONDITIONS = "CONDITIONS"
    CALL = "CALL"
    DEADLINE = "DEADLINE"
    APPLICATIONS = "APPLICATIONS"
    APPLICANTS = "APPLICANTS"
    CRITERIA = "CRITERIA"
    SELECTION = "SELECTION"
    FINALISTS = "FINALISTS"
    VISITS = "VISITS"
    DECISION = "DECISION"
    LAUREATES = "LAUREATES"
    AWARDS = "AWARDS"
    PRIZES = "PRIZES"
    CLOSING_EVENT = "CLOSING_EVENT"
    PRESENTATIONS = "PRESENTATIONS"


class TitleIs(StrEnum):
    """How far the title of a project is known."""

    TITLE = "TITLE"
    CUT = "CUT"  # the source breaks off
    TRANSLATED = "TRANSLATED"  # only an English title is known
    DESCRIPTION = "DESCRIPTION"  # what the project was, in our words
    UNKNOWN = "UNKNOWN"
    NONE = "NONE"  # the unit was honoured, not a project


MUNICIPAL: Final = UNITS - {EntrantKind.COUNTY, EntrantKind.VOIVODESHIP}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Strict):
    """A sentence in both languages."""

    pl: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Source(_Strict):
    """A published page, or a document of the organisers that has no address."""

    name: Text
    url: HttpUrl | None = None


class ArchiveSources(_Strict):
    """All sources by number."""

    sources: dict[str, Source] = Field(min_length=1)


class Statement(_Strict):
    """What sources say; ``derived`` marks a sum or a conclusion of ours from them."""

    text: Text
    number: int | None = Field(default=None, ge=0)
    sources: tuple[str, ...] = Field(min_length=1)
    derived: bool = False


class FactRecord(_Strict):
    """Statements about one thing; ``contradiction`` tells how they disagree."""

    code: FactCode
    statements: tuple[Statement, ...] = Field(min_length=1)
    contradiction: Text | None = None

    @model_validator(mode="after")
    def _disagreement_is_told(self) -> Self:
        numbers = {s.number for s in self.statements if s.number is not None}
        if len(numbers) > 1 and self.contradiction is None:
            msg = f"{self.code}: numbers {sorted(numbers)} differ and nothing says so"
            raise ValueError(msg)
        if self.contradiction is not None and len(self.statements) < 2:
            msg = f"{self.code}: a contradiction needs two statements"
            raise ValueError(msg)
        return self


class UnitSpec(_Strict):
    """A unit that a name may mean; without kinds any municipality of the name."""

    name: str = Field(min_length=1)
    kinds: frozenset[EntrantKind] = MUNICIPAL
    county: str | None = None
    voivodeship: str | None = None


class Mention(_Strict):
    """A unit behind an entrant, certain when one unit only fits what may be meant."""

    may_be: tuple[UnitSpec, ...] = Field(min_length=1)


class ResultRecord(_Strict):
    """A line of published results."""

    entrant: str = Field(min_length=1)
    units: tuple[Mention, ...] = ()
    no_unit: Text | None = None
    group: str | None = None
    domain: str | None = None
    title: str = ""
    title_is: TitleIs = TitleIs.TITLE
    description: Text | None = None
    award: PastAward
    place: int | None = Field(default=None, ge=1)
    ex_aequo: bool = False
    level: str = ""
    inferred: tuple[str, ...] = ()
    note: Text | None = None
    sources: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if bool(self.units) == (self.no_unit is not None):
            msg = f"{self.entrant}: name the unit or say why there is none"
            raise ValueError(msg)
        untitled = {TitleIs.UNKNOWN, TitleIs.DESCRIPTION, TitleIs.NONE}
        if bool(self.title) == (self.title_is in untitled):
            msg = f"{self.entrant}: title and title_is {self.title_is} do not agree"
            raise ValueError(msg)
        if (self.description is not None) != (self.title_is is TitleIs.DESCRIPTION):
            msg = f"{self.entrant}: a description goes with title_is DESCRIPTION"
            raise ValueError(msg)
        allowed = {"group", "domain"}
        for name in self.inferred:
            if name not in allowed or getattr(self, name) is None:
                msg = f"{self.entrant}: {name} cannot be inferred"
                raise ValueError(msg)
        return self


class Named(_Strict):
    """A group or a domain of an edition."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Text


class PastEditionFile(_Strict):
    """Everything known of one edition."""

    code: str = Field(pattern=r"^[a-z]+-\d{4}$", max_length=40)
    year: int = Field(ge=1990, le=2100)
    name: Text
    theme: Text
    groups: tuple[Named, ...] = ()
    domains: tuple[Named, ...] = ()
    facts: tuple[FactRecord, ...] = Field(min_length=1)
    gaps: tuple[Text, ...] = ()
    results: tuple[ResultRecord, ...] = ()

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        _once("group", (group.code for group in self.groups))
        _once("domain", (domain.code for domain in self.domains))
        _once("fact", (fact.code for fact in self.facts))
        for kind, known in (("group", self.groups), ("domain", self.domains)):
            codes = {each.code for each in known}
            for result in self.results:
                given = getattr(result, kind)
                if given is not None and given not in codes:
                    msg = f"{result.entrant}: unknown {kind} {given}"
                    raise ValueError(msg)
        return self

    def sources(self) -> set[str]:
        """Numbers of all sources used."""
        used = {
            source
            for fact in self.facts
            for statement in fact.statements
            for source in statement.sources
        }
        return used | {s for result in self.results for s in result.sources}


def _once(what: str, codes: Iterable[str]) -> None:
    twice = [code for code, count in Counter(codes).items() if count > 1]
    if twice:
        msg = f"{what} given twice: {', '.join(twice)}"
        raise ValueError(msg)


def load_archive(folder: Path = FOLDER) -> tuple[PastEditionFile, ...]:
    """Read and check every edition of a folder, the oldest first.

    Raises
    ------
    ValueError
        When a file does not keep the schema, two editions share a year or a code, or a
        source is not listed; the message names the file.
    """
    known = set(archive_sources(folder).sources)
    editions: list[PastEditionFile] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name == SOURCES_FILE:
            continue
        try:
            edition = PastEditionFile.model_validate(_read(path))
            unknown = edition.sources() - known
            if unknown:
                msg = f"unknown sources: {', '.join(sorted(unknown))}"
                raise ValueError(msg)
        except ValueError as error:
            msg = f"{path.name}: {error}"
            raise ValueError(msg) from error
        editions.append(edition)
    _once("year", (str(edition.year) for edition in editions))
    _once("edition", (edition.code for edition in editions))
    return tuple(sorted(editions, key=lambda edition: edition.year))


def archive_sources(folder: Path = FOLDER) -> ArchiveSources:
    """All sources of the archive by number."""
    return ArchiveSources.model_validate(_read(folder / SOURCES_FILE))


@cache
def past_editions() -> tuple[PastEditionFile, ...]:
    """The editions shipped with this version."""
    return load_archive()


def schema_text() -> str:
    """JSON Schema of a file of an edition, for editors; keys sorted."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **PastEditionFile.model_json_schema(),
    }
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_schema(folder: Path = FOLDER.parent / "schemas") -> Path:
    """Write the schema beside those of the other definitions."""
    path = folder / SCHEMA_FILE
    path.write_text(schema_text(), encoding="utf-8")
    return path


def digest_of(content: object) -> str:
    """Hash of plain data, the same for equal data."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
