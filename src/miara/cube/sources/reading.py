"""The way from a file to a load: recognise, read, join, check."""

from datetime import date, timedelta
from pathlib import Path

from miara.cube.loads import Load, Origin, Plane
from miara.cube.register import Register
from miara.cube.sources import bdl, tabular
from miara.cube.sources.checks import (
    check_file_words,
    check_region_suffixes,
    check_units,
    check_years,
    same_content,
)
from miara.cube.sources.documents import Document, open_document
from miara.cube.sources.errors import AmbiguousTable, HeaderError, UnknownTable
from miara.cube.sources.findings import FindingLog
from miara.cube.sources.mapping import Table, load_tables, publisher_of
from miara.cube.sources.merging import planes_of
from miara.cube.sources.totals import check_totals


def recognise(path: Path, *, tables: dict[str, Table] | None = None) -> tuple[str, ...]:
    """Names of the mappings whose layout and headers the file has.

    Raises
    ------
    UnreadableFile, BrokenRow
        When the file is no table.
    """
    known = load_tables() if tables is None else tables
    return _fitting(open_document(path), known)


def read(
    path: Path,
    *,
    table: str | None = None,
    register: Register | None = None,
    retrieved_on: date | None = None,
    tables: dict[str, Table] | None = None,
) -> Load:
    """Read one official file.

    Parameters
    ----------
    path
        CSV, XLSX, XLS or ODS.
    table
        Name of the mapping. Without it the file is recognised by its layout and
        headers, when exactly one mapping fits.
    register
        Units known; codes it has never known become ``unknown_unit`` findings.
    retrieved_on
        Day the file was taken from its publisher; None takes it from the name of
        the file, where the bank writes it there.
    tables
        Mappings to choose from; those shipped with the product by default.

    Returns
    -------
    Load
        Planes of all variables, with findings about everything that was repaired,
        left out or does not add up.

    Raises
    ------
    UnknownTable, AmbiguousTable
        When no mapping, or more than one, fits.
    HeaderError, BrokenRow, UnreadableFile
        When the file is not what its mapping describes.
    """
    known = load_tables() if tables is None else tables
    document = open_document(path)
    fitting = _fitting(document, known)
    mapping = _chosen(document, table, fitting, known)
    log = FindingLog()
    if document.phantom:
        log.add("phantom_column")
    reader = bdl.read_bdl if mapping.reader == "bdl" else tabular.read_tabular
    grids = reader(document, mapping, log)
    planes: list[Plane] = []
    for grid in grids:
        if mapping.region_suffix:
            check_region_suffixes(grid, mapping, log)
        planes += planes_of(grid, mapping, log)
    kept = tuple(plane for plane in planes if plane.unit_codes)
    if not kept:
        raise HeaderError(document.name, "no row of any unit", expected=mapping.table)
    _check(document, mapping, kept, log)
    check_file_words(
        document.name, mapping, (known[n] for n in fitting if n != mapping.table), log
    )
    codes_on = _codes_on(mapping, kept)
    if register is not None:
        check_units(kept, register, codes_on, log)
    load = Load(
        origin=_origin(document, mapping, retrieved_on),
        planes=kept,
        rows_read=_rows_read(document, mapping),
        codes_on=codes_on,
        extra={
            "table": mapping.table,
            "encoding": document.encoding,
            "separator": document.separator,
        },
    )
    findings = (*log.findings(), *same_content([load]))
    return Load(load.origin, kept, findings, load.rows_read, codes_on, load.extra)


def _fitting(document: Document, known: dict[str, Table]) -> tuple[str, ...]:
    labels = bdl.labels(document)
    if labels is not None:
        tables = [each for each in known.values() if each.reader == "bdl"]
        return tuple(t.table for t in tables if bdl.fits_labels(labels, t))
    tables = [each for each in known.values() if each.reader == "tabular"]
    return tuple(each.table for each in tables if tabular.fits(document, each))


def _chosen(
    document: Document,
    table: str | None,
    fitting: tuple[str, ...],
    known: dict[str, Table],
) -> Table:
    if table is not None:
        if table not in known:
            raise UnknownTable(document.name, f"no table {table}", tuple(known))
        return known[table]
    if not fitting:
        raise UnknownTable(document.name, "no known table", tuple(known))
    if len(fitting) > 1:
        raise AmbiguousTable(document.name, fitting)
    return known[fitting[0]]


def _check(
    document: Document, table: Table, planes: tuple[Plane, ...], log: FindingLog
) -> None:
    steps = {column.variable: column.printed_step for column in table.columns}
    for plane in planes:
        step = steps[plane.variable]
        if step is not None:
            check_totals(plane, step, log)
    check_years(document.name, planes, log)


def _codes_on(table: Table, planes: tuple[Plane, ...]) -> date | None:
    if isinstance(table.codes_on, date) or table.codes_on is None:
        return table.codes_on
    end = max(period.end for plane in planes for period in plane.periods)
    return end if table.codes_on == "day_after" else end - timedelta(days=1)


def _origin(document: Document, table: Table, retrieved_on: date | None) -> Origin:
    if table.reader == "bdl":
        notes = bdl.notes(document)
        retrieved_on = retrieved_on or bdl.stamped_on(document.name)
    else:
        notes = tabular.notes(document, table)
    return Origin(
        source=table.source,
        file_name=document.name,
        sha256=document.sha256,
        publisher=publisher_of(table.source),
        title=table.title.pl,
        retrieved_on=retrieved_on,
        notes=notes,
    )


def _rows_read(document: Document, table: Table) -> int:
    if table.reader == "bdl":
        return bdl.row_count(document)
    return tabular.row_count(document, table)
