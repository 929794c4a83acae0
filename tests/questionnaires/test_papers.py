"""Forms on paper: a round trip of every kind, nothing lost in silence."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from tests.questionnaires.conftest import ANSWERS, NOW, definition_of

from miara.questionnaires.domain.values import normalise
from miara.questionnaires.exports.paper import form_docx
from miara.questionnaires.exports.pdf import sheet_pdf
from miara.questionnaires.exports.reading import UnreadablePaper, read_docx
from miara.questionnaires.public import (
    blank_docx,
    content_of,
    fill,
    sheet_docx,
    snapshot_of,
)
from miara.questionnaires.public import read_docx as read_for_others

FORM = definition_of()


def saved(paper):
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_kind_comes_back_as_it_was(language):
    values = {**ANSWERS, "papers": {"consent": True}}
    made = form_docx(FORM, 3, values=values, language=language)
    reading = read_docx(made, FORM, 3)
    assert reading.problems == []
    # The register puts code and uid back when the answer is stored.
    unit = reading.values.pop("unit")
    assert unit["code"] == "Zielonki (120617)"
    assert reading.values == {k: v for k, v in values.items() if k != "unit"}


def test_a_blank_form_holds_nothing():
    reading = read_docx(form_docx(FORM, 1), FORM, 1)
    assert (reading.values, reading.problems) == ({}, [])


def test_what_is_not_understood_is_listed():
    paper = Document(io.BytesIO(form_docx(FORM, 1)))
    tables = {t._tbl.tblPr.xpath("w:tblCaption/@w:val")[0]: t for t in paper.tables}
    paper.add_paragraph("Dopisek na końcu")
    tables["miara-field:works"].rows[0].cells[0].text = "[x] tak\n[x] nie"
    tables["miara-field:colour"].rows[0].cells[0].text = "[x] zielony"
    tables["miara-field:true_data"].rows[0].cells[0].text = "[x] Oświadczam inaczej."
    tables["miara-field:story"]._tbl.getparent().remove(
        tables["miara-field:story"]._tbl
    )
    tables["miara-field:count"].rows[0].cells[0].text = "około 5"
    reading = read_docx(saved(paper), FORM, 1)
    assert reading.values == {"count": "około 5"}
    assert reading.problems == [
        "Opis: w dokumencie nie ma pola na odpowiedź.",
        "Czy działa?: zaznaczono więcej niż jedną odpowiedź; żadnej nie wzięto pod uwagę.",
        "Nie udało się zrozumieć, przepisz ręcznie: Kolor: zielony",
        "Prawda: treść oświadczenia zmieniono, więc się nie liczy.",
        "Nie udało się zrozumieć, przepisz ręcznie: Dopisek na końcu",
    ]


def test_other_versions_are_told_and_other_files_refused():
    made = form_docx(FORM, 1, values={"title": "Tytuł"})
    reading = read_docx(made, FORM, 2)
    assert reading.values == {"title": "Tytuł"}
    assert len(reading.problems) == 1
    other = FORM.model_copy(update={"code": "other"})
    with pytest.raises(UnreadablePaper):
        read_docx(made, other, 1)
    for content in (b"", b"%PDF-1.7", b"PK\x03\x04zepsute"):
        with pytest.raises(UnreadablePaper):
            read_docx(content, FORM, 1)


@pytest.mark.django_db
def test_a_filled_copy_fills_what_is_empty(client, sheet, writer, rules):
    rules[0].add(writer.pk)
    client.force_login(writer, "django.contrib.auth.backends.ModelBackend")
    fill(sheet=sheet, values={"title": "Mój tytuł"}, by=writer, now=NOW)
    base = f"/formularze/{sheet.uid}/"
    blank = client.get(f"{base}formularz.docx?pusty=1").content
    assert read_docx(blank, FORM, 1).values == {}
    made = form_docx(FORM, 1, values={**ANSWERS, "title": "Tytuł z papieru"})

    def send(**data):
        upload = SimpleUploadedFile("wniosek.docx", made)
        return client.post(f"{base}wczytaj/", {"paper": upload, **data})

    page = send().content.decode()
    assert "nie wzięto: jest już inna odpowiedź" in page
    values = content_of(sheet).values
    assert values["title"] == "Mój tytuł"
    assert values["costs"] == normalise(FORM.by_code["costs"], ANSWERS["costs"])
    send(replaces="on")
    assert content_of(sheet).values["title"] == "Tytuł z papieru"


@pytest.mark.django_db
def test_the_pdf_is_tagged_repeatable_and_follows_the_content(sheet, writer):
    import pikepdf

    fill(sheet=sheet, values=ANSWERS, by=writer, now=NOW)

    def made():
        content = content_of(sheet)
        return sheet_pdf(content, title="Próba", language="pl", made_at=NOW)

    first = made()
    assert made() == first
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert len(pdf.pages) >= 2
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "pl"
        content = snapshot_of(content_of(sheet))
        assert [text.count(content.sha256) for text in _texts(pdf)] == [1] * len(
            pdf.pages
        )
    fill(sheet=sheet, values={"papers": {"consent": True}}, by=writer, now=NOW)
    assert made() != first


def _texts(pdf):
    """Texts of the pages without spaces, read through the fonts' own tables."""
    import pikepdf

    for page in pdf.pages:
        tables = {
            name: _letters(font.ToUnicode.read_bytes().decode())
            for name, font in page.Resources.Font.items()
        }
        text, letters = "", {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                letters = tables[str(operands[0])]
            elif str(operator) in {"Tj", "TJ"}:
                runs = operands[0] if str(operator) == "TJ" else operands
                for run in runs:
                    if isinstance(run, pikepdf.String):
                        raw = bytes(run)
                        codes = zip(raw[::2], raw[1::2], strict=True)
                        text += "".join(letters[a << 8 | b] for a, b in codes)
        yield "".join(text.split())


def _letters(table):
    """Codes of a ToUnicode table to the letters they stand for."""
    found = {}
    for low, high, first in re.findall(
        r"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>", table
    ):
        start = bytes.fromhex(first).decode("utf-16-be")
        for step in range(int(high, 16) - int(low, 16) + 1):
            found[int(low, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    for code, letters in re.findall(
        r"^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$", table, re.MULTILINE
    ):
        found[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    return found


@pytest.mark.django_db
def test_other_contexts_get_documents_of_sheets_and_read_them_back(sheet, writer):
    fill(sheet=sheet, values=ANSWERS, by=writer, now=NOW)
    content = content_of(sheet)
    reading = read_for_others(sheet_docx(content), sheet.version)
    assert reading.problems == []
    assert reading.values["costs"] == content.values["costs"]
    assert read_for_others(blank_docx(sheet.version), sheet.version).values == {}
