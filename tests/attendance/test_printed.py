"""Badges and certificates as PDF, set outside a transaction."""

import pypdfium2
import pytest
from tests.factories.attendance import AFTERWARDS, ON_THE_DAY, make_desk

from miara.attendance.actions.door import Seen, let_in
from miara.attendance.domain.codes import digest_of
from miara.attendance.exports.printed import badges_pdf, certificate_pdf
from miara.attendance.queries.guests import guests_of


@pytest.mark.django_db
def test_badges_and_a_certificate(monkeypatch):
    monkeypatch.setattr("miara.documents.typesetting._in_transaction", lambda: False)
    reception = make_desk()
    guest = reception.send("Anna #Zmyślona", body="Urząd *Gminy*").guests.get()
    mark = Seen("m", digest_of(reception.desk.event.uid, guest.code), ON_THE_DAY)
    by = reception.meeting.world.organiser
    let_in(desk=reception.desk, seen=[mark], by=by, now=ON_THE_DAY)
    guest.refresh_from_db()
    badges = badges_pdf(
        reception.desk, list(guests_of(reception.desk)), made_at=AFTERWARDS
    )
    paper = certificate_pdf(guest, reception.desk, ["7 października 2026"])
    for content, words in (
        (badges, ("Anna #Zmyślona", "Urząd *Gminy*", guest.code[:4])),
        (paper, ("Anna #Zmyślona", "Konferencja liderów", guest.certificate)),
    ):
        with pypdfium2.PdfDocument(content) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        text = " ".join("".join(pages).replace("\u200b", "").split())
        assert all(word in text for word in words), text
    assert paper == certificate_pdf(guest, reception.desk, ["7 października 2026"])
