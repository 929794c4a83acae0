"""Saving and publishing by the form of the library; the page beside it."""

import pytest
from django.contrib.messages import get_messages
from tests.factories.practices import NOW, content, published, texts
from tests.factories.units import make_register

from miara.audit import public as audit
from miara.practices.actions import cards
from miara.practices.models import PracticeCard, PracticeContact, PracticeLife

pytestmark = pytest.mark.django_db

EDIT = "/redakcja/praktyki/karty/edit/{}/"


@pytest.fixture(autouse=True)
def _register(db):
    make_register()


def filled(form, **changed):
    """What a browser would send back unchanged, with some fields changed."""
    data = values_of(form)
    for formset in form.formsets.values():
        data |= values_of(formset.management_form)
        for place, row in enumerate(formset.forms):
            data |= values_of(row)
            data[f"{row.prefix}-ORDER"] = str(place + 1)
    return data | changed


def values_of(form):
    found = {}
    for name in form.fields:
        value = form[name].value()
        if value is not None and name != "upload" and value is not False:
            found[form.add_prefix(name)] = str(value)
    return found


def send(desk, card, act="", **changed):
    page = desk.get(EDIT.format(card.pk))
    data = filled(page.context["form"], **changed)
    if act:
        data[f"action-{act}"] = f"action-{act}"
    return desk.post(EDIT.format(card.pk), data)


def kinds():
    return [row.kind for row in audit.Event.objects.order_by("pk")]


def told(answer):
    return " ".join(str(each) for each in get_messages(answer.wsgi_request))


def test_a_saved_form_is_a_draft_with_its_trace(desk, editor):
    card = published()
    answer = send(desk, card, title="Nowy tytuł", unit_uid="120617")
    assert answer.status_code == 302
    live = PracticeCard.objects.get(pk=card.pk)
    assert (live.title, live.unit_uid) == ("Autobus na telefon", "")
    draft = live.get_latest_revision_as_object()
    assert draft.title == "Nowy tytuł"
    assert draft.unit_uid
    assert [row.label for row in draft.costs.all()] == ["Aplikacja"]
    event = audit.Event.objects.order_by("pk").last()
    assert event.kind == "practices.card_written"
    assert event.actor_id == str(editor.pk) or event.actor_id == editor.pk


def test_the_publish_button_publishes_by_the_rules(desk):
    card = published()
    answer = send(desk, card, act="publish", title="Nowy tytuł")
    assert answer.status_code == 302
    assert PracticeCard.objects.get(pk=card.pk).title == "Nowy tytuł"
    assert kinds()[-2:] == ["practices.card_written", "practices.card_published"]


def test_the_publish_button_refuses_what_is_missing_and_keeps_the_draft(desk):
    card = cards.create_card(content(), by=None, now=NOW)
    answer = send(desk, card, act="publish", goals="Za mało.")
    assert "Cele" in told(answer)
    card.refresh_from_db()
    assert not card.live
    assert card.get_latest_revision_as_object().goals == "Za mało."
    assert kinds()[-1] == "practices.card_written"


def test_an_archived_card_is_not_published_by_the_button(desk):
    card = published()
    cards.archive_card(
        card, reason=PracticeLife.Reason.ENDED, note="Koniec.", by=None, now=NOW
    )
    answer = send(desk, card, act="publish", title="Nowy tytuł")
    assert "archiwum" in told(answer)
    assert PracticeCard.objects.get(pk=card.pk).title == "Autobus na telefon"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"unit_uid": "000000"}, "unit_uid"),
        ({"began_on": "2024-05-01", "ended_on": "2023-05-01"}, "ended_on"),
        ({"title": ""}, "title"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(desk, changed, field):
    answer = send(desk, published(), act="publish", **changed)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors


def test_a_new_card_has_a_life_a_contact_and_a_trace(desk):
    page = desk.get("/redakcja/praktyki/karty/add/")
    data = filled(page.context["form"], title="Zupełnie nowa", **texts())
    assert desk.post("/redakcja/praktyki/karty/add/", data).status_code == 302
    card = PracticeCard.objects.get()
    assert (card.title, card.live) == ("Zupełnie nowa", False)
    assert PracticeLife.objects.filter(card=card).count() == 1
    assert PracticeContact.objects.filter(card=card).count() == 1
    assert kinds()[1:] == ["practices.card_created"]


def act(desk, card, name, **data):
    return desk.post(f"/redakcja/praktyki/{card.pk}/stan/{name}/", data)


def test_the_contact_is_written_beside_the_draft(desk):
    card = published()
    assert (
        act(desk, card, "kontakt", office="UG", office_email="zly").status_code == 422
    )
    answer = act(desk, card, "kontakt", office="UG", office_email="a@gmina.example")
    assert answer.status_code == 302
    row = PracticeContact.objects.get(card=card)
    assert (row.office, row.person_name) == ("UG", "")
    assert kinds()[-1] == "practices.contact_written"


def test_the_archive_wants_a_reason_and_gives_back(desk):
    card = published()
    assert act(desk, card, "archiwum", reason="ENDED").status_code == 422
    replaced = act(desk, card, "archiwum", reason="REPLACED", note="Jest nowsza.")
    assert replaced.status_code == 422
    assert PracticeLife.objects.get(card=card).archived_on is None
    done = act(desk, card, "archiwum", reason="ENDED", note="Linię zamknięto.")
    assert done.status_code == 302
    assert PracticeLife.objects.get(card=card).archived_for == "ENDED"
    assert PracticeCard.objects.filter(pk=card.pk).exists()
    assert act(desk, card, "przywroc").status_code == 302
    assert PracticeLife.objects.get(card=card).archived_on is None
    assert act(desk, card, "potwierdz").status_code == 302
    assert act(desk, card, "czegos-nie-ma").status_code == 404


def test_experts_change_nothing(client_factory, expert):
    card = published()
    reading = client_factory(expert)
    for name in ("kontakt", "archiwum", "potwierdz"):
        assert act(reading, card, name, office="X").status_code == 404
    assert reading.post(EDIT.format(card.pk), {}).status_code == 404
    assert kinds()[-1] == "practices.card_published"


def test_nothing_deletes_a_card(desk):
    card = published()
    for path in (
        f"/redakcja/praktyki/karty/delete/{card.pk}/",
        f"/redakcja/praktyki/karty/unpublish/{card.pk}/",
        "/redakcja/bulk/practices/practicecard/delete/",
    ):
        assert desk.post(path).status_code == 404
    assert PracticeCard.objects.get(pk=card.pk).live
