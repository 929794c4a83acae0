"""People stand in no output for everybody, whatever its form, nor in the index."""

import io
import zipfile

import pikepdf
import pytest
from tests.documents.test_typesetting import text_of
from tests.factories.practices import NOW, published

from miara.practices.domain.addresses import address_of
from miara.practices.domain.content import Contact
from miara.search import public as search

pytestmark = pytest.mark.django_db
PERSON = ("Żegota Wilkoszewski", "zegota.wilkoszewski@gmina.example")
#: Parts that any spelling, folding or case would leave.
MARK = "wilkoszewski"


@pytest.fixture
def card(register):
    contact = Contact("Urząd Gminy", "urzad@gmina.example", "12 345", *PERSON)
    made = published(
        unit_uid="120617", contact=contact, title_en="Bus", summary_en="A bus."
    )
    search.rebuild(now=NOW)
    return made


def addresses(card):
    """Every address of a card, a list or an export that a stranger may open."""
    own = address_of(card.pk, card.title)
    paths = [
        "/praktyki/",
        "/praktyki/?q=autobus",
        "/praktyki.atom",
        "/praktyki.csv",
        "/praktyki.json",
        "/praktyki/podpowiedzi/?q=autobus",
        "/praktyki/mapa/",
        f"/praktyki/{own}/",
        f"/praktyki/{own}/skrot/",
        f"/praktyki/{own}.json",
        f"/praktyki/{own}.png",
        f"/praktyki/{own}.pdf",
        f"/praktyki/{own}.docx",
        f"/praktyki/{own}/skrot.pdf",
        f"/praktyki/{own}/skrot.docx",
        f"/praktyki/{own}/zapytaj/",
        f"/praktyki/osadzanie/?co=karta&nr={card.pk}",
        "/osadz/praktyki/?pole=1",
        "/osadz/praktyki/szukaj/",
        f"/osadz/praktyki/{own}/",
    ]
    machines = [
        "/api/v1/practices",
        f"/api/v1/practices/{card.pk}",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
        "/oai?verb=Identify",
        "/dane/praktyki.csv",
        "/dane/praktyki.json",
        "/dane-gov-pl.xml",
        "/sitemap-praktyki.xml",
    ]
    return [*paths, *(f"/en{path}" for path in paths), *machines]


def content_of(answer):
    """All that an answer says, packed documents unpacked."""
    raw = answer.getvalue()
    kind = answer.headers["Content-Type"]
    if kind == "application/pdf":
        with pikepdf.open(io.BytesIO(raw)) as pdf, pdf.open_metadata() as about:
            return text_of(raw) + str(about) + str(dict(pdf.docinfo))
    if "wordprocessingml" in kind:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            return "".join(
                parts.read(n).decode("utf-8", "replace") for n in parts.namelist()
            )
    return raw.decode("utf-8", "replace")


def test_no_address_names_the_person(client, card):
    for path in addresses(card):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert MARK not in content_of(answer).casefold(), path
        assert MARK not in str(answer.headers).casefold(), path


def test_the_check_reads_what_is_packed(client, card):
    """Else a person in a document would go unnoticed."""
    for end in (".pdf", ".docx"):
        path = f"/praktyki/{address_of(card.pk, card.title)}{end}"
        assert "Urząd Gminy" in content_of(client.get(path)).replace("\u00a0", " ")


def test_the_index_does_not_know_the_person(card, settings):
    found = search.find(search.Query(text=MARK, sources=("practices",)))
    assert found.total == 0
    files = [path for path in settings.SEARCH_DIR.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert MARK.encode() not in path.read_bytes().lower(), path
