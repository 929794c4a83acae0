"""Changes of a definition, one at a time: plain data in, plain data out."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

__all__ = ["add_field", "add_section", "move", "remove", "replace_field", "set_section"]

Data = dict[str, Any]


def add_section(data: Mapping[str, Any], section: Data) -> Data:
    """The form with a section at its end."""
    found = copy.deepcopy(dict(data))
    found.setdefault("sections", []).append({**section, "fields": []})
    return found


def set_section(data: Mapping[str, Any], code: str, texts: Data) -> Data:
    """The form with other texts of a section; unknown codes change nothing."""
    found = copy.deepcopy(dict(data))
    for section in found.get("sections", []):
        if section["code"] == code:
            section.update(texts)
    return found


def add_field(data: Mapping[str, Any], section: str, field: Data) -> Data:
    """The form with a field at the end of a section."""
    found = copy.deepcopy(dict(data))
    for each in found.get("sections", []):
        if each["code"] == section:
            each.setdefault("fields", []).append(field)
    return found


def replace_field(data: Mapping[str, Any], code: str, field: Data) -> Data:
    """The form with another definition of a field, in its place."""
    found = copy.deepcopy(dict(data))
    for fields in _all_lists(found)[1:]:
        for place, each in enumerate(fields):
            if each["code"] == code:
                fields[place] = field
    return found


def remove(data: Mapping[str, Any], code: str, *, section: bool = False) -> Data:
    """The form without a field, or without a section and its fields."""
    found = copy.deepcopy(dict(data))
    for items in _lists(found, section=section):
        items[:] = [each for each in items if each["code"] != code]
    return found


def move(
    data: Mapping[str, Any], code: str, *, up: bool, section: bool = False
) -> Data:
    """The form with a field or section one place further.

    A field at the edge of its section goes over to the neighbouring one.
    """
    found = copy.deepcopy(dict(data))
    lists = _lists(found, section=section)
    for number, items in enumerate(lists):
        place = next((i for i, e in enumerate(items) if e["code"] == code), None)
        if place is None:
            continue
        target = place - 1 if up else place + 1
        neighbour = number - 1 if up else number + 1
        if 0 <= target < len(items):
            items[place], items[target] = items[target], items[place]
        elif 0 <= neighbour < len(lists):
            lists[neighbour].insert(
                len(lists[neighbour]) if up else 0, items.pop(place)
            )
        break
    return found


def _lists(found: Data, *, section: bool) -> list[list[Data]]:
    lists = _all_lists(found)
    return lists[:1] if section else lists[1:]


def _all_lists(found: Data) -> list[list[Data]]:
    """The list of sections, then the list of fields of each."""
    sections = found.setdefault("sections", [])
    return [sections, *(each.setdefault("fields", []) for each in sections)]
