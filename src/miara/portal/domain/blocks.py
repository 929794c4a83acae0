"""Text as blocks: what editors type, without any markup that a browser would run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from miara.portal.domain.addresses import safe_address

__all__ = ["Block", "Kind", "Run", "blocks", "plain_text", "runs"]


class Kind(StrEnum):
    """What a block is."""

    TEXT = "text"
    HEADING = "heading"
    SUBHEADING = "subheading"
    QUOTE = "quote"
    LIST = "list"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one line, and where they lead when they are a link."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a quote of some lines, or items of a list."""

    kind: Kind
    lines: tuple[tuple[Run, ...], ...]


_STARTS: Final = (
    (Kind.SUBHEADING, re.compile(r"###\s+(.+)")),
    (Kind.HEADING, re.compile(r"##\s+(.+)")),
    (Kind.QUOTE, re.compile(r">\s*(.+)")),
    (Kind.LIST, re.compile(r"[-–•*]\s+(.+)")),
    (Kind.STEPS, re.compile(r"\d{1,2}[.)]\s+(.+)")),
)
_GROWING: Final = frozenset({Kind.QUOTE, Kind.LIST, Kind.STEPS})
_LINK: Final = re.compile(
    r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<target>[^\s()]{1,1000})\)"
    r"|(?P<bare>https?://[^\s<>\"„”()\[\]]{1,1000})"
)
_TRAILING: Final = ".,;:!?"


def blocks(text: str) -> list[Block]:
    """Blocks of a text, a line each; neighbouring items and quoted lines grow together.

    >>> [(b.kind.value, len(b.lines)) for b in blocks("## Kto\\nMy.\\n- ja\\n- ty")]
    [('heading', 1), ('text', 1), ('list', 2)]
    """
    found: list[Block] = []
    is_apart = True
    for line in map(str.strip, text.splitlines()):
        if not line:
            is_apart = True
            continue
        kind, words = _kind_of(line)
        last = found[-1] if found else None
        grows = kind in _GROWING and last is not None and last.kind == kind
        if grows and last is not None and not (is_apart and kind == Kind.QUOTE):
            found[-1] = Block(kind, (*last.lines, runs(words)))
        else:
            found.append(Block(kind, (runs(words),)))
        is_apart = False
    return found


def runs(line: str) -> tuple[Run, ...]:
    """Words and links of a line; what is no safe address stays words.

    >>> [(run.text, run.url) for run in runs("Zob. [wyniki](/konkursy/).")]
    [('Zob. ', ''), ('wyniki', '/konkursy/'), ('.', '')]
    >>> [run.url for run in runs("[tu](javascript:x)")]
    ['']
    """
    return tuple(_joined(_pieces(line)))


def plain_text(text: str) -> str:
    """The words alone, for the search and for mail.

    >>> plain_text("## Kto\\n[my](https://a.example/)")
    'Kto\\nmy'
    """
    return "\n".join(
        "".join(run.text for run in line)
        for block in blocks(text)
        for line in block.lines
    )


def _kind_of(line: str) -> tuple[Kind, str]:
    for kind, pattern in _STARTS:
        if found := pattern.fullmatch(line):
            return kind, found[1]
    return Kind.TEXT, line


def _pieces(line: str) -> Iterator[Run]:
    end = 0
    for found in _LINK.finditer(line):
        words, target = found["words"], found["target"]
        stop = found.end()
        if words is None:
            words = target = found["bare"].rstrip(_TRAILING)
            stop = found.start() + len(words)
        if not (url := safe_address(target)):
            continue
        if found.start() > end:
            yield Run(line[end : found.start()])
        yield Run(words, url)
        end = stop
    if end < len(line):
        yield Run(line[end:])


def _joined(pieces: Iterator[Run]) -> Iterator[Run]:
    waiting = ""
    for piece in pieces:
        if piece.url:
            if waiting:
                yield Run(waiting)
            waiting = ""
            yield piece
        else:
            waiting += piece.text
    if waiting:
        yield Run(waiting)
