"""Files made for the tests: none is real."""

import io
import zipfile
from datetime import UTC, datetime

import pikepdf
import pytest
from django.utils import translation

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def polish():
    translation.activate("pl")
    yield
    translation.activate("pl")


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.MIARA_CLAMAV = ""
    return settings.FILES_DIR


def make_pdf(change=None, **save) -> bytes:
    """One empty page; ``change`` gets the open document."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        if change:
            change(document)
        document.save(out, **save)
    return out.getvalue()


DOCX_MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)


def make_docx(parts=(), *, main=DOCX_MAIN) -> bytes:
    """The least that counts as DOCX, and further parts as (name, content)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        package.writestr("word/document.xml", "<w:document xmlns:w='w'/>")
        for name, content in parts:
            package.writestr(name, content)
    return out.getvalue()
