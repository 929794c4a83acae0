"""What can be imported, by the words people use for it."""

from enum import StrEnum
from pathlib import Path
from typing import Final

from miara.cube.sources import Table, load_tables


class ImportKind(StrEnum):
    """Kinds of official files; the value is the word of the command line."""

    TERC = "terc"
    BOUNDARIES = "boundaries"
    BDL = "bdl"
    GUS = "gus"
    MF = "mf"
    PSP = "psp"
    TABLE = "table"

    @property
    def is_about_units(self) -> bool:
        """Whether the file feeds the register of units and not the cube."""
        return self in (ImportKind.TERC, ImportKind.BOUNDARIES)


#: Sources (keys of definitions/sources) that a word stands for; TABLE takes any.
SOURCES: Final[dict[ImportKind, frozenset[str]]] = {
    ImportKind.BDL: frozenset({"bdl"}),
    ImportKind.GUS: frozenset({"gus_table_iv", "gugik_area"}),
    ImportKind.MF: frozenset({"mf_pit", "mf_budget_reports"}),
    ImportKind.PSP: frozenset({"psp"}),
}
_TABULAR: Final = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsm", ".ods"})
SUFFIXES: Final[dict[ImportKind, frozenset[str]]] = {
    ImportKind.TERC: frozenset({".csv", ".xml", ".zip"}),
    ImportKind.BOUNDARIES: frozenset({".geojson", ".json"}),
}


def tables_of(kind: ImportKind) -> dict[str, Table]:
    """Mappings that files of a kind are read with, by name."""
    tables = load_tables()
    wanted = SOURCES.get(kind)
    if wanted is None:
        return tables
    return {name: table for name, table in tables.items() if table.source in wanted}


def files_in(folder: Path, kind: ImportKind) -> list[Path]:
    """Files of a folder (not of its subfolders) that may be of a kind, by name."""
    suffixes = SUFFIXES.get(kind, _TABULAR)
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in suffixes
    )
