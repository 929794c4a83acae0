"""JSON Schemas of the definitions, for editors; one file a folder of YAML."""

import json
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from miara.cube.definitions.indicators import Indicator
from miara.cube.definitions.loading import DEFINITIONS, SHARED
from miara.cube.definitions.schema import (
    Break,
    Domain,
    Source,
    UnitDefinition,
    Variable,
)
from miara.cube.definitions.topics import PeerTopic

_FILES: Final[dict[str, TypeAdapter[Any]]] = {
    "breaks": TypeAdapter(list[Break]),
    "domains": TypeAdapter(list[Domain]),
    "sources": TypeAdapter(Source),
    "topics": TypeAdapter(PeerTopic),
    "units_of_measure": TypeAdapter(list[UnitDefinition]),
    "variables": TypeAdapter(list[Variable]),
}


def schemas() -> dict[str, str]:
    """Text of each schema by its file name, keys sorted."""
    made = {name: adapter.json_schema() for name, adapter in _FILES.items()}
    made["indicators"] = _indicator_file()
    return {
        f"{name}.json": json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema},
            indent=1,
            sort_keys=True,
            ensure_ascii=False,
        )
        + "\n"
        for name, schema in made.items()
    }


def _indicator_file() -> dict[str, Any]:
    """Shared keys stand once at the top, so an entry need not repeat them."""
    entry = Indicator.model_json_schema()
    defs = entry.pop("$defs")
    shared = {key: entry["properties"][key] for key in SHARED}
    entry["required"] = [key for key in entry["required"] if key not in SHARED]
    return {
        "$defs": {**defs, "Indicator": entry},
        "title": "Indicators of one domain",
        "type": "object",
        "additionalProperties": False,
        "required": ["domain", "indicators"],
        "properties": {
            **shared,
            "indicators": {"type": "array", "items": {"$ref": "#/$defs/Indicator"}},
        },
    }


def write(folder: Path = DEFINITIONS / "schemas") -> list[Path]:
    """Write all schemas; run ``python -m miara.cube.definitions.json_schema``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in schemas().items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    write()
