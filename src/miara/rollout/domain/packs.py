"""Packs to begin with: posts, data, steps, services, goals, documents, as data.

Files of ``definitions/rollout``. What stands in other definitions (services, domains,
calendars, scales) is named by its code; that the codes exist is a matter of a test.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

import yaml
from pydantic import Field, TypeAdapter, ValidationError, model_validator

from miara.cube.definitions import DEFINITIONS
from miara.cube.definitions.schema import Code, LocalisedText, Schema, Words

__all__ = [
    "DataItem",
    "MethodText",
    "Pack",
    "PackGoal",
    "PackPost",
    "Parts",
    "Stage",
    "Step",
    "method_texts",
    "pack",
    "packs",
    "parts",
    "proposed",
    "schema_texts",
]

FOLDER: Final = DEFINITIONS / "rollout"
#: What is counted to know that a step is done; `queries/progress.py` counts it.
Count = Literal[
    "adopted",
    "approved_reports",
    "checklist",
    "declarations",
    "experience",
    "forecast",
    "goals",
    "instruments",
    "linked_tasks",
    "money",
    "owned_goals",
    "posts",
    "public_data",
    "public_documents",
    "risks",
    "services",
    "strategy",
    "targets",
    "tasks",
    "terms",
]
PageCode = Literal[
    "budget",
    "calendar",
    "checklist",
    "control",
    "documents",
    "domains",
    "experience",
    "gaps",
    "instruments",
    "risks",
    "strategy",
    "structure",
    "tables",
    "unit",
]
PostCode = Literal["head", "planner", "treasurer", "secretary", "auditor"]
Stage = Literal["DAY", "MONTH", "QUARTER", "YEAR"]
Kind = Literal["URBAN", "RURAL", "URBAN_RURAL", "CITY", "COUNTY"]
Who = Literal["mayor", "planner", "coordinator", "treasurer", "secretary"]


class PackPost(Schema):
    """A post to name: what its holder does, the role offered, whose terms it gets."""

    code: PostCode
    title: LocalisedText
    duties: LocalisedText
    role: Annotated[str, Field(pattern=r"^[A-Z_]+$")]
    terms: tuple[Who, ...] = ()


class DataItem(Schema):
    """Data to gather; ``known`` names the count that shows they are here."""

    code: Code
    name: LocalisedText
    where: LocalisedText
    gives: LocalisedText
    known: Count | None = None


class Step(Schema):
    """One step: why, who, how many minutes, where, and how it is known to be done.

    ``at_least`` is a number of things, or a percentage for ``owned_goals`` and
    ``linked_tasks``.
    """

    code: Code
    stage: Stage
    title: LocalisedText
    why: LocalisedText
    who: PostCode
    minutes: Annotated[int, Field(ge=1, le=480)]
    page: PageCode
    done: Count
    at_least: Annotated[int, Field(ge=1, le=100)] = 1


class Parts(Schema):
    """What packs are made of."""

    posts: tuple[PackPost, ...]
    data: tuple[DataItem, ...]
    steps: tuple[Step, ...]


class PackGoal(Schema):
    """A goal of the draft to begin with; the part of its code before the last dot is
    its parent's."""

    code: Words
    text: Words
    dimension: Literal["SOCIAL", "ECONOMIC", "SPATIAL", ""] = ""
    domains: tuple[Code, ...] = ()

    @property
    def above(self) -> str:
        """Code of the parent; empty at the top."""
        return self.code.rpartition(".")[0]


class Pack(Schema):
    """Where a unit of some kind and size begins.

    ``at_least`` and ``below`` bound the number of inhabitants; ``services`` are codes
    of the national template or ``ALL``.
    """

    code: Code
    name: LocalisedText
    description: LocalisedText
    kinds: tuple[Kind, ...]
    at_least: int = 0
    below: int | None = None
    calendar: Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]
    scale: Literal["three", "five"]
    is_one_person: bool
    posts: tuple[PostCode, ...]
    data: tuple[Code, ...]
    steps: tuple[Code, ...]
    services: Literal["ALL"] | tuple[Code, ...]
    levels: tuple[Words, ...]
    goals: tuple[PackGoal, ...]
    documents: tuple[Code, ...]

    @model_validator(mode="after")
    def _goals_have_parents(self) -> Self:
        seen = {""}
        for goal in self.goals:
            if goal.above not in seen or goal.code in seen:
                msg = (
                    f"{self.code}: goal {goal.code} has no parent before it or is twice"
                )
                raise ValueError(msg)
            seen.add(goal.code)
        return self


class MethodText(Schema):
    """A document of the method that a unit takes over and edits; text in Polish."""

    code: Code
    kind: Literal["RULES", "ORDER", "PROCESS"]
    title: LocalisedText
    body: Words


_PACKS: Final = TypeAdapter(tuple[Pack, ...])


@lru_cache(maxsize=1)
def parts() -> Parts:
    """Posts, data and steps of all packs."""
    return Parts.model_validate(_read(FOLDER / "parts.yaml"))


@lru_cache(maxsize=1)
def packs() -> dict[str, Pack]:
    """Packs by code, the smallest units first.

    Raises
    ------
    ValueError
        When a pack names a post, a step, data or a document that do not exist.
    """
    found = _PACKS.validate_python(_read(FOLDER / "packs.yaml"))
    known = parts()
    for each in found:
        for name, codes, have in (
            ("post", each.posts, {x.code for x in known.posts}),
            ("data", each.data, {x.code for x in known.data}),
            ("step", each.steps, {x.code for x in known.steps}),
            ("document", each.documents, set(method_texts())),
        ):
            if unknown := set(codes) - set(have):
                msg = f"pack {each.code}: no {name} {sorted(unknown)}"
                raise ValueError(msg)
    return {each.code: each for each in found}


def pack(code: str) -> Pack | None:
    """The pack of a code; None when there is none.

    >>> pack("small_rural").calendar
    'small-rural'
    """
    return packs().get(code)


@lru_cache(maxsize=1)
def method_texts() -> dict[str, MethodText]:
    """Documents of the method by code.

    Raises
    ------
    ValueError
        When a file breaks the schema or is not named by its code.
    """
    found = {}
    for path in sorted((FOLDER / "documents").glob("*.yaml")):
        try:
            made = MethodText.model_validate(_read(path))
        except ValidationError as error:
            msg = f"{path.name}: {error}"
            raise ValueError(msg) from error
        if made.code != path.stem:
            msg = f"{path.name}: the code is {made.code}"
            raise ValueError(msg)
        found[made.code] = made
    return found


def proposed(kind: str, residents: int | None) -> Pack:
    """The pack for a kind and size; without a number the smallest one of the kind.

    >>> proposed("RURAL", 9_000).code, proposed("CITY", 800_000).code
    ('small_rural', 'large_city')
    >>> proposed("COUNTY", None).code
    'middle_town'
    """
    fits = [each for each in packs().values() if kind in each.kinds]
    if residents is not None:
        fits = [
            each
            for each in fits
            if each.at_least <= residents
            and (each.below is None or residents < each.below)
        ] or fits
    return fits[0] if fits else packs()["middle_town"]


def schema_texts() -> dict[str, str]:
    """JSON Schemas of the files, by name, for editors."""
    types: dict[str, TypeAdapter[Any]] = {
        "rollout_packs.json": _PACKS,
        "rollout_parts.json": TypeAdapter(Parts),
        "rollout_documents.json": TypeAdapter(MethodText),
    }
    return {
        name: json.dumps(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                **adapter.json_schema(),
            },
            indent=1,
            sort_keys=True,
            ensure_ascii=False,
        )
        + "\n"
        for name, adapter in types.items()
    }


def _read(path: Path) -> object:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
