"""Which column says what: names we know, or a mapping of the editor's own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from miara.practices.domain.migration.table import BadArchive, Problem, plain
from miara.practices.domain.texts import PART_CODES

__all__ = [
    "FIELDS",
    "ArchiveMapping",
    "Columns",
    "Vocabulary",
    "known_words",
    "read_mapping",
    "schema_text",
    "write_schema",
]

SCHEMA_FILE: Final = "practice_archive.json"


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Headings and values that archives use, from ``definitions/practices``."""

    fields: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, tuple[str, ...]]]
    yes: frozenset[str]
    no: frozenset[str]
    nothing: frozenset[str]
    bodies: tuple[str, ...]


@lru_cache(maxsize=1)
def known_words() -> KnownWords:
    """Read once.

    >>> known_words().fields["title"][0]
    'Tytuł'
    """
    path = files("miara.definitions") / "practices" / "archive.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return KnownWords(
        fields={code: tuple(names) for code, names in data["fields"].items()},
        values={
            field: {code: tuple(names) for code, names in rows.items()}
            for field, rows in data["values"].items()
        },
        yes=frozenset(plain(word) for word in data["affirmative"]),
        no=frozenset(plain(word) for word in data["negative"]),
        nothing=frozenset(word.casefold() for word in data["nothing"]),
        bodies=tuple(plain(word) for word in data["bodies"]),
    )


#: Everything a column may say.
FIELDS: Final = tuple(known_words().fields)
_SEVERAL: Final = frozenset(
    {*PART_CODES, "partners", "awards", "attachments", "links", "old_address"}
)


class ArchiveMapping(BaseModel):
    """How to read the file of one archive.

    Everything is optional: columns that are not named here are recognised by their
    headings.
    """

    model_config = ConfigDict(extra="forbid")

    columns: dict[str, str | list[str]] = Field(
        default_factory=dict,
        description=(
            "Field of a description: heading of the file, or several headings. Of"
            " texts, partners, awards, links and addresses all are joined; of others"
            " the first that says anything counts."
        ),
        json_schema_extra={"propertyNames": {"enum": list(FIELDS)}},
    )
    constants: dict[str, str] = Field(
        default_factory=dict,
        description="Field of a description: what every row says, unless it says else.",
        json_schema_extra={"propertyNames": {"enum": list(FIELDS)}},
    )
    values: dict[str, dict[str, str]] = Field(
        default_factory=dict,
        description="Field (section or domain): value of the file and our code for it.",
        json_schema_extra={"propertyNames": {"enum": ["section", "domain"]}},
    )
    ignore: list[str] = Field(
        default_factory=list,
        description="Headings that are left out on purpose and not reported.",
    )
    base: str = Field(
        default="",
        max_length=60,
        description=(
            "Short name of the earlier base. Old numbers are unique within it, so that"
            " archives of two bases do not mix."
        ),
    )

    id_parameter: str = Field(
        default="",
        max_length=60,
        description=(
            "Parameter of old addresses that holds the number of the practice; found by"
            " itself where the file has both."
        ),
    )
    base_url: str = Field(
        default="",
        max_length=300,
        description="Address of a page of the earlier base, for links without a host.",
    )

    @field_validator("columns", "constants")
    @classmethod
    def _known_fields(cls, value: dict[str, Any]) -> dict[str, Any]:
        unknown = sorted(set(value) - set(FIELDS))
        if unknown:
            msg = f"unknown fields: {', '.join(unknown)}; known: {', '.join(FIELDS)}"
            raise ValueError(msg)
        return value

    @field_validator("values")
    @classmethod
    def _known_lists(cls, value: dict[str, Any]) -> dict[str, Any]:
        unknown = sorted(set(value) - {"section", "domain"})
        if unknown:
            msg = f"values of {', '.join(unknown)} cannot be mapped: section, domain"
            raise ValueError(msg)
        return value

    def headings_of(self, field: str) -> list[str]:
        """Headings that the mapping names for a field."""
        named = self.columns.get(field, [])
        return [named] if isinstance(named, str) else named


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Codes of sections and domains by every name they go by, folded."""

    section: Mapping[str, str]
    domain: Mapping[str, str]

    def code(self, field: str, text: str, mapping: ArchiveMapping) -> str | None:
        """The code that a text means; None when it means none."""
        own = {plain(k): v for k, v in mapping.values.get(field, {}).items()}
        known: Mapping[str, str] = getattr(self, field)
        wanted = own.get(plain(text), text)
        return known.get(plain(wanted))


@dataclass(frozen=True, slots=True)
class Columns:
    """Headings of a file by field, and headings that nothing is taken from."""

    by_field: Mapping[str, tuple[str, ...]]
    unused: tuple[str, ...]

    @classmethod
    def of(cls, headings: Sequence[str], mapping: ArchiveMapping) -> Columns:
        """Tell columns apart; the mapping goes before what is recognised.

        Raises
        ------
        BadArchive
            ``UNKNOWN_HEADING`` when the mapping names a heading that is not there.
        """
        by_plain = {plain(heading): heading for heading in reversed(headings)}
        taken: dict[str, str] = {}
        for field in FIELDS:
            for wanted in mapping.headings_of(field):
                heading = by_plain.get(plain(wanted))
                if heading is None:
                    raise BadArchive(Problem.UNKNOWN_HEADING, wanted)
                taken[heading] = field
        ignored = {plain(heading) for heading in mapping.ignore}
        free = [h for h in headings if h not in taken and plain(h) not in ignored]
        found: dict[str, list[str]] = {}
        for field, names in known_words().fields.items():
            if mapping.headings_of(field):
                continue
            for name in names:
                heading = by_plain.get(plain(name))
                if heading is None or heading not in free or heading in taken:
                    continue
                if field in found and field not in _SEVERAL:
                    continue
                found.setdefault(field, []).append(heading)
                taken[heading] = field
        for heading, field in taken.items():
            if mapping.headings_of(field):
                found.setdefault(field, []).append(heading)
        unused = tuple(heading for heading in free if heading not in taken)
        return cls({field: tuple(rows) for field, rows in found.items()}, unused)

    def of_field(self, field: str) -> tuple[str, ...]:
        """Headings of a field; empty when no column says it."""
        return self.by_field.get(field, ())

    @staticmethod
    def is_header(labels: Sequence[str], mapping: ArchiveMapping) -> bool:
        """Whether a row of cells names the title and at least one more column."""
        known = {plain(label) for label in labels} - {""}
        titles = mapping.headings_of("title") or known_words().fields["title"]
        return len(known) > 1 and any(plain(name) in known for name in titles)


def read_mapping(text: str) -> ArchiveMapping:
    """A mapping as its YAML says.

    Raises
    ------
    BadArchive
        ``BAD_MAPPING`` with what is wrong and where.

    Examples
    --------
    >>> read_mapping("columns: {title: Nazwa dobrej praktyki}").headings_of("title")
    ['Nazwa dobrej praktyki']
    """
    try:
        data = yaml.safe_load(text)
        return ArchiveMapping.model_validate({} if data is None else data)
    except yaml.YAMLError as error:
        raise BadArchive(Problem.BAD_MAPPING, str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadArchive(Problem.BAD_MAPPING, f"{where}: {first['msg']}") from error


def schema_text() -> str:
    """JSON Schema of a mapping, for editors; keys sorted."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ArchiveMapping.model_json_schema(),
    }
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_schema(folder: Path | None = None) -> Path:
    """Write the schema beside those of the other definitions."""
    parent = folder or Path(__file__).parents[3] / "definitions" / "schemas"
    path = parent / SCHEMA_FILE
    path.write_text(schema_text(), encoding="utf-8")
    return path
