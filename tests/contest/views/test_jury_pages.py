"""Pages of visits, the jury and the release, as people use them."""

import io
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests.documents import authority as ca
from tests.factories.contest import make_person, make_world
from tests.factories.jury import (
    MEETING,
    RELEASE,
    SENTINEL,
    make_admitted,
    make_bench,
    make_decided,
)

from miara.contest.actions.press import seal_package
from miara.contest.models import (
    Award,
    Diploma,
    EntryReading,
    JuryMeeting,
    PressPackage,
    Release,
    SiteVisit,
)
from miara.core.jobs import perform
from miara.core.models import Job

pytestmark = pytest.mark.django_db
BASE = "/konkursy/lider/2026"


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of the whole program."""

    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    at(MEETING)
    return at


def signed_in(person):
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def picture():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "PNG")
    return SimpleUploadedFile("wizyta.png", out.getvalue(), "image/png")


def test_visit_through_the_pages(clock):
    world = make_world()
    bench = make_bench(world)
    visitor = make_person("wizytator")
    office, team = signed_in(world.organiser), signed_in(visitor)
    answer = office.post(
        f"{BASE}/biuro/wizyty/",
        {
            "entry": bench.entries[1].uid,
            "starts_at": "2026-06-01T10:00",
            "team": f"Wizytator, {visitor.email}\nDruga Osoba",
        },
    )
    visit = SiteVisit.objects.get()
    assert answer.url == f"{BASE}/wizyty/{visit.uid}/"
    assert [one.full_name for one in visit.team.order_by("pk")] == [
        "Wizytator",
        "Druga Osoba",
    ]
    # An error keeps what was typed.
    bad = office.post(
        f"{BASE}/biuro/wizyty/",
        {"entry": bench.entries[1].uid, "starts_at": "2026-06-01T10:00",
         "ends_at": "2026-06-01T09:00", "team": "Ktoś Wpisany"},
    )  # fmt: skip
    assert bad.status_code == 422
    assert "Ktoś Wpisany" in bad.content.decode()
    # The jury waits for the closed protocol; strangers know of nothing.
    address = f"{BASE}/wizyty/{visit.uid}/"
    assert signed_in(bench.juror).get(address).status_code == 403
    assert signed_in(world.clerk).get(address).status_code == 404
    for data in (
        {"action": "findings", "findings": "Zgodne z wnioskiem."},
        {"action": "file", "file": picture(), "caption": "Wejście"},
        {"action": "close"},
    ):
        assert team.post(address, data).status_code == 302, data
    seen = signed_in(bench.juror).get(address).content.decode()
    assert "Zgodne z wnioskiem." in seen
    stored = visit.files.get()
    file = signed_in(bench.juror).get(f"{address}pliki/{stored.pk}/")
    assert file["Content-Type"] == "image/png"
    assert signed_in(world.clerk).get(f"{address}pliki/{stored.pk}/").status_code == 404


def test_meeting_from_call_to_signed_minutes(clock):
    world = make_world()
    bench = make_bench(world)
    chair, tied = signed_in(bench.chair), signed_in(bench.tied)
    # Papers: hidden with the reason from whoever is tied, read and noted by others.
    paper = f"{BASE}/kapitula/wnioski/{bench.entries[0].uid}/"
    hidden = tied.get(paper)
    assert hidden.status_code == 403
    assert "Biblioteka" not in hidden.content.decode().split("<main")[1]
    assert "jednostka" in hidden.content.decode()
    shown = signed_in(bench.juror).get(paper)
    assert "Cele: Biblioteka czynna do nocy" in shown.content.decode()
    assert "<h3>Projekt</h3>" in shown.content.decode()
    assert EntryReading.objects.get(part="JURY").reader == bench.juror
    ranking = f"{BASE}/biuro/ranking/"
    assert "Nie pokazujemy tabel" in tied.get(ranking).content.decode()
    assert tied.get(f"{BASE}/biuro/ranking.csv").status_code == 403
    assert signed_in(bench.juror).get(f"{BASE}/biuro/ranking.csv").status_code == 200
    chair.post(
        f"{BASE}/kapitula/",
        {"action": "meeting", "starts_at": "2026-06-10T11:00", "agenda": "Tytuły"},
    )
    meeting = JuryMeeting.objects.get()
    room = f"{BASE}/kapitula/posiedzenia/{meeting.uid}/"
    present = [seat.pk for seat in bench.seats]
    assert signed_in(bench.juror).post(room, {"action": "meeting"}).status_code == 403
    chair.post(
        room,
        {"action": "meeting", "starts_at": "2026-06-10T11:00", "present": present},
    )
    kind = world.edition.title_kinds.get(code="first")
    award = {
        "action": "award",
        "entry": bench.entries[0].uid,
        "kind": kind.pk,
        "justification_pl": SENTINEL,
        "votes_for": "2",
        "votes_against": "0",
        "abstained": "0",
    }
    refused = chair.post(room, {**award, "votes_for": "3"})
    assert refused.status_code == 422
    assert SENTINEL in refused.content.decode()
    assert chair.post(room, award).status_code == 302
    assert Award.objects.get().votes_for == 2
    assert SENTINEL not in tied.get(room).content.decode()
    assert chair.post(room, {"action": "close", "sure": "on"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.minutes is not None
    answer = chair.get(f"{room}protokol.pdf")
    assert answer["Content-Type"] == "application/pdf"
    signed = SimpleUploadedFile("podpisany.pdf", answer.content, "application/pdf")
    assert chair.post(room, {"action": "signed", "file": signed}).status_code == 302
    assert chair.get(f"{room}protokol.pdf?wersja=podpisana").status_code == 200
    assert signed_in(world.organiser).get(f"{room}protokol.pdf").status_code == 403


def test_release_page_sets_the_hour_and_everything_opens_at_it(clock, tmp_path):
    world = make_world()
    bench, _meeting = make_decided(world)
    chair = signed_in(bench.chair)
    page = f"{BASE}/kapitula/ogloszenie/"
    assert "2026/001" in chair.get(page).content.decode()
    assert SENTINEL not in signed_in(bench.juror).get(page).content.decode()
    assert chair.post(f"{page}prasa/", {"stage": "RESULTS"}).status_code == 302
    started = chair.post(f"{page}dyplomy/")
    perform(Job.objects.get(kind="contest.make_diplomas").pk)
    assert "4 dyplomy" in chair.get(started.url).content.decode()
    assert signed_in(world.organiser).get(started.url).status_code == 403
    data = {"stage": "RESULTS", "released_at": "2026-06-20T12:00"}
    wrong = chair.post(page, {**data, "typed": "ogłaszam"})
    assert wrong.status_code == 422
    assert not Release.objects.exists()
    chair.post(page, {**data, "typed": "lider/2026/results"})
    assert Release.objects.get().released_at == RELEASE
    anybody = Client()
    press = f"{BASE}/prasa/"
    sealed = anybody.get(f"{press}results.sealed")
    assert anybody.get(f"{press}results.zip").status_code == 404
    key = bytes(PressPackage.objects.get().key).hex()
    assert key not in anybody.get(press).content.decode()
    clock(RELEASE)
    assert key in anybody.get(press).content.decode()
    opened = anybody.get(f"{press}results.zip")
    assert opened.content[:2] == b"PK"
    assert SENTINEL in anybody.get(f"{BASE}/wyniki/").content.decode()
    # What a journalist fetched before opens with the key of the page.
    path = tmp_path / "prasa.sealed"
    path.write_bytes(sealed.content)
    call_command("contest-unseal", str(path), key, stdout=io.StringIO())
    assert (tmp_path / "prasa.zip").read_bytes() == opened.content
    other = seal_package(b"x").key.hex()
    with pytest.raises(CommandError):
        call_command("contest-unseal", str(path), other, stdout=io.StringIO())


def test_diploma_carries_the_seal_of_the_site_and_its_page_says_so(
    clock, settings, tmp_path
):
    holder = ca.make("Związek Próbny", statements="eseal", policies=[ca.QCP_LEGAL])
    key = pkcs12.serialize_key_and_certificates(
        b"", holder.key, holder.certificate, None, NoEncryption()
    )
    (tmp_path / "pieczec.p12").write_bytes(key)
    settings.MIARA_SEAL = str(tmp_path / "pieczec.p12")
    world = make_world()
    bench, _meeting = make_decided(world)
    page = f"{BASE}/kapitula/ogloszenie/"
    chair = signed_in(bench.chair)
    chair.post(f"{page}dyplomy/")
    perform(Job.objects.get(kind="contest.make_diplomas").pk)
    data = {"stage": "RESULTS", "released_at": "2026-06-20T12:00"}
    chair.post(page, {**data, "typed": "lider/2026/results"})
    clock(RELEASE)
    diploma = Diploma.objects.get(award__kind__code="first")
    shown = Client().get(f"/dyplom/{diploma.code}/").content.decode()
    assert "Pieczęć elektroniczna" in shown
    assert "Związek Próbny (nienaruszony, wystawca niepotwierdzony)" in shown
    pdf = Client().get(f"/dyplom/{diploma.code}/dyplom.pdf")
    assert b"/ETSI.CAdES.detached" in pdf.content


def test_lists_make_a_constant_number_of_queries(clock, django_assert_max_num_queries):
    world = make_world()
    bench = make_bench(world)
    juror = signed_in(bench.juror)
    juror.get(f"{BASE}/kapitula/")
    counts = []
    for more in (0, 4):
        for place in range(more):
            domain = world.edition.domains.order_by("position")[place]
            make_admitted(
                world, 10 + place, f"Projekt {place}", unit_uid="120602", domain=domain
            )
        with django_assert_max_num_queries(40) as seen:
            assert juror.get(f"{BASE}/kapitula/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_person_with_the_role_but_without_a_seat_sees_no_application(clock):
    world = make_world()
    bench = make_bench(world)
    bench.seats[1].delete()
    client = signed_in(bench.juror)
    room = client.get(f"{BASE}/kapitula/").content.decode()
    assert "Biblioteka" not in room
    paper = client.get(f"{BASE}/kapitula/wnioski/{bench.entries[1].uid}/")
    assert paper.status_code == 403
    late = MEETING + timedelta(days=1)
    clock(late)
    assert client.get(f"{BASE}/kapitula/").status_code == 200
