"""What a report says, as plain values, and the digest by which it is known.

Versions and files are kept by this digest, so equal content is never made twice and a
file always stands beside the content that it was made from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

__all__ = ["FORMAT", "changed_headings", "digest_of", "has_something", "part_of"]

#: Grows when files of the same content would come out different.
FORMAT: Final = 1


def part_of(
    code: str,
    heading: str,
    text: str,
    table: Mapping[str, Any],
    figures: Mapping[str, Any],
) -> dict[str, Any]:
    """A section as readers see it."""
    return {
        "code": code,
        "heading": heading,
        "lines": [line.strip() for line in text.splitlines() if line.strip()],
        "table": dict(table),
        "figures": dict(figures),
    }


def has_something(part: Mapping[str, Any]) -> bool:
    """Whether there is anything under the heading.

    >>> has_something(part_of("a", "A", " ", {}, {}))
    False
    """
    return bool(part["lines"] or part["table"].get("rows") or part["figures"])


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content, however its keys are ordered.

    >>> digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    True
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def changed_headings(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]
) -> list[str]:
    """Headings of sections that were added, changed or left out, in their order.

    >>> old = [part_of("a", "A", "x", {}, {}), part_of("b", "B", "y", {}, {})]
    >>> new = [part_of("a", "A", "z", {}, {})]
    >>> changed_headings(old, new)
    ['A', 'B']
    """
    kept = {part["code"]: part for part in before}
    found = [part["heading"] for part in after if kept.pop(part["code"], None) != part]
    return found + [part["heading"] for part in kept.values()]
