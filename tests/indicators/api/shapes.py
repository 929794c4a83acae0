"""A small reader of JSON Schema, to hold answers against the OpenAPI document.

Knows what the document uses; anything else in a schema is an error, so that nothing
goes unchecked.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

_NOTES = {"title", "description", "default", "examples"}
_KNOWN = _NOTES | {
    "$ref", "additionalProperties", "anyOf", "const", "enum", "format", "items",
    "properties", "required", "type",
}  # fmt: skip
_TYPES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}


def faults(value: Any, schema: dict[str, Any], document: dict[str, Any]) -> list[str]:
    """Where a value differs from its schema; empty when it fits."""
    return list(_faults(value, schema, document, "$"))


def _faults(
    value: Any, schema: dict[str, Any], document: dict[str, Any], at: str
) -> Iterator[str]:
    unknown = set(schema) - _KNOWN
    assert not unknown, f"{at}: the reader does not know {unknown}"
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from _faults(value, document["components"]["schemas"][name], document, at)
        return
    if "anyOf" in schema:
        tries = [list(_faults(value, s, document, at)) for s in schema["anyOf"]]
        if all(tries):
            yield f"{at}: fits none of the alternatives: {min(tries, key=len)}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not one of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{at}: {value!r} is no {schema['type']}"
        return
    yield from _format(value, schema, at)
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from _faults(item, schema.get("items", {}), document, f"{at}[{i}]")
    if isinstance(value, dict):
        yield from _members(value, schema, document, at)


def _is(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, _TYPES[name])


def _format(value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    readers = {"date": date.fromisoformat, "date-time": datetime.fromisoformat}
    reader = readers.get(schema.get("format", ""))
    if reader is not None and isinstance(value, str):
        if schema["format"] == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            yield f"{at}: {value!r} is no day"
        try:
            reader(value)
        except ValueError:
            yield f"{at}: {value!r} is no {schema['format']}"


def _members(
    value: dict[str, Any], schema: dict[str, Any], document: dict[str, Any], at: str
) -> Iterator[str]:
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at}: {name} is missing"
    more = schema.get("additionalProperties", True)
    for name, member in value.items():
        if name in known:
            yield from _faults(member, known[name], document, f"{at}.{name}")
        elif more is False:
            yield f"{at}: {name} is not described"
        elif isinstance(more, dict):
            yield from _faults(member, more, document, f"{at}.{name}")
