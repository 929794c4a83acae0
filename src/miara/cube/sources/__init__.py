"""Readers of official files. The one way in is :func:`read`.

A mapping in ``definitions/tables`` says how a table is laid out and what its marks
mean; a reader (:mod:`bdl` for the four exports of the Local Data Bank, :mod:`tabular`
for everything else) turns the file into a grid; :mod:`merging` understands its codes;
:mod:`totals` and :mod:`checks` tell what does not add up. Nothing is guessed: each
repair or doubt is a finding with a count and examples (:mod:`findings`).
"""

from miara.cube.sources.checks import (
    KnownContent,
    content_digests,
    repeats,
    same_content,
)
from miara.cube.sources.errors import (
    AmbiguousTable,
    BrokenMapping,
    BrokenRow,
    HeaderError,
    SourceError,
    UnknownTable,
    UnreadableFile,
)
from miara.cube.sources.findings import CODES
from miara.cube.sources.mapping import Table, load_tables, read_mapping
from miara.cube.sources.reading import read, recognise

__all__ = [
    "CODES",
    "AmbiguousTable",
    "BrokenMapping",
    "BrokenRow",
    "HeaderError",
    "KnownContent",
    "SourceError",
    "Table",
    "UnknownTable",
    "UnreadableFile",
    "content_digests",
    "load_tables",
    "read",
    "read_mapping",
    "recognise",
    "repeats",
    "same_content",
]
