"""The front door: hand in documents, announce changes, ask."""

from miara.search.actions import Rebuilt, changed, follow, rebuild
from miara.search.domain.documents import Document, Text
from miara.search.domain.parsing import parse
from miara.search.domain.passages import Passage
from miara.search.domain.query import Boost, Order, Query
from miara.search.domain.results import (
    FacetValue,
    Fallback,
    Found,
    Hit,
    Mode,
    Suggestion,
)
from miara.search.domain.small import pick
from miara.search.errors import RebuildRunning
from miara.search.presenters import notices
from miara.search.queries import IndexStatus, find, status, suggest
from miara.search.sources import DocumentSource
from miara.search.sources import register as register_source

__all__ = [
    "Boost",
    "Document",
    "DocumentSource",
    "FacetValue",
    "Fallback",
    "Found",
    "Hit",
    "IndexStatus",
    "Mode",
    "Order",
    "Passage",
    "Query",
    "RebuildRunning",
    "Rebuilt",
    "Suggestion",
    "Text",
    "changed",
    "find",
    "follow",
    "notices",
    "parse",
    "pick",
    "rebuild",
    "register_source",
    "status",
    "suggest",
]
