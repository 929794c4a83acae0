"""Small workbooks written by hand, so that no test leans on the code it tests."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import pytest

from miara.cube.loads import Finding, Load, Plane
from miara.cube.periods import Period

Cells = Sequence[Sequence[str | float]]
Writer = Callable[..., Path]

_CONTENT = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _xlsx_sheet(rows: Cells, merges: Sequence[str]) -> str:
    body = ""
    for r, row in enumerate(rows, start=1):
        cells = ""
        for c, cell in enumerate(row):
            at = f"{chr(65 + c)}{r}"
            if isinstance(cell, str):
                text = escape(cell)
                cells += f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'
            else:
                cells += f'<c r="{at}"><v>{cell!r}</v></c>'
        body += f'<row r="{r}">{cells}</row>'
    merged = "".join(f'<mergeCell ref="{each}"/>' for each in merges)
    tail = f"<mergeCells>{merged}</mergeCells>" if merges else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData>{tail}</worksheet>'


@pytest.fixture
def write_xlsx(tmp_path: Path) -> Writer:
    """Write sheets (name to rows) as an XLSX file."""

    def write(name: str, sheets: dict[str, Cells], merges: Sequence[str] = ()) -> Path:
        path = tmp_path / name
        entries = "".join(
            f'<sheet name="{each}" sheetId="{i}" r:id="r{i}"/>'
            for i, each in enumerate(sheets, start=1)
        )
        relations = "".join(
            f'<Relationship Id="r{i}" Type="{_OFFICE}/worksheet" '
            f'Target="worksheets/s{i}.xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", _CONTENT)
            archive.writestr(
                "_rels/.rels",
                f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
                f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
                "</Relationships>",
            )
            archive.writestr(
                "xl/workbook.xml",
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
                f"<sheets>{entries}</sheets></workbook>",
            )
            archive.writestr(
                "xl/_rels/workbook.xml.rels",
                f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
            )
            for i, rows in enumerate(sheets.values(), start=1):
                archive.writestr(f"xl/worksheets/s{i}.xml", _xlsx_sheet(rows, merges))
        return path

    return write


@pytest.fixture
def write_ods(tmp_path: Path) -> Writer:
    """Write one sheet as an OpenDocument file."""

    def write(name: str, rows: Cells) -> Path:
        body = ""
        for row in rows:
            body += "<table:table-row>"
            for cell in row:
                if isinstance(cell, str):
                    body += (
                        '<table:table-cell office:value-type="string">'
                        f"<text:p>{escape(cell)}</text:p></table:table-cell>"
                    )
                else:
                    body += (
                        '<table:table-cell office:value-type="float" '
                        f'office:value="{cell!r}"/>'
                    )
            body += "</table:table-row>"
        space = "urn:oasis:names:tc:opendocument:xmlns"
        content = (
            f'<office:document-content xmlns:office="{space}:office:1.0" '
            f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0">'
            '<office:body><office:spreadsheet><table:table table:name="Arkusz">'
            f"{body}</table:table></office:spreadsheet></office:body>"
            "</office:document-content>"
        )
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(
                "mimetype", "application/vnd.oasis.opendocument.spreadsheet"
            )
            archive.writestr(
                "META-INF/manifest.xml", f'<manifest xmlns="{space}:manifest:1.0"/>'
            )
            archive.writestr("content.xml", content)
        return path

    return write


@pytest.fixture
def write_text(tmp_path: Path) -> Writer:
    """Write lines as a text file."""

    def write(name: str, *lines: str, encoding: str = "utf-8", end: str = "\n") -> Path:
        path = tmp_path / name
        path.write_bytes((end.join(lines) + end).encode(encoding))
        return path

    return write


class Reading:
    """Questions tests ask of a load."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.planes = {plane.variable: plane for plane in load.planes}

    def value(self, variable: str, code: str, period: str) -> float | None:
        plane, t, u = self._place(variable, code, period)
        value = float(plane.values[t, u])
        return None if np.isnan(value) else value

    def flag(self, variable: str, code: str, period: str) -> int:
        plane, t, u = self._place(variable, code, period)
        return int(plane.flags[t, u])

    def finding(self, code: str, where: str | None = None) -> Finding | None:
        found = [
            each
            for each in self.load.findings
            if each.code == code and where in (None, each.where)
        ]
        assert len(found) <= 1, found
        return found[0] if found else None

    def codes(self) -> set[str]:
        return {each.code for each in self.load.findings}

    def _place(self, variable: str, code: str, period: str) -> tuple[Plane, int, int]:
        plane = self.planes[variable]
        t = plane.periods.index(Period.parse(period))
        return plane, t, plane.unit_codes.index(code)


@pytest.fixture
def ask() -> Callable[[Load], Reading]:
    """Wrap a load so that a test can ask for one cell or finding."""
    return Reading
