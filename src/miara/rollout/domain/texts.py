"""Texts of method documents: fields that are filled in, and their simple marking.

A block is parted from the next by an empty line. ``## `` begins a heading, lines that
begin with ``- `` are a list. ``{name}`` is filled in when the text is shown, so that a
document follows the posts of the unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["FIELDS", "Block", "blocks_of", "filled", "unknown_fields"]

#: Names that texts may use, as clerks type them.
FIELDS: Final = (
    "jednostka",
    "organ",
    "organu",
    "kierownik",
    "kierownik_komu",
    "koordynator",
    "skarbnik",
    "sekretarz",
    "rok",
)
_FIELD: Final = re.compile(r"\{([^{}\s]{1,40})\}")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, or a list."""

    kind: Literal["heading", "paragraph", "list"]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words of a heading or a paragraph."""
        return " ".join(self.lines)


def blocks_of(body: str) -> list[Block]:
    """Blocks of a text in their order.

    >>> [b.kind for b in blocks_of("## A\\n\\nx\\ny\\n\\n- 1\\n- 2")]
    ['heading', 'paragraph', 'list']
    """
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", body.replace("\r\n", "\n")):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if not lines:
            continue
        if lines[0].startswith("## "):
            found.append(Block("heading", (lines[0][3:].strip(),)))
            lines = lines[1:]
        loose = tuple(line for line in lines if not line.startswith("- "))
        listed = tuple(line[2:].strip() for line in lines if line.startswith("- "))
        if loose:
            found.append(Block("paragraph", loose))
        if listed:
            found.append(Block("list", listed))
    return found


def filled(body: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled in; one without a value becomes a gap to fill.

    >>> filled("{organ}: {rok}", {"organ": "Wójt"})
    'Wójt: [uzupełnij: rok]'
    """

    def put(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in FIELDS:
            return match.group(0)
        return values.get(name) or f"[uzupełnij: {name}]"

    return _FIELD.sub(put, body)


def unknown_fields(body: str) -> list[str]:
    """Names in braces that are no fields, each once.

    >>> unknown_fields("{rok} {rokk} {rokk}")
    ['rokk']
    """
    return list(dict.fromkeys(n for n in _FIELD.findall(body) if n not in FIELDS))
