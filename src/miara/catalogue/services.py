"""The national template of public services: schema, loading, cross-checks."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

import yaml
from pydantic import TypeAdapter

from miara.cube.definitions import DEFINITIONS, DefinitionError, Problem
from miara.cube.definitions import load_definitions as load_cube
from miara.cube.definitions.schema import Code, LocalisedText, Schema, Words

__all__ = [
    "SCHEMA_FILE",
    "LegalBasis",
    "ServiceTemplate",
    "load_services",
    "schema_text",
]

SCHEMA_FILE: Final = "services.json"


class LegalBasis(Schema):
    """Provision that asks for the service; ``verified`` when read in the act."""

    text: Words
    verified: bool


class ServiceTemplate(Schema):
    """A public service as the national template describes it.

    Attributes
    ----------
    levels
        Who provides it: ``gmina``, ``powiat``; a city with county rights is both.
    indicators
        Codes of national indicators that tell something about it.
    """

    code: Code
    domain: Code
    name: LocalisedText
    duty: Literal["OWN", "COMMISSIONED"]
    levels: tuple[Literal["gmina", "powiat"], ...]
    legal_basis: LegalBasis | None = None
    recipients: LocalisedText
    indicators: tuple[Code, ...] = ()


_FILE: Final = TypeAdapter(tuple[ServiceTemplate, ...])


@lru_cache(maxsize=1)
def load_services(folder: Path = DEFINITIONS) -> dict[str, ServiceTemplate]:
    """The template by code, in the order of the file.

    Raises
    ------
    DefinitionError
        When a code stands twice, or a domain or an indicator does not exist.
    """
    path = folder / "services.yaml"
    found = _FILE.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    problems = _problems(found)
    if problems:
        raise DefinitionError(problems)
    return {each.code: each for each in found}


def _problems(found: tuple[ServiceTemplate, ...]) -> list[Problem]:
    known, seen, problems = load_cube(), set(), []
    for each in found:
        where = f"service {each.code}"
        if each.code in seen:
            problems.append(Problem(where, "twice", f"{each.code} stands twice"))
        seen.add(each.code)
        if each.domain not in known.domains:
            problems.append(Problem(where, "unknown_domain", each.domain))
        for code in each.indicators:
            if code not in known.indicators:
                problems.append(Problem(where, "unknown_indicator", code))
    return problems


def schema_text() -> str:
    """JSON Schema of the file, for editors."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_FILE.json_schema(),
    }
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
