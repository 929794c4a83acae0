"""JSON Schema of the forms in ``definitions/forms``, for editors of YAML."""

import json
from pathlib import Path

from miara.questionnaires.domain.definition import FormDefinition
from miara.questionnaires.loading import FORMS

__all__ = ["schema_text", "write"]

NAME = "forms.json"


def schema_text() -> str:
    """Text of the schema, keys sorted."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **FormDefinition.model_json_schema(),
    }
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write(folder: Path = FORMS.parent / "schemas") -> Path:
    """Write the schema beside those of the other definitions."""
    path = folder / NAME
    path.write_text(schema_text(), encoding="utf-8")
    return path
