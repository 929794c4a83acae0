"""The page for people about the API: described, and tried with plain forms.

Made from the OpenAPI document. Swagger UI and ReDoc need inline code or other hosts,
which no page of this site allows.
"""

import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.indicators.api.document import document
from miara.indicators.api.problems import KINDS

_SEPARATOR: Final = re.compile(r"[\s,;]+")
#: What the forms are filled with, so that the first press shows something.
EXAMPLES: Final = {"limit": "10"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address as the form shows it."""

    id: str
    name: str
    place: str
    required: bool
    repeatable: bool
    choices: tuple[str, ...]
    description: str
    value: str


@dataclass(frozen=True, slots=True)
class Field:
    """One member of an answer."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address."""

    id: str
    path: str
    group: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    fields: tuple[Field, ...]


@require_safe
def openapi_view(request: HttpRequest) -> HttpResponse:
    """Describe the addresses; with ``try=`` go to the one that a form built."""
    target = _built(request.GET)
    if target is not None:
        return HttpResponseRedirect(target)
    operations = [_operation(*found) for found in _operations()]
    groups: dict[str, list[Operation]] = {}
    for operation in operations:
        groups.setdefault(operation.group, []).append(operation)
    about = document()["info"]
    context = {
        "about": _(about["description"]),
        "groups": groups.items(),
        "kinds": KINDS.values(),
    }
    return render(request, "indicators/api.html", context)


def _operations() -> list[tuple[str, dict[str, Any]]]:
    return [(path, methods["get"]) for path, methods in document()["paths"].items()]


def _built(data: QueryDict) -> str | None:
    """The address a form asks for; None when it names no operation."""
    wanted = data.get("try", "")
    for path, operation in _operations():
        if operation["operationId"] == wanted:
            return _address(path, operation, data)
    return None


def _address(path: str, operation: dict[str, Any], data: QueryDict) -> str | None:
    query: list[tuple[str, str]] = []
    for parameter in operation["parameters"]:
        name = parameter["name"]
        text = data.get(name, "").strip()
        if parameter["in"] == "path":
            if not text:
                return None
            path = path.replace(f"{{{name}}}", quote(text, safe=""))
        elif _is_list(parameter):
            query += [(name, word) for word in _SEPARATOR.split(text) if word]
        elif text:
            query.append((name, text))
    return f"{path}?{urlencode(query)}" if query else path


def _is_list(parameter: dict[str, Any]) -> bool:
    return parameter["schema"].get("type") == "array"


def _operation(path: str, operation: dict[str, Any]) -> Operation:
    return Operation(
        id=operation["operationId"],
        path=path,
        group=_(operation["tags"][0]),
        summary=_(operation["summary"]),
        description=_in_words(operation.get("description")),
        parameters=tuple(
            _parameter(operation["operationId"], found)
            for found in operation["parameters"]
        ),
        fields=_fields(operation),
    )


def _parameter(operation: str, found: dict[str, Any]) -> Parameter:
    name, schema = found["name"], found["schema"]
    return Parameter(
        id=f"{operation}-{name}",
        name=name,
        place=found["in"],
        required=bool(found["required"]),
        repeatable=_is_list(found),
        choices=() if _is_list(found) else _choices(schema),
        description=_in_words(found.get("description")),
        value=EXAMPLES.get(name, ""),
    )


def _choices(schema: dict[str, Any]) -> tuple[str, ...]:
    options = [schema, *schema.get("anyOf", ())]
    return tuple(word for option in options for word in option.get("enum", ()))


def _fields(operation: dict[str, Any]) -> tuple[Field, ...]:
    """Members of an answer in JSON; of a list, those of its items."""
    content = operation["responses"]["200"].get("content", {})
    schema = _resolved(content.get("application/json", {}).get("schema", {}))
    items = schema.get("properties", {}).get("items", {})
    if items:
        schema = _resolved(items.get("items", {}))
    return tuple(
        Field(name, _kind(member), _in_words(member.get("description")))
        for name, member in schema.get("properties", {}).items()
    )


def _in_words(text: str | None) -> str:
    """A text of the document in the language of the page; none stays none."""
    return _(text) if text else ""


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    return document()["components"]["schemas"][name] if name else schema


def _kind(schema: dict[str, Any]) -> str:
    """The type of a member in a word or two."""
    if "anyOf" in schema:
        return " | ".join(_kind(option) for option in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))}[]"
    return str(schema.get("format") or schema.get("type") or "any")
