"""The whole cube in files that other programs read, and back."""

from miara.cube.exchange.export import Exported, Format, export
from miara.cube.exchange.reading import read_back
from miara.cube.exchange.selection import ExchangeError, Selection, UnknownNames
from miara.cube.exchange.table import SCHEMA, frames

__all__ = [
    "SCHEMA",
    "ExchangeError",
    "Exported",
    "Format",
    "Selection",
    "UnknownNames",
    "export",
    "frames",
    "read_back",
]
