"""What an import did, as sentences; the list of known tables."""

from collections.abc import Iterator

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from miara.cube.loads import Load
from miara.cube.sources import Table, load_tables
from miara.indicators.actions.imports import ImportResult
from miara.indicators.domain.import_kinds import SOURCES, ImportKind
from miara.indicators.presenters.findings import finding_lines

KIND_LABELS = {
    ImportKind.TERC: _("register of units (TERC)"),
    ImportKind.BOUNDARIES: _("boundaries of units (GeoJSON)"),
    ImportKind.BDL: _("export of the Local Data Bank (GUS BDL)"),
    ImportKind.GUS: _("other tables of GUS and GUGiK"),
    ImportKind.MF: _("files of the Ministry of Finance"),
    ImportKind.PSP: _("files of the State Fire Service"),
    ImportKind.TABLE: _("any known table"),
}


def result_lines(result: ImportResult) -> list[str]:
    """An import in the active language: what was read, then what was noticed."""
    language = get_language() or "pl"
    lines = []
    if result.units_report is not None:
        lines += result.units_report.lines(language)
    if result.load is not None:
        lines += load_lines(result.load)
    if result.withdrawn:
        lines.append(
            ngettext(
                "%(count)s file of the fictional sample was withdrawn.",
                "%(count)s files of the fictional sample were withdrawn.",
                result.withdrawn,
            )
            % {"count": result.withdrawn}
        )
    return lines


def load_lines(load: Load) -> list[str]:
    """What was read of one data file, and every finding."""
    table = load.extra.get("table", load.origin.source)
    codes = {code for plane in load.planes for code in plane.unit_codes}
    head = gettext("%(file)s: %(title)s (%(table)s).") % {
        "file": load.origin.file_name,
        "title": table_title(table, default=load.origin.title),
        "table": table,
    }
    counts = [
        ngettext("%(count)s row", "%(count)s rows", load.rows_read)
        % {"count": load.rows_read},
        ngettext("%(count)s series", "%(count)s series", len(load.planes))
        % {"count": len(load.planes)},
        ngettext("%(count)s unit", "%(count)s units", len(codes))
        % {"count": len(codes)},
    ]
    read = gettext("Read: %(counts)s; periods %(periods)s.") % {
        "counts": ", ".join(counts),
        "periods": periods_of(load),
    }
    found = (line.text for line in finding_lines(load.findings))
    return [head, read, _downloaded(load), *found]


def _downloaded(load: Load) -> str:
    day = load.origin.retrieved_on
    if day is not None:
        return gettext("Downloaded on %(day)s.") % {"day": day.isoformat()}
    return gettext(
        "The day of download is not known. To note it, import the file again with that "
        "day (--retrieved-on YYYY-MM-DD)."
    )


def periods_of(load: Load) -> str:
    """First and last period of a load, or the only one."""
    labels = sorted({period for plane in load.planes for period in plane.periods})
    if not labels:
        return "–"
    first, last = labels[0].label, labels[-1].label
    return first if first == last else f"{first}–{last}"


def table_title(name: str, *, default: str = "") -> str:
    """Title of a table in the active language; ``default`` when it is not known."""
    table = load_tables().get(name)
    if table is None:
        return default or name
    return table.title.en if get_language() == "en" else table.title.pl


def table_catalogue() -> Iterator[tuple[str, list[str]]]:
    """Known tables by kind: a heading, then lines saying how each is recognised."""
    for kind, wanted in SOURCES.items():
        tables = [t for t in load_tables().values() if t.source in wanted]
        heading = f"{kind.value}: {KIND_LABELS[kind]}"
        yield heading, [line for table in tables for line in _table_lines(table)]
    yield (
        gettext("Imported without a table"),
        [f"{kind.value}: {KIND_LABELS[kind]}" for kind in _WITHOUT_TABLE],
    )


_WITHOUT_TABLE = (ImportKind.TERC, ImportKind.BOUNDARIES)


def _table_lines(table: Table) -> list[str]:
    where = (
        gettext("an export of BDL (CTAB, CREL, XPIV or XREL)")
        if table.reader == "bdl"
        else gettext("a table in CSV, XLSX, XLS or ODS")
    )
    known = list(dict.fromkeys(column.header for column in table.columns))
    headers = "; ".join(f"„{header}”" for header in known[:2])
    more = len(known) - 2
    told = gettext("  recognised as %(where)s with %(headers)s") % {
        "where": where,
        "headers": headers,
    }
    if more > 0:
        told += " " + ngettext(
            "and %(count)s more header", "and %(count)s more headers", more
        ) % {"count": more}
    return [f"{table.table}: {table_title(table.table)}", told]
