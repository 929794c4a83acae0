"""The editor's pages, the command, links and old addresses."""

import http.server
import json
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from tests.factories.practice_archive import as_csv, as_json, as_xlsx, good_row
from tests.factories.practices import NOW, published

from miara.accounts import public as accounts
from miara.cli.main import main
from miara.core.jobs import perform
from miara.core.models import Job
from miara.core.progress import Progress
from miara.documents import public as documents
from miara.practices.actions import cards
from miara.practices.actions.archive_files import KEPT_FOR, erase_old_archives
from miara.practices.actions.link_check import LinkFault, ask_links
from miara.practices.actions.moving import plan_archive
from miara.practices.domain.migration.findings import Code
from miara.practices.management.move_archive import Command
from miara.practices.models import PracticeCard
from miara.practices.presenters.moving import finding_text
from miara.practices.roles import BASE, PracticeRole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]

ROLES = ("anonymous", "plain", "expert", "editor")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.MIARA_OPERATOR_SECOND_FACTOR = False


def person_of(name, role=None):
    found = accounts.create_person(
        email=f"{name}@baza.example", password=None, by=None, now=NOW
    )
    if role:
        accounts.Membership.objects.create(
            user=found,
            role=role,
            scope_kind=BASE.kind,
            scope_id=BASE.id,
            since=NOW,
            granted_at=NOW,
        )
    return found


@pytest.fixture
def cast():
    return {
        "anonymous": None,
        "plain": person_of("zwykla"),
        "expert": person_of("ekspert", PracticeRole.EXPERT),
        "editor": person_of("redakcja", PracticeRole.EDITOR),
    }


@pytest.fixture
def desk(client, cast):
    client.force_login(cast["editor"], "django.contrib.auth.backends.ModelBackend")
    return client


def upload(content, name="archiwum.xlsx"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)


def work():
    for row in Job.objects.filter(state=Job.State.QUEUED).order_by("pk"):
        perform(row.pk)
    return Job.objects.order_by("pk").last()


def send(desk, content, name="archiwum.xlsx", **more):
    answer = desk.post(
        reverse("moving:archives"), {"file": upload(content, name), **more}
    )
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_an_editor_checks_puts_right_and_publishes(desk):
    rows = [good_row(0), good_row(1) | {"Tytul praktyki": ""}, good_row(2)]
    page = send(desk, as_xlsx(rows))
    waiting = desk.get(page).content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    assert PracticeCard.objects.count() == 0

    assert work().state == Job.State.DONE
    report = desk.get(page).content.decode()
    assert "Przenieś 2 gotowe wiersze" in report
    assert "Nie ma tytułu. Nadaj praktyce tytuł." in report
    assert "osoba0@gmina.example" not in report
    assert PracticeCard.objects.count() == 0

    rest = desk.get(f"{page}do-poprawy/")
    assert "archiwum-do-poprawy.xlsx" in rest["Content-Disposition"]
    back = plan_archive(content=rest.content, name="r.xlsx", today=NOW.date())
    assert [row.parsed.key for row in back.rows] == ["2"]

    moving = desk.post(f"{page}przenies/", {"how": "published"})["Location"]
    again = desk.post(f"{page}przenies/", {"how": "published"})["Location"]
    assert again == moving  # one move of a check at a time
    work()
    done = desk.get(moving).content.decode()
    assert "Powstały 2 opisy." in done
    assert PracticeCard.objects.filter(live=True).count() == 2
    assert desk.get(reverse("moving:archives")).content.decode().count("<li><a") >= 2


def test_moved_as_drafts_unless_the_editor_says_otherwise(desk):
    page = send(desk, as_json([good_row(0)]), "archiwum.json")
    work()
    desk.post(f"{page}przenies/", {"how": "drafts"})
    work()
    assert not PracticeCard.objects.get().live


def test_options_reach_the_report(desk):
    twin = good_row(0) | {"ID": "9", "Dawny adres": ""}
    made = as_csv([good_row(0), twin])
    page = send(
        desk,
        made,
        "a.csv",
        with_duplicates="on",
        mapping=upload(b"constants: {service: Transport}", "m.yaml"),
        confirmed_on="2020-01-02",
    )
    work()
    assert "Przenieś 2 gotowe wiersze" in desk.get(page).content.decode()
    desk.post(f"{page}przenies/", {"how": "drafts"})
    work()
    assert {card.service for card in PracticeCard.objects.all()} == {"Transport"}


@pytest.mark.parametrize(
    ("content", "name", "mapping", "said"),
    [
        (b"%PDF-1.4 x", "a.xlsx", None, "id_file_error"),
        (b"Nazwa;Gmina\nA;Zielonki", "a.csv", b"columns: [", "id_mapping_error"),
        (b"Nazwa;Gmina\nA;Zielonki", "a.csv", b"nic: 1", "id_mapping_error"),
    ],
)
def test_a_wrong_file_is_refused_on_the_form(desk, content, name, mapping, said):
    data = {"file": upload(content, name)}
    if mapping:
        data["mapping"] = upload(mapping, "m.yaml")
    answer = desk.post(reverse("moving:archives"), data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Job.objects.count() == 0


def test_a_file_that_cannot_be_read_says_so_on_its_page(desk):
    page = send(desk, b"Licznik;Gmina\n1;Zielonki", "a.csv")
    assert work().state == Job.State.FAILED
    assert "wiersza nagłówków z tytułem" in desk.get(page).content.decode()


def test_each_role_gets_what_it_may(client, cast):
    client.force_login(cast["editor"], "django.contrib.auth.backends.ModelBackend")
    page = send(client, as_xlsx([good_row(0)]))
    work()
    pages = {
        (reverse("moving:archives"), "get"): (302, 403, 403, 200),
        (page, "get"): (302, 403, 403, 200),
        (f"{page}do-poprawy/", "get"): (302, 403, 403, 200),
        (f"{page}przenies/", "get"): (302, 403, 403, 405),
        (reverse("moving:archives"), "post"): (302, 403, 403, 422),
        (f"{page}przenies/", "post"): (302, 403, 403, 302),
        (reverse("moving:former") + "?adres=/nie-ma", "get"): (404,) * 4,
        (reverse("moving:former-path", args=["nie/ma"]), "get"): (404,) * 4,
    }
    found = {key: [] for key in pages}
    for user in cast.values():
        client.logout()
        if user:
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        for address, method in pages:
            answer = getattr(client, method)(address)
            found[address, method].append(answer.status_code)
    assert found == {key: list(statuses) for key, statuses in pages.items()}


def test_files_of_other_work_are_not_shown(desk, cast):
    other = Job.objects.create(kind="other", created_at=NOW)
    for name in ("report", "rest"):
        assert desk.get(reverse(f"moving:{name}", args=[other.pk])).status_code == 404


def test_archives_handed_in_are_erased_in_time(desk):
    page = send(desk, as_xlsx([good_row(0)]))
    work()
    stored = documents.StoredFile.objects.get()
    made = Job.objects.get().created_at
    assert erase_old_archives(made + KEPT_FOR - timedelta(minutes=1)) == 0
    assert erase_old_archives(made + KEPT_FOR + timedelta(minutes=1)) == 1
    stored.refresh_from_db()
    assert stored.erased_at is not None
    assert desk.get(f"{page}do-poprawy/").status_code == 302


# --- Old addresses --------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "/dawna-baza/?adres=/%3Fart%3D596%26p1%3D7",
        "/dawna-baza/?adres=http%3A%2F%2Fwww.baza.example%2F%3Fp1%3D7%26art%3D596",
        "/dawna-baza/?adres=/?p1=7&art=596",
        "/dawna-baza/?art=596&p1=7&s=2",
        "/dawna-baza/?p1=7&art=596&s=2",
    ],
)
def test_an_old_address_leads_to_the_card_for_ever(client, asked):
    card = published()
    cards.lead_here(card, ["/?art=596&p1=7"], by=None, now=NOW)
    answer = client.get(asked)
    assert answer.status_code == 308
    assert answer["Location"] == f"/praktyki/{card.pk}-autobus-na-telefon/"


def test_an_old_path_leads_to_the_card(client):
    card = published()
    cards.lead_here(card, ["/praktyki/596-autobus"], by=None, now=NOW)
    for asked in ("praktyki/596-autobus", "praktyki/596-autobus/?druk=1"):
        answer = client.get(f"/dawna-baza/{asked}")
        assert (answer.status_code, answer["Location"]) == (
            308,
            f"/praktyki/{card.pk}-autobus-na-telefon/",
        )


def test_an_unknown_or_hidden_old_address_offers_the_search(client):
    draft = published()
    cards.lead_here(draft, ["/?art=596"], by=None, now=NOW)
    PracticeCard.objects.update(live=False)
    for asked in (
        "/dawna-baza/?art=596",
        "/dawna-baza/?adres=<script>alert(1)",
        "/dawna-baza/",
    ):
        answer = client.get(asked)
        assert answer.status_code == 404
        page = answer.content.decode()
        assert 'action="/praktyki/"' in page
        assert "<script>alert" not in page
        assert "Autobus" not in page


# --- Links ------------------------------------------------------------------------


class _Site(http.server.BaseHTTPRequestHandler):
    asked: Counter = Counter()

    def _answer(self):
        self.asked[self.command, self.path] += 1
        if self.path == "/przekierowanie":
            self.send_response(301)
            self.send_header("Location", "/jest")
        elif self.path == "/kolo":
            self.send_response(302)
            self.send_header("Location", "/kolo")
        elif self.path == "/bez-head":
            self.send_response(405 if self.command == "HEAD" else 200)
        else:
            statuses = {"/jest": 200, "/zamknieta": 403, "/blad": 500}
            self.send_response(statuses.get(self.path, 404))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = _answer  # noqa: N815 - names of the library

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def site():
    _Site.asked = Counter()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_links_are_asked_and_broken_ones_told(site):
    paths = (
        "jest",
        "przekierowanie",
        "bez-head",
        "zamknieta",
        "nie-ma",
        "blad",
        "kolo",
    )
    found = ask_links(
        [f"{site}/{path}" for path in paths], Progress(), may_ask=lambda _ip: True
    )
    faults = {link.rpartition("/")[2]: state.fault for link, state in found.items()}
    assert faults == {
        "jest": None,
        "przekierowanie": None,
        "bez-head": None,
        "zamknieta": None,
        "nie-ma": LinkFault.STATUS,
        "blad": LinkFault.STATUS,
        "kolo": LinkFault.CIRCLE,
    }
    assert _Site.asked["HEAD", "/jest"] == 2  # itself, and by the redirection
    assert _Site.asked["GET", "/jest"] == 0


def test_private_networks_are_never_asked(site):
    links = [f"{site}/jest", "http://localhost/x", "ftp://a.example/", "http://[::1]/"]
    found = ask_links(links, Progress())
    assert [found[link].fault for link in links] == [
        LinkFault.PRIVATE,
        LinkFault.PRIVATE,
        LinkFault.BAD,
        LinkFault.PRIVATE,
    ]
    assert _Site.asked == Counter()


def test_links_of_a_row_are_told_only_when_asked(site):
    row = good_row(0) | {
        "Cele": f"Plan: {site}/nie-ma i {site}/jest.",
        "Załączniki": "pliki/plan.pdf",
    }
    mapping = {"base_url": f"{site}/"}
    from miara.practices.domain.migration.mapping import ArchiveMapping

    options = {
        "content": as_xlsx([row]),
        "name": "a.xlsx",
        "today": NOW.date(),
        "mapping": ArchiveMapping.model_validate(mapping),
    }
    silent = plan_archive(**options)
    assert Code.BROKEN_LINK not in {f.code for f in silent.rows[0].findings}
    assert _Site.asked == Counter()
    plan = plan_archive(**options, ask=True, may_ask=lambda _ip: True)
    told = [
        (found.column, finding_text(found))
        for found in plan.rows[0].findings
        if found.code is Code.BROKEN_LINK
    ]
    assert told == [
        ("Cele", f"Link {site}/nie-ma nie działa: serwer odpowiada 404."),
        ("Załączniki", f"Link {site}/pliki/plan.pdf nie działa: serwer odpowiada 404."),
    ]
    assert plan.counts["NEW"] == 1


# --- The command --------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "archiwum.xlsx"
    rows = [good_row(0), good_row(1) | {"Gmina": "Bochnia"}]
    path.write_bytes(as_xlsx(rows))
    return path


@pytest.fixture
def run(monkeypatch, capsys):
    monkeypatch.setattr(Command, "language", "pl")
    # A command from a terminal closes its connection, which here is the test's.
    monkeypatch.setattr("django.core.management.base.connections.close_all", int)

    def command(*arguments):
        try:
            main(["import", "practices", *map(str, arguments), "--quiet"])
        except SystemExit as ended:
            code = ended.code
        else:
            code = 0
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    monkeypatch.setenv("LC_ALL", "pl_PL.UTF-8")
    return command


def test_the_command_rehearses_and_keeps_nothing(run, archive):
    code, shown = run(archive, "--dry-run")
    assert code == 1
    assert "wiersz 3, Gmina: „Bochnia” – to może być: " in shown
    assert "To była próba: niczego nie zachowano." in shown
    assert PracticeCard.objects.count() == 0


def test_the_command_moves_and_writes_the_rest(run, archive, tmp_path):
    rest = tmp_path / "reszta.xlsx"
    code, shown = run(archive, "--publish", "--rest", rest)
    assert (code, "Powstał 1 opis." in shown) == (1, True)
    assert PracticeCard.objects.get().live
    mapping = tmp_path / "m.yaml"
    mapping.write_text("columns: {unit_code: Powiat}\nconstants: {unit_code: '120102'}")
    code, shown = run(rest, "--mapping", mapping, "--publish")
    assert (code, "Powstał 1 opis." in shown) == (0, True)
    code, shown = run(archive, "--mapping", mapping)
    assert code == 0
    records = tmp_path / "reszta.json"
    run(archive, "--rest", records, "--dry-run")
    told = json.loads(records.read_text())[0]
    assert told["ID"] == "2"
    assert "Podaj kod TERYT" in told["Powody odrzucenia"]


def test_the_command_tells_what_is_wrong_with_its_files(run, tmp_path):
    assert "Nie ma pliku" in run(tmp_path / "brak.xlsx")[1]
    bad = tmp_path / "zly.csv"
    bad.write_text("Licznik;Gmina\n1;Zielonki")
    assert "wiersza nagłówków" in run(bad)[1]


def test_the_command_runs_inside_the_program_too(archive):
    with pytest.raises(CommandError):
        call_command(Command(), "practices", str(archive), quiet=True)
