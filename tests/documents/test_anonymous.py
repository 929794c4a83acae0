"""Copies for readers who must not know whose file it is."""

import io
import zipfile

import pikepdf
import pytest
from docx import Document
from PIL import Image

from miara.documents.domain.contents.anonymous import anonymous
from miara.documents.domain.contents.faults import FileRefused
from miara.documents.domain.contents.inspect import inspect
from miara.documents.domain.kinds import FileKind

NAME = "Sekretna Zielonkowa"


def picture(kind):
    image = Image.new("RGB", (40, 20), "navy")
    image.putpixel((0, 0), (255, 255, 255))
    exif = Image.Exif()
    exif[0x013B] = NAME  # artist
    exif[0x0112] = 6  # to be turned by a quarter
    made = io.BytesIO()
    image.save(made, kind, exif=exif)
    return made.getvalue()


@pytest.mark.parametrize("kind", [FileKind.JPEG, FileKind.PNG, FileKind.WEBP])
def test_a_picture_keeps_its_pixels_turned_and_nothing_else(kind):
    sent = picture(kind)
    assert NAME.encode() in sent
    clean = anonymous(sent, kind)
    assert NAME.encode() not in clean
    with Image.open(io.BytesIO(clean)) as shown:
        assert shown.size == (20, 40)
        assert not shown.getexif()


def pdf():
    with pikepdf.new() as document:
        document.add_blank_page()
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[0, 0, 9, 9],
            Contents="Uwaga",
            T=NAME,
        )
        document.pages[0].Annots = document.make_indirect(pikepdf.Array([note]))
        document.docinfo["/Author"] = NAME
        with document.open_metadata() as about:
            about["dc:creator"] = [NAME]
        made = io.BytesIO()
        document.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return made.getvalue()


def test_a_pdf_loses_its_description_and_who_annotated():
    sent = pdf()
    with pikepdf.open(io.BytesIO(anonymous(sent, FileKind.PDF))) as clean:
        assert "/Info" not in clean.trailer
        assert "/Metadata" not in clean.Root
        (note,) = clean.pages[0].Annots
        assert str(note.Contents) == "Uwaga"
        assert "/T" not in note
    assert NAME.encode() in sent


def test_an_office_file_loses_authors_and_stays_one():
    made = io.BytesIO()
    document = Document()
    document.add_paragraph("Treść zostaje")
    about = document.core_properties
    about.author = about.last_modified_by = about.title = NAME
    document.save(made)
    sent = made.getvalue()
    clean = anonymous(sent, FileKind.DOCX)
    with zipfile.ZipFile(io.BytesIO(clean)) as package:
        assert not any(
            NAME.encode() in package.read(part) for part in package.namelist()
        )
    assert Document(io.BytesIO(clean)).paragraphs[0].text == "Treść zostaje"
    found = inspect(clean, name="a.docx", accept={FileKind.DOCX}, limit=10**7)
    assert found.kind is FileKind.DOCX


def test_an_open_document_loses_authors_of_its_notes_too():
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "meta.xml": f"<m><meta:initial-creator>{NAME}</meta:initial-creator></m>",
        "content.xml": f"<a><dc:creator>{NAME}</dc:creator>Treść</a>",
        "Thumbnails/thumbnail.png": NAME,
        "META-INF/manifest.xml": "<m><manifest:file-entry manifest:full-path="
        '"Thumbnails/thumbnail.png"/></m>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    clean = anonymous(made.getvalue(), FileKind.ODT)
    with zipfile.ZipFile(io.BytesIO(clean)) as package:
        left = {name: package.read(name).decode() for name in package.namelist()}
    assert left["content.xml"] == "<a><dc:creator></dc:creator>Treść</a>"
    assert left["META-INF/manifest.xml"] == "<m></m>"
    assert list(left) == [
        "mimetype",
        "meta.xml",
        "content.xml",
        "META-INF/manifest.xml",
    ]
    assert NAME not in str(left)


def test_what_nobody_can_clean_is_refused():
    with pytest.raises(FileRefused):
        anonymous(b"....ftypmp42", FileKind.MP4)
    with pytest.raises(FileRefused):
        anonymous(b"%PDF-1.7 torn", FileKind.PDF)
    assert anonymous(b"a;b\n", FileKind.CSV) == b"a;b\n"
