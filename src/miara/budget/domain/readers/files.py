"""One door for all files: the reader is chosen by what the file is."""

from __future__ import annotations

from collections.abc import Mapping

from miara.budget.domain.findings import Grave, Notes
from miara.budget.domain.lines import FileKind, Reading, Side
from miara.budget.domain.readers.bestia import (
    pages_of,
    read_bestia,
    read_bestia_statements,
)
from miara.budget.domain.readers.rb_xml import read_rb_xml
from miara.budget.domain.readers.statements import read_statements
from miara.budget.domain.readers.tables import read_lines
from miara.budget.domain.readers.unit_code import Wanted

__all__ = ["read_file"]

_STATEMENTS = frozenset({FileKind.RBNDS, FileKind.RBZ})
_REVENUE = frozenset({FileKind.RB27S, FileKind.MF_PIT})


def read_file(
    content: bytes,
    kind: FileKind,
    *,
    wanted: Wanted | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Reading:
    """Lines or statements of a file of any accepted shape.

    XML is told by its first sign, pages of the API by a brace or a bracket; everything
    else is a table.

    Parameters
    ----------
    kind
        What a person says it tells.
    wanted
        The unit, for files of many.
    chosen
        Columns of a table as a person said.
    """
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    side = Side.REVENUE if kind in _REVENUE else Side.EXPENDITURE
    if start.startswith(b"<"):
        if kind not in {FileKind.RB27S, FileKind.RB28S}:
            return _stopped("XML_OF_OTHER_KIND")
        return read_rb_xml(content, wanted, side)
    if start.startswith((b"{", b"[")):
        return _read_pages(content, kind, wanted, side)
    if kind in _STATEMENTS:
        return read_statements(content, chosen=chosen)
    return read_lines(content, kind, side=side, wanted=wanted, chosen=chosen)


def _read_pages(
    content: bytes, kind: FileKind, wanted: Wanted | None, side: Side
) -> Reading:
    try:
        pages = pages_of(content)
    except ValueError:
        return _stopped("JSON_DAMAGED")
    if kind in _STATEMENTS:
        return read_bestia_statements(pages, wanted)
    return read_bestia(pages, wanted, side)


def _stopped(code: str) -> Reading:
    notes = Notes()
    notes.add(code, Grave.STOP)
    return Reading(findings=notes.all())
