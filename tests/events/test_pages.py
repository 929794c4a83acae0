"""Pages of events: who opens them, what they show, what the office does."""

import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from tests.factories.contest import make_person
from tests.factories.events import NOW, make_event, make_session

from miara.accounts.models import User
from miara.audit.models import Event as Trail
from miara.core.localized import Localized
from miara.events.actions.versions import DelayWish, delay_room, publish_programme
from miara.events.errors import NoChangesError
from miara.events.models import Event, Session

PUBLIC = ("", "program/", "program/wersje/", "wydarzenie.ics", "program.ics",
          "schedule.json", "schedule.xml")  # fmt: skip
OFFICE = (
    *("", "opis/", "dni/", "dni/nowy/", "miejsca/", "sale/", "organizatorzy/"),
    *("patroni/", "patroni/nowy/", "prelegenci/", "prelegenci/nowy/"),
    *("program/", "program/nowa/", "program/projekt/", "program/opoznienie/"),
)


@pytest.mark.django_db
def test_each_person_gets_past_the_doors_they_may(meeting, enter):
    draft = make_event(world=meeting.world, code="szkic", public=False).event
    people = {
        "nobody": (None, 302, 302),
        "clerk": (meeting.world.clerk, 403, 404),
        "operator": (User.objects.get(email="operator@przyklad.pl"), 403, 404),
        "editor": (meeting.world.organiser, 200, 200),
    }
    for name, (user, office, of_draft) in people.items():
        client = enter(user)
        for page in PUBLIC:
            base = f"/wydarzenia/{meeting.event.code}/"
            assert client.get(base + page).status_code == 200, (name, page)
            status = client.get(f"/wydarzenia/{draft.code}/{page}").status_code
            assert status == 404, (name, page)
        for page in OFFICE:
            base = f"/wydarzenia/{meeting.event.code}/biuro/"
            assert client.get(base + page).status_code == office, (name, page)
            status = client.get(f"/wydarzenia/{draft.code}/biuro/{page}").status_code
            assert status == of_draft, (name, page)


@pytest.mark.django_db
def test_acts_are_refused_to_others(meeting, enter):
    client = enter(meeting.world.clerk)
    session = meeting.event.sessions.first()
    base = f"/wydarzenia/{meeting.event.code}/biuro/"
    for path, sent in (
        ("", {"do": "archive"}),
        ("program/opublikuj/", {}),
        (f"program/{session.uid}/przesun/", {"do": "later"}),
        (f"program/{session.uid}/", {"do": "remove"}),
        ("sale/", {"do": f"remove:{meeting.rooms[1].pk}"}),
    ):
        assert client.post(base + path, sent).status_code == 403
    meeting.event.refresh_from_db()
    assert meeting.event.state == Event.State.PUBLIC


@pytest.mark.django_db
def test_an_editor_leads_an_event_from_draft_to_archive(meeting, enter):
    client = enter(meeting.world.organiser)
    sent = {
        "owner": meeting.world.organisation.pk,
        "name_pl": "Gala",
        "name_en": "",
        "code": "gala",
        "date": "2026-11-05",
        "opens": "10:00",
        "closes": "09:00",
    }
    wrong = client.post("/wydarzenia/nowe/", sent)
    assert wrong.status_code == 422
    assert "Koniec musi być późniejszy" in wrong.content.decode()
    assert (
        client.post("/wydarzenia/nowe/", {**sent, "closes": "15:00"}).status_code == 302
    )
    gala = Event.objects.get(code="gala")
    assert [str(host) for host in gala.hosts.all()] == [str(gala.owner)]
    office = "/wydarzenia/gala/biuro/"
    client.post(office + "sale/nowy/", {"name_pl": "Aula", "name_en": ""})
    room, day = gala.rooms.get(), gala.days.get()
    new = {
        "kind": "TALK",
        "title_pl": "Otwarcie",
        "title_en": "",
        "day": day.pk,
        "room": room.pk,
        "starts": "10:00",
        "minutes": "30",
    }
    assert client.post(office + "program/nowa/", new).status_code == 302
    assert (
        client.post(office + "program/nowa/", {**new, "minutes": "0"}).status_code
        == 422
    )
    client.post(
        office + "program/nowa/", {**new, "title_pl": "Wykład", "starts": "10:15"}
    )
    board = client.get(office + "program/").content.decode()
    assert "„Otwarcie” i „Wykład” są w sali „Aula” w tym samym czasie" in board
    second = gala.sessions.get(title__pl="Wykład")
    client.post(f"{office}program/{second.uid}/przesun/", {"do": "shift",
                "starts": "10:30", "room": room.pk})  # fmt: skip
    client.post(f"{office}program/{second.uid}/przesun/", {"do": "earlier"})
    order = gala.sessions.order_by("starts").values_list("title__pl", "starts")
    assert list(order) == [("Wykład", 600), ("Otwarcie", 630)]
    client.post(office, {"do": "publish"})
    client.post(office + "program/opublikuj/", {"note_pl": "", "note_en": ""})
    client.logout()
    assert "Otwarcie" in client.get("/wydarzenia/gala/program/").content.decode()
    client = enter(meeting.world.organiser)
    refused = client.post(office + "sale/", {"do": f"remove:{room.pk}"}, follow=True)
    assert "jest w użyciu" in refused.content.decode()
    assert client.post(office, {"do": "cancel", "reason_pl": ""}).status_code == 422
    client.post(office, {"do": "cancel", "reason_pl": "Awaria prądu", "reason_en": ""})
    assert "Awaria prądu" in client.get("/wydarzenia/gala/").content.decode()
    still = client.post(office + "dni/nowy/", {"date": "2026-11-06", "opens": "10:00",
                        "closes": "11:00"})  # fmt: skip
    assert still.status_code == 422
    assert gala.days.count() == 1
    client.post(office, {"do": "restore"})
    client.post(office, {"do": "archive"})
    gala.refresh_from_db()
    assert gala.state == Event.State.ARCHIVED
    kinds = set(Trail.objects.values_list("kind", flat=True))
    assert {"events.event_cancelled", "events.event_restored"} <= kinds
    assert client.get(office).status_code == 200


@pytest.mark.django_db
def test_a_delay_is_shown_at_once_and_takes_no_unpublished_work_along(meeting, enter):
    secret = make_session(meeting, 15 * 60, title=Localized("Niegotowe"))
    client = enter(meeting.world.organiser)
    path = f"/wydarzenia/{meeting.event.code}/biuro/program/opoznienie/"
    sent = {
        "day": meeting.days[0].pk,
        "room": meeting.rooms[0].pk,
        "since": "09:00",
        "minutes": "10",
        "note_pl": "Opóźnienie 10 minut",
        "note_en": "",
    }
    preview = client.post(path, {**sent, "do": "preview"})
    told = preview.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Od „Kawa” wszystko jest znów o czasie." in told
    assert meeting.event.versions.count() == 1
    assert client.post(path, {**sent, "do": "announce"}).status_code == 302
    page = (
        enter(None).get(f"/wydarzenia/{meeting.event.code}/program/").content.decode()
    )
    assert "Opóźnienie 10 minut" in page
    assert "09:10–09:40" in page
    assert "10:40–10:50" in page
    assert "Niegotowe" not in page
    secret.refresh_from_db()
    assert secret.starts == 15 * 60
    assert Session.objects.get(title__pl="Drugi wykład").starts == 650
    changes = client.get(f"/wydarzenia/{meeting.event.code}/program/wersje/")
    assert "„Wykład”" in changes.content.decode()


@pytest.mark.django_db
def test_nothing_new_is_no_version(meeting):
    facts = {"note": Localized(""), "by": meeting.world.organiser, "now": NOW}
    with pytest.raises(NoChangesError):
        publish_programme(event=meeting.event, **facts)
    wish = DelayWish(meeting.days[0].date, meeting.rooms[0], 9 * 60, 10)
    delay_room(event=meeting.event, wish=wish, **facts)
    with pytest.raises(NoChangesError):  # the working programme moved as well
        publish_programme(event=meeting.event, **facts)


@pytest.mark.django_db
def test_lists_and_linked_data(meeting, client):
    page = client.get("/wydarzenia/").content.decode()
    assert "Konferencja liderów" in page
    text = client.get(f"/wydarzenia/{meeting.event.code}/").content.decode()
    found = re.search(r'ld\+json">(.*?)</script>', text, re.S)
    data = json.loads(found[1])
    assert data["startDate"] == "2026-10-07T09:00:00+02:00"
    assert data["location"][0]["address"] == "ul. Zmyślona 1, Kraków"
    english = client.get(f"/en/wydarzenia/{meeting.event.code}/program/")
    assert "Lecture" in english.content.decode()
    assert "&lt;1&gt;" in english.content.decode()


@pytest.mark.django_db
def test_queries_do_not_grow_with_sessions(
    meeting, enter, django_assert_max_num_queries
):
    client = enter(meeting.world.organiser)
    counts = []
    for size in (0, 195):
        for place in range(size):
            row = make_session(meeting, 540 + place, 5, title=Localized(f"S{place}"))
            row.turns.create(speaker=meeting.speaker, part="SPEAKER")
        if size:
            publish_programme(
                event=meeting.event,
                note=Localized(""),
                by=meeting.world.organiser,
                now=NOW + timedelta(days=1),
            )
        one = []
        for page in ("program/", "program/wersje/", "biuro/", "biuro/program/"):
            cache.clear()
            with django_assert_max_num_queries(40) as asked:
                client.get(f"/wydarzenia/{meeting.event.code}/{page}")
            one.append(len(asked))
        counts.append(one)
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_somebody_without_an_organisation_founds_nothing(meeting, enter):
    client = enter(make_person("obcy"))
    assert client.get("/wydarzenia/nowe/").status_code == 403
