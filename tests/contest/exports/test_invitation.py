"""The letter of invitation as PDF for one head: form, salutation, the same hash."""

from datetime import date

import pypdfium2
import pytest
from django.utils.translation import override
from tests.factories.contest import NOW, make_world

from miara.contest.actions.texts import publish_text, write_text
from miara.contest.errors.setup import NoLetterError
from miara.contest.exports.edition_texts import text_pdf
from miara.contest.exports.invitation import invitation_pdf
from miara.contest.letters.shared import OWNER
from miara.contest.models import EditionText
from miara.contest.presenters.edition_texts import generated_text
from miara.core.jobs import perform
from miara.core.localized import Localized
from miara.core.models import Job
from miara.documents.public import read_file
from miara.notifications import public as notifications
from miara.organisations import public as organisations

pytestmark = pytest.mark.django_db

LIST = (
    "TERYT;Stanowisko;Imię i nazwisko;e-mail;adres\n"
    "120617;Wójt;Anna Wymyślona;wojt@zielonki.example;ul. Nowa 1, 32-087 Zielonki\n"
    "120611;Burmistrz;Jan Zmyślony;b@skawina.example;Rynek 1, 32-050 Skawina\n"
)


@pytest.fixture
def world(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    made = make_world()
    organisations.import_directory(
        LIST.encode(),
        file_name="a.csv",
        source="x",
        as_of=date(2026, 3, 1),
        by=None,
        now=NOW,
    )
    return made


def publish(world):
    facts = {"by": world.organiser, "now": NOW}
    generated = generated_text(world.edition, EditionText.Kind.LETTER)
    text = write_text(
        edition=world.edition,
        kind=EditionText.Kind.LETTER,
        generated=generated,
        added=Localized("Zapraszamy do udziału.", "Please take part."),
        **facts,
    )
    pdf = text_pdf(text, language="pl", made_at=NOW)
    return publish_text(text=text, generated=generated, pdf=pdf, **facts)


def words(pdf):
    pages = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    return " ".join(text.replace("\u00a0", " ").split())


def letter(world, uid):
    head = organisations.heads_of([uid])[uid]
    values = {"salutation": head.salutation, "unit": f"gmina {uid}"}
    return invitation_pdf(world.edition.uid, head, values)


def test_each_head_gets_a_letter_in_its_form(world):
    publish(world)
    with override("en"):  # whoever sends it, in whatever language
        anna, jan = words(letter(world, "120617")), words(letter(world, "120611"))
    assert "Szanowna Pani Anna Wymyślona Wójt gmina 120617 ul. Nowa 1" in anna
    assert "Szanowna Pani Wójt, " in anna
    assert "Szanowny Pan Jan Zmyślony Burmistrz gmina 120611 Rynek 1" in jan
    assert "Szanowny Panie Burmistrzu, " in jan
    for text in (anna, jan):
        assert "Zapraszamy do udziału." in text
        assert "Szanowni Państwo" not in text
    assert letter(world, "120617") == letter(world, "120617")


def test_there_is_no_letter_before_it_is_published(world):
    with pytest.raises(NoLetterError):
        letter(world, "120617")


def test_a_dispatch_sends_each_head_its_own_letter(world):
    publish(world)
    dispatch = notifications.make_dispatch(
        owner_kind=OWNER,
        owner_id=world.edition.uid,
        title="Zaproszenie",
        channel="EMAIL",
        audience=notifications.Audience(unit_uids=["120617", "120611"]),
        subject="Zaproszenie",
        text="{{ salutation }}",
        has_letter=True,
        by=world.organiser,
        now=NOW,
    )
    notifications.approve_dispatch(dispatch=dispatch, by=world.organiser, now=NOW)
    perform(Job.objects.get(kind="notifications.make_letters").pk)
    rows = dispatch.items.select_related("letter", "message").order_by("unit_uid")
    sent = [
        (row.message.recipient, "Anna Wymyślona" in words(read_file(row.letter)))
        for row in rows
    ]
    assert sent == [("b@skawina.example", False), ("wojt@zielonki.example", True)]
    assert len({row.letter_sha256 for row in rows}) == 2
