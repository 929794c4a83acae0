"""Files of reports: made by the worker, kept by digest, packed for the bulletin."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from docx import Document as Word
from openpyxl import load_workbook
from tests.factories.plans import NOW, TODAY, UNIT
from tests.factories.reports import make_world

from miara.core.jobs import perform
from miara.core.models import Job
from miara.documents.models import StoredFile
from miara.reports.actions.files import order_files
from miara.reports.actions.publishing import publish_report
from miara.reports.actions.reports import edit_section, make_report
from miara.reports.models import MadeFile
from miara.reports.presenters.drafts import drafts_of
from miara.reports.queries.versions import digest_of_draft

HOME = "/jednostki/120617-zielonki/plany/raporty"
PUBLIC = "/jednostki/120617-zielonki/raporty/stan-gminy-2026"
FORMATS = ["html", "pdf", "docx", "xlsx"]


@pytest.fixture
def who(world):
    return {"by": world.office.people["planner"], "now": NOW}


@pytest.fixture
def report(world, who):
    drafts, vintage = drafts_of(UNIT, 2026, "STATE", TODAY)
    made = make_report(UNIT, 2026, "STATE", drafts, vintage=vintage, **who)
    section = made.sections.get(code="domain-environment")
    edit_section(section, "Tak piszemy.", version=None, **who)
    return made


def work():
    """Do what waits, as the worker would."""
    for job in Job.objects.unfinished():
        perform(job.pk)
    return Job.objects.newest_first().first()


def test_files_of_a_draft_are_ordered_made_and_served(report, who, enter):
    client = enter(who["by"])
    answer = client.post(f"{HOME}/{report.pk}/", {"do": "files", "version": "0"})
    job = Job.objects.get()
    assert answer.url == f"{HOME}/{report.pk}/pliki/{job.pk}/"
    page = client.get(answer.url).content.decode()
    assert 'role="status"' in page
    # Asking twice while it lasts is once.
    client.post(f"{HOME}/{report.pk}/", {"do": "files", "version": "0"})
    assert Job.objects.count() == 1
    done = work()
    assert (done.state, done.done, done.total) == ("DONE", 4, 4)
    assert "Pliki są gotowe" in client.get(answer.url).content.decode()
    assert [row.suffix for row in MadeFile.objects.order_by("pk")] == FORMATS
    for suffix in FORMATS:
        answer = client.get(f"{HOME}/{report.pk}.{suffix}")
        assert (suffix, answer.status_code) == (suffix, 200)
        assert "attachment" in answer["Content-Disposition"]
    assert (
        "sandbox" in client.get(f"{HOME}/{report.pk}.html")["Content-Security-Policy"]
    )


def test_a_changed_draft_leaves_its_old_files(report, who, enter):
    order_files(report, 0, digest_of_draft(report), **who)
    work()
    section = report.sections.get(code="tasks")
    edit_section(section, "Inaczej.", version=None, **who)
    assert enter(who["by"]).get(f"{HOME}/{report.pk}.pdf").status_code == 302
    order_files(report, 0, digest_of_draft(report), **who)
    work()
    assert MadeFile.objects.count() == 4
    assert StoredFile.objects.filter(erased_at__isnull=False).count() == 4


def test_a_job_for_an_earlier_text_says_so(report, who):
    order_files(report, 0, digest_of_draft(report), **who)
    section = report.sections.get(code="tasks")
    edit_section(section, "Inaczej.", version=None, **who)
    done = work()
    assert done.state == "FAILED"
    assert "Zamów pliki jeszcze raz" in done.error
    assert not MadeFile.objects.exists()


@pytest.fixture
def published(report, who):
    """A report with two versions and their files."""
    order_files(report, 0, digest_of_draft(report), **who)
    work()
    publish_report(report, author="Anna Nowak, sekretarz", **who)
    work()
    section = report.sections.get(code="tasks")
    edit_section(section, "=1+1 zadania", version=None, **who)
    facts = {"by": who["by"], "now": NOW + timedelta(days=1)}
    publish_report(report, author="Jan Kos", note="Dodano zadania.", **facts)
    work()
    return report


def test_the_public_address_serves_the_kept_file(published, client):
    made = MadeFile.objects.filter(version__number=1)
    assert made.count() == 5
    # The first version says what the draft said: its files were not made again.
    digests = {row.stored_id for row in MadeFile.objects.filter(version=None)}
    assert {row.stored_id for row in made.exclude(suffix="zip")} == digests
    for suffix in FORMATS:
        kept = MadeFile.objects.get(version__number=2, suffix=suffix).stored
        answer = client.get(f"{PUBLIC}.{suffix}")
        assert hashlib.sha256(answer.content).hexdigest() == kept.sha256
        old = client.get(f"{PUBLIC}/wersja-1.{suffix}")
        assert old.content != answer.content
    page = client.get(f"{PUBLIC}.html").content.decode()
    assert "=1+1 zadania" in page.replace("\u00a0", " ")
    assert "<script" not in page


def test_files_say_what_the_report_says(published, client):
    paper = Word(io.BytesIO(client.get(f"{PUBLIC}.docx").content))
    assert "Tak piszemy." in [each.text for each in paper.paragraphs]
    assert len(paper.tables) == 3
    cells = [cell.text for cell in paper.tables[-1].rows[1].cells]
    assert cells[0] == "GK-01 Zadanie GK-01"
    book = load_workbook(io.BytesIO(client.get(f"{PUBLIC}.xlsx").content))
    values = [row for page in book.worksheets for row in page.values]
    assert any(30000.5 in row for row in values)
    pdf = client.get(f"{PUBLIC}.pdf").content
    assert pdf[:5] == b"%PDF-"
    assert b"/StructTreeRoot" in pdf


def test_tables_are_open_data(published, client):
    whole = json.loads(client.get(f"{PUBLIC}.json").content)
    assert (whole["version"], whole["kind"]) == (2, "STATE")
    assert whole["sections"][1]["lines"] == ["Tak piszemy."]
    tasks = next(each for each in whole["sections"] if each["code"] == "tasks")
    assert tasks["table"][0]["Wykonanie"] == 30000.5
    place = whole["sections"].index(tasks) + 1
    text = client.get(f"{PUBLIC}/wersja-2/tabela-{place}.csv").content
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == [
        *("GK-01 Zadanie GK-01", "100000,00", "120000,00", "30000,50", "89999,50")
    ]
    one = json.loads(client.get(f"{PUBLIC}/wersja-2/tabela-{place}.json").content)
    assert one["rows"] == tasks["table"]
    assert client.get(f"{PUBLIC}/wersja-2/tabela-99.csv").status_code == 404


def test_the_package_for_the_bulletin_tells_who_when_and_what(published, enter, world):
    reader = enter(world.office.people["reader"])
    content = reader.get(f"{HOME}/{published.pk}/wersja-2.zip").content
    package = zipfile.ZipFile(io.BytesIO(content))
    assert package.testzip() is None
    names = set(package.namelist())
    base = "stan-gminy-120617-zielonki-2026-wersja-2"
    assert {f"{base}.{suffix}" for suffix in [*FORMATS, "json"]} < names
    assert "metadane.csv" in names
    root = ET.fromstring(package.read("metadane.xml"))
    assert root.findtext("odpowiada-za-tresc") == "Jan Kos"
    assert root.findtext("opublikowal") == world.office.people["planner"].full_name
    assert root.findtext("data-publikacji") < root.findtext("data-zmiany")
    assert root.findtext("data-wytworzenia") == TODAY.isoformat()
    assert root.findtext("adres").endswith("/raporty/stan-gminy-2026/wersja-2/")
    changes = root.findall("rejestr-zmian/zmiana")
    assert [each.get("wersja") for each in changes] == ["1", "2"]
    assert changes[1].findtext("opis") == "Dodano zadania."
    assert [each.text for each in changes[1].findall("czesc")] == ["Zadania budżetowe"]
    for listed in root.findall("pliki/plik"):
        kept = package.read(listed.get("nazwa"))
        assert hashlib.sha256(kept).hexdigest() == listed.get("sha256")
    log = package.read("rejestr-zmian.csv").decode("utf-8-sig").splitlines()
    assert len(log) == 3
    # The package of the first version knows nothing of the second.
    first = zipfile.ZipFile(
        io.BytesIO(reader.get(f"{HOME}/{published.pk}/wersja-1.zip").content)
    )
    assert len(ET.fromstring(first.read("metadane.xml")).findall(".//zmiana")) == 1


def test_files_of_another_unit_stay_closed(published, enter, world):
    job = Job.objects.newest_first().first()
    client = enter(world.office.people["reader"])
    other = HOME.replace("120617-zielonki", "120611-skawina")
    for path in (f"{published.pk}/wersja-1.zip", f"{published.pk}/pliki/{job.pk}/"):
        assert client.get(f"{other}/{path}").status_code == 403
    assert client.get(f"{HOME}/{published.pk + 1}/pliki/{job.pk}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_bars_are_described_in_the_short_version():
    world = make_world()
    facts = {"by": world.office.people["planner"], "now": NOW}
    drafts, vintage = drafts_of(UNIT, 2026, "SHORT", TODAY)
    report = make_report(UNIT, 2026, "SHORT", drafts, vintage=vintage, **facts)
    publish_report(report, **facts)
    assert work().state == "DONE"
    kept = {row.suffix: row.stored for row in MadeFile.objects.all()}
    from miara.documents.public import read_file

    assert b"/Alt" in read_file(kept["pdf"])
    page = read_file(kept["html"]).decode()
    assert 'role="img"' in page
    assert 'class="paged"' in page
    paper = Word(io.BytesIO(read_file(kept["docx"])))
    picture = paper.inline_shapes[0]._inline.docPr
    assert picture.get("descr").startswith("Wskaźniki tej dziedziny")
