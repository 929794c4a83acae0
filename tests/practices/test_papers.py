"""A card on paper: PDF that can be heard, a document of Word, the short version."""

import io
import json

import pikepdf
import pytest
from docx import Document
from tests.documents.test_typesetting import text_of
from tests.factories.practices import published, texts

from miara.practices.domain.content import Contact
from miara.practices.presenters.links import card_path

pytestmark = pytest.mark.django_db
PERSON = ("Jan Kowalik", "jan.kowalik@gmina.example")
STEPS = "Kroki:\n1. Uchwała\n2. Umowa\n\n- las\n- łąka"


@pytest.fixture
def card(register):
    contact = Contact("Urząd Gminy", "urzad@gmina.example", "", *PERSON)
    return published(
        "Żłobek & <b>#eval</b>", unit_uid="120617", contact=contact,
        texts=texts(solution=f"{STEPS} {'słowo ' * 40}"), summary_en="A nursery.",
    )  # fmt: skip


def read(client, card, end, prefix=""):
    path = f"{prefix}{card_path(card.pk, card.title)}".rstrip("/") + end
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert not answer.cookies
    return answer


@pytest.mark.parametrize(("prefix", "language"), [("", "pl"), ("/en", "en")])
@pytest.mark.parametrize("end", [".pdf", "/skrot.pdf"])
def test_a_pdf_is_tagged_and_says_its_title_and_language(
    client, card, end, prefix, language
):
    answer = read(client, card, end, prefix)
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == language
        with pdf.open_metadata() as about:
            assert about["dc:title"] == card.title
            assert about["pdfuaid:part"] == "1"
    text = text_of(answer.content).replace("\u00a0", " ")
    assert "Żłobek & <b>#eval</b>" in text
    assert "Kursy dziennie" in text
    assert ("Uchwała" in text) is (end == ".pdf")
    assert not any(word in text for word in PERSON)


def test_the_same_card_makes_the_same_pdf(client, card):
    one, two = (read(client, card, ".pdf").headers["ETag"] for _ in range(2))
    assert one == two


@pytest.mark.parametrize("end", [".docx", "/skrot.docx"])
def test_a_document_of_word_has_headings_lists_and_heads_of_tables(client, card, end):
    answer = read(client, card, end)
    assert "wordprocessingml" in answer.headers["Content-Type"]
    made = Document(io.BytesIO(answer.content))
    assert made.core_properties.title == card.title
    assert made.core_properties.language == "pl"
    styles = [p.style.name for p in made.paragraphs]
    assert styles[0] == "Heading 1"
    assert "Heading 2" in styles
    assert ("List Number" in styles) is (end == ".docx")
    for table in made.tables:
        assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    whole = json.dumps([p.text for p in made.paragraphs], ensure_ascii=False)
    whole += "".join(c.text for t in made.tables for r in t.rows for c in r.cells)
    assert "urzad@gmina.example" in whole or end == "/skrot.docx"
    assert not any(word in whole for word in PERSON)


def test_a_sign_that_xml_cannot_hold_does_not_break_word(client, register):
    card = published("Znak \x0b", result_sentence="x\x01y")
    assert read(client, card, ".docx").content[:2] == b"PK"


def test_the_short_version_leads_to_the_whole_one(client, card):
    text = read(client, card, "/skrot/").content.decode()
    path = card_path(card.pk, card.title)
    assert f'rel="canonical" href="http://127.0.0.1:8000{path}"' in text
    assert f'href="{path}skrot.pdf"' in text
    assert "Kursy dziennie" in text
    assert "Uchwała" not in text
    assert not any(word in text for word in PERSON)
    assert f'href="{path}skrot/"' in client.get(path).content.decode()


@pytest.mark.parametrize("end", [".pdf", ".docx", "/skrot/", "/skrot.pdf"])
def test_an_old_title_leads_on_and_a_hidden_card_is_not_there(client, card, end):
    answer = client.get(f"/praktyki/{card.pk}-dawny{end}")
    assert answer.status_code == 308
    path = card_path(card.pk, card.title).rstrip("/")
    assert answer.headers["Location"] == f"{path}{end}"
    card.live = False
    card.save(update_fields=["live"])
    assert client.get(f"{path}{end}").status_code == 404
