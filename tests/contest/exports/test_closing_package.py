"""The package of an edition: whole, checked from its bytes alone, told when faulty."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.finished_contest import (
    ENDED,
    SENTINEL,
    make_finished,
    make_finished_entry,
)

from miara.accounts.public import grant_role
from miara.contest.actions.forms import PROTOCOL
from miara.contest.domain.closing.checking import FlawKind, check_package
from miara.contest.exports.closing.making import write_package
from miara.contest.exports.closing.metadata import Case
from miara.contest.models import Mark, Milestone
from miara.contest.roles import edition_scope
from miara.core.localized import Localized
from miara.core.progress import Progress
from miara.questionnaires.public import create_form, load_form

pytestmark = pytest.mark.django_db
#: Attachments of an application and checks of its signatures are read one by one.
PER_ENTRY = 3
CASE = Case("OR.0220.5.2026", "0220", "B10")
BASE = "lider-2026/data/"


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.MIARA_HOME = tmp_path
    settings.FILES_DIR = tmp_path / "files"


def package_of(finished) -> io.BytesIO:
    file = io.BytesIO()
    write_package(file, finished.edition, CASE, now=ENDED, progress=Progress())
    return file


def altered(file: io.BytesIO, path: str, change) -> zipfile.ZipFile:
    """The package with one member changed, or left out where the change says None."""
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            content = change(content) if name.endswith(path) else content
            if content is not None:
                new.writestr(name, content)
    return zipfile.ZipFile(made)


def table(package: zipfile.ZipFile, path: str) -> list[dict[str, str]]:
    text = package.read(BASE + path).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_package_is_whole_and_sound():
    finished = make_finished()
    package = zipfile.ZipFile(package_of(finished))
    found = check_package(package)
    assert found.flaws == ()
    assert (found.versions, found.entries) == (3, 3)
    assert found.info["Internal-Sender-Identifier"] == CASE.number
    entries = table(package, "wnioski/wnioski.csv")
    assert [row["numer"] for row in entries] == ["2026/001", "2026/002", "2026/003"]
    assert entries[0]["jednostka_uid"] == "120617"
    (version, *_) = table(package, "wnioski/wersje.csv")
    assert SENTINEL in package.read(BASE + version["wniosek_pdf"]).decode()
    kept = json.loads(package.read(BASE + version["plik"]))
    assert kept["application"]["answers"]["title"] == "Projekt 1"
    annexes = table(package, "wnioski/zalaczniki.csv")
    assert [row["pole"] for row in annexes[:2]] == ["annexes", "consents"]
    assert all(package.read(BASE + row["plik"]).startswith(b"%PDF") for row in annexes)
    assert len(table(package, "ocena/oceny.csv")) == Mark.objects.count()
    assert table(package, "wyniki/rozstrzygniecia.csv")[0]["wniosek"] == "2026/001"
    assert table(package, "braki.csv") == []
    root = ET.fromstring(package.read(BASE + "metadane/metadane.xml"))
    own = {element.tag.rpartition("}")[2]: element.text for element in root}
    assert (own["znak_sprawy"], own["klasa_akt"]) == (CASE.number, CASE.klass)
    assert own["kategoria_archiwalna"] == "B10"
    log = table(package, "dziennik/dziennik.csv")
    assert log
    assert len(json.loads(package.read(BASE + "dziennik/dziennik.json"))) == len(log)
    assert CASE.number in package.read(BASE + "CZYTAJ.txt").decode()


@pytest.mark.parametrize(
    ("path", "change", "kind"),
    [
        ("zasady/regulamin.json", lambda text: text + b" ", FlawKind.CHANGED),
        ("wersja-1/tresc.json", lambda _text: None, FlawKind.MISSING),
        ("bagit.txt", lambda _text: None, FlawKind.NOT_A_PACKAGE),
    ],
)
def test_change_of_a_file_is_found(path, change, kind):
    package = altered(package_of(make_finished(entries=1)), path, change)
    assert kind in {flaw.kind for flaw in check_package(package).flaws}


def test_added_file_is_found():
    file = package_of(make_finished(entries=1))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(BASE + "wnioski/dopisany.txt", "x")
    kinds = {flaw.kind for flaw in check_package(zipfile.ZipFile(file)).flaws}
    assert kinds == {FlawKind.UNLISTED}


def test_ranking_is_made_again_from_the_table_alone():
    """One point changed in the table is told as a difference of the ranking."""
    file = package_of(make_finished())
    marks = table(zipfile.ZipFile(file), "ocena/tabela-rankingu.csv")
    points = next(row for row in marks if row["kind"] == "mark")["points"]

    def raise_points(content: bytes) -> bytes:
        return content.replace(f";{points};".encode(), b";0;", 1)

    package = altered(file, "ocena/tabela-rankingu.csv", raise_points)
    kinds = {flaw.kind for flaw in check_package(package).flaws}
    assert FlawKind.RANKING_DIFFERS in kinds


def test_snapshot_that_differs_from_its_acknowledged_hash_is_found():
    finished = make_finished(entries=1)
    finished.entries[0].versions.update(sha256="0" * 64)
    found = check_package(zipfile.ZipFile(package_of(finished)))
    assert {flaw.kind for flaw in found.flaws} == {FlawKind.CONTENT_DIFFERS}


def test_lost_file_is_written_down_and_stops_nothing(settings):
    finished = make_finished(entries=1)
    sha = finished.entries[0].latest.pdf.sha256
    (settings.FILES_DIR / sha[:2] / sha).unlink()
    package = zipfile.ZipFile(package_of(finished))
    (lost,) = table(package, "braki.csv")
    assert lost["plik"].startswith("wnioski/2026-001/wersja-1/wniosek")
    assert check_package(package).is_sound


def test_papers_nobody_asked_for_yet_are_made_for_the_archive():
    finished = make_finished(entries=1)
    finished.entries[0].versions.update(receipt=None, pdf=None)
    package = zipfile.ZipFile(package_of(finished))
    (row,) = table(package, "wnioski/wersje.csv")
    for column in ("poswiadczenie", "wniosek_pdf"):
        assert package.read(BASE + row[column]).startswith(b"%PDF")


def test_statements_do_not_grow_with_applications():
    """A chunk of applications asks as much as one; only attachments ask for each."""
    finished = make_finished(entries=1)
    package_of(finished)
    with CaptureQueriesContext(connection) as one:
        package_of(finished)
    for number in (2, 3):
        make_finished_entry(finished.world, number)
    with CaptureQueriesContext(connection) as three:
        package_of(finished)
    assert len(three) - len(one) <= 2 * PER_ENTRY


def test_calendar_roles_and_forms_of_the_edition_are_in_the_package():
    finished = make_finished()
    edition, by = finished.edition, finished.world.organiser
    Milestone.objects.create(
        edition=edition, kind="RESULTS", place=Localized("Kraków"), starts_at=ENDED
    )
    role = {"user": by, "by": None, "now": ENDED}
    grant_role(role_code="EDITION_CHECKER", scope=edition_scope(edition.uid), **role)
    form = create_form(
        definition=load_form("visit"),
        owner_kind=PROTOCOL.owner,
        owner_id=edition.uid,
        by=by,
        now=ENDED,
    )
    package = zipfile.ZipFile(package_of(finished))
    built = json.loads(package.read(f"{BASE}zasady/budowa.json"))
    assert [row["place"] for row in built["calendar"]] == ["Kraków"]
    assert built["call"]["deadline"]
    log = table(package, "dziennik/dziennik.csv")
    assert "accounts.role_granted" in {row["rodzaj"] for row in log}
    told = {row["obiekt"] for row in log if row["rodzaj"].startswith("questionn")}
    assert f"questionnaires.form {form.form_id}" in told
