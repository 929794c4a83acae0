"""Pictures and documents of cards: checked, cleaned, described, shown."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document
from PIL import Image
from tests.factories.editing import person_with
from tests.factories.practices import published
from tests.factories.units import make_register

from miara.documents import public as documents
from miara.practices.actions.files import prepare_card_file
from miara.practices.desk.fields import FileForm
from miara.practices.models import PracticeCard, PracticeFile

pytestmark = pytest.mark.django_db

SECRET = "Jan Sekretny"


@pytest.fixture(autouse=True)
def _own_places(settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "search"
    settings.FILES_DIR = tmp_path / "files"


def photo():
    """A JPEG that says who took it and where."""
    picture = Image.new("RGB", (60, 40), "green")
    exif = picture.getexif()
    exif[0x013B] = SECRET  # the author
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif)
    return written.getvalue()


def letter():
    """A DOCX that names its author."""
    document = Document()
    document.core_properties.author = SECRET
    document.add_paragraph("Wzór uchwały")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def form_for(upload, *, email="", **data):
    values = {"kind": "PHOTO", "title": "Autobus", "alternative": "", "credit": ""}
    form_class = type(
        "Form",
        (FileForm,),
        {
            "Meta": type(
                "Meta",
                (),
                {
                    "model": PracticeFile,
                    "fields": ["kind", "title", "alternative", "credit"],
                },
            )
        },
    )
    return form_class(
        values | data,
        {"upload": upload} if upload else {},
        for_user=person_with("PRACTICE_EDITOR", email=email),
    )


def sent(content, name="zdjęcie.jpg"):
    return SimpleUploadedFile(name, content)


def test_a_picture_loses_what_it_says_of_its_author():
    assert SECRET.encode() in photo()
    form = form_for(
        sent(photo()), alternative="Zielony autobus na przystanku", credit="UG"
    )
    assert form.is_valid(), form.errors
    row = form.save(commit=False)
    kept = documents.read_file(row.file)
    assert SECRET.encode() not in kept
    assert Image.open(io.BytesIO(kept)).size == (60, 40)
    assert documents.StoredFile.objects.count() == 1


def test_a_document_loses_its_author_too():
    kept = prepare_card_file(content=letter(), name="wzor.docx", is_photo=False)
    stored = documents.keep_prepared(prepared=kept, by=None, now=timezone.now())
    document = Document(io.BytesIO(documents.read_file(stored)))
    assert document.core_properties.author != SECRET
    assert document.paragraphs[0].text == "Wzór uchwały"


@pytest.mark.parametrize(
    ("upload", "data", "field"),
    [
        (photo(), {"credit": "UG"}, "alternative"),
        (photo(), {"alternative": "Autobus"}, "credit"),
        (None, {"alternative": "Autobus", "credit": "UG"}, "upload"),
        (letter(), {"alternative": "Autobus", "credit": "UG"}, "upload"),
        (photo(), {"kind": "MODEL"}, "upload"),
        (b"GIF89a nic", {"alternative": "Autobus", "credit": "UG"}, "upload"),
    ],
)
def test_what_is_missing_or_of_another_kind_is_refused(upload, data, field):
    form = form_for(sent(upload) if upload else None, **data)
    assert list(form.errors) == [field]
    assert documents.StoredFile.objects.count() == 0


def with_files(card, *, live):
    for place, (kind, content, name) in enumerate(
        [("PHOTO", photo(), "a.jpg"), ("MODEL", letter(), "wzor.docx")]
    ):
        prepared = prepare_card_file(
            content=content, name=name, is_photo=kind == "PHOTO"
        )
        stored = documents.keep_prepared(prepared=prepared, by=None, now=timezone.now())
        PracticeFile.objects.create(
            card=card,
            kind=kind,
            file=stored,
            title=f"Plik {place}",
            alternative="Zielony autobus" if kind == "PHOTO" else "",
            credit="UG Zielonki",
            position=place,
        )
    PracticeCard.objects.filter(pk=card.pk).update(live=live)


def test_the_page_shows_pictures_with_words_and_offers_documents(client):
    make_register()
    card = published()
    with_files(card, live=True)
    page = client.get(f"/praktyki/{card.pk}-autobus-na-telefon/").content.decode()
    assert 'alt="Zielony autobus"' in page
    assert "Fot. UG Zielonki" in page
    assert "Załączniki" in page
    for row in PracticeFile.objects.all():
        url = f"/praktyki/{card.pk}/pliki/{row.file.uid}/"
        assert url in page
        answer = client.get(url)
        assert answer.status_code == 200
        assert SECRET.encode() not in answer.content


def test_files_of_a_draft_and_of_another_card_are_found_by_nobody(client):
    make_register()
    card, other = published(), published("Inna")
    with_files(card, live=True)
    uid = PracticeFile.objects.first().file.uid
    assert client.get(f"/praktyki/{other.pk}/pliki/{uid}/").status_code == 404
    PracticeCard.objects.filter(pk=card.pk).update(live=False)
    assert client.get(f"/praktyki/{card.pk}/pliki/{uid}/").status_code == 404


def test_an_erased_file_leaves_the_page(client):
    make_register()
    card = published()
    with_files(card, live=True)
    row = PracticeFile.objects.filter(kind="PHOTO").get()
    documents.erase_file(
        file=row.file, reason="Brak zgody.", by=None, now=timezone.now()
    )
    url = f"/praktyki/{card.pk}/pliki/{row.file.uid}/"
    assert client.get(url).status_code == 404
    page = client.get(f"/praktyki/{card.pk}-autobus-na-telefon/").content.decode()
    assert url not in page


def test_a_file_of_an_unpublished_row_comes_back_with_the_form():
    data = {"alternative": "Autobus", "credit": "UG"}
    first = form_for(sent(photo()), **data)
    assert first.is_valid()
    row = first.save(commit=False)
    shown = type(first)(instance=row, for_user=None)
    token = shown.fields["kept"].initial
    again = form_for(None, kept=token, email="a@baza.example", **data)
    assert again.is_valid(), again.errors
    assert again.save(commit=False).file == row.file
    forged = form_for(None, kept=f"{row.file.pk}", email="b@baza.example", **data)
    assert list(forged.errors) == ["upload"]
