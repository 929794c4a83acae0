"""A ZIP of the ministry's reports: a result for each file, drafts and nothing more."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.budget import NOW, UNIT, make_year
from tests.factories.plans import make_person

from miara.budget.actions.archive import MOST, SentHow, send_archive
from miara.budget.domain.lines import BudgetLine, Key, Side
from miara.budget.errors import TooManyFilesError
from miara.budget.exports.rb_xml import rb_xml
from miara.budget.models import Line, ReportFile
from miara.documents.models import StoredFile

pytestmark = pytest.mark.usefixtures("register")
PAGE = reverse("budget:archive", args=["120617-zielonki", 2026])


def report(side=Side.EXPENDITURE, year=2026, quarter=1, code=UNIT, executed=100):
    paragraph = "430" if side is Side.EXPENDITURE else "032"
    lines = [
        BudgetLine(Key(side.value, "900", "90003", paragraph, "0"), executed=executed)
    ]
    return rb_xml(
        lines,
        side=side,
        unit_code=code,
        unit_kind="2",
        unit_name="Zielonki",
        year=year,
        quarter=quarter,
    )


def packed(*files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files:
            package.writestr(name, content)
    return target.getvalue()


def send(year, *files, by=None):
    content = packed(*files)
    return send_archive(year, content=content, name="rb.zip", by=by, now=NOW)


def test_each_file_has_its_result():
    year = make_year()
    both = report().replace(b"</Rb-28s>", b"</Rb-28s>" + _inner(report(Side.REVENUE)))
    found = send(
        year,
        ("rb28s.xml", report()),
        ("rb27s.xml", report(Side.REVENUE, quarter=2)),
        ("oba.xml", both),
        ("inna.xml", report(code="120611")),
        ("dawny.xml", report(year=2025)),
        ("maj.xml", report(quarter=5)),
        ("czerwiec.xml", report(quarter=6, executed=7)),
        ("plan.csv", b"Dzial;Rozdzial\n"),
        ("zly.xml", b"<a><b></a>"),
        ("typ.xml", b"<!DOCTYPE a><a/>"),
        ("../../zly.xml", report()),
        ("w-srodku.zip", packed(("rb.xml", report()))),
    )
    told = [(each.name, each.how) for each in found]
    assert told == [
        ("rb28s.xml", SentHow.DRAFT),
        ("rb27s.xml", SentHow.DRAFT),
        ("oba.xml", SentHow.DRAFT),
        ("oba.xml", SentHow.DRAFT),
        ("inna.xml", SentHow.NOT_OURS),
        ("dawny.xml", SentHow.OTHER_YEAR),
        ("maj.xml", SentHow.NO_QUARTER),
        ("czerwiec.xml", SentHow.DRAFT),
        ("plan.csv", SentHow.NOT_XML),
        ("zly.xml", SentHow.DAMAGED),
        ("typ.xml", SentHow.DAMAGED),
        ("zly.xml", SentHow.REFUSED),
        ("w-srodku.zip", SentHow.REFUSED),
    ]
    kept = {(f.kind, f.quarter, f.state) for f in ReportFile.objects.all()}
    assert kept == {
        ("RB28S", 1, "DRAFT"),
        ("RB27S", 2, "DRAFT"),
        ("RB27S", 1, "DRAFT"),
        ("RB28S", 2, "DRAFT"),
    }
    assert not Line.objects.exists()


def _inner(content):
    start, end = content.index(b"<Rb-27s"), content.index(b"</Rb-27s>")
    return content[start:end] + b"</Rb-27s>"


def test_the_same_archive_again_makes_no_second_drafts():
    year = make_year()
    files = [("rb28s.xml", report()), ("rb27s.xml", report(Side.REVENUE))]
    send(year, *files)
    content, later = packed(*files), NOW.replace(hour=20)
    found = send_archive(year, content=content, name="rb.zip", by=None, now=later)
    assert [each.how for each in found] == [SentHow.KNOWN, SentHow.KNOWN]
    assert ReportFile.objects.count() == 2


def test_too_many_files_are_refused_before_any_is_kept():
    year = make_year()
    with pytest.raises(TooManyFilesError):
        send(year, *((f"{n}.xml", report(executed=n)) for n in range(MOST + 1)))
    assert not StoredFile.objects.exists()


def test_the_page_lists_results_and_says_what_is_wrong(client):
    make_year()
    who = make_person("skarbniczka", "UNIT_TREASURER", UNIT)
    client.force_login(who, "django.contrib.auth.backends.ModelBackend")
    assert client.get(PAGE).status_code == 200
    archive = packed(("rb28s.xml", report()), ("plan.csv", b"x"))
    sent = SimpleUploadedFile("rb.zip", archive)
    page = client.post(PAGE, {"content": sent}).content.decode()
    row = ReportFile.objects.get()
    assert reverse("budget:file", args=["120617-zielonki", 2026, row.pk]) in page
    assert "1 sprawozdanie Twojej jednostki." in page
    assert "To nie jest XML ministerstwa." in page
    wrong = client.post(PAGE, {"content": SimpleUploadedFile("a.zip", b"PK nic")})
    assert wrong.status_code == 422
    assert "a.zip" in wrong.content.decode()
    assert client.post(PAGE, {"content": ""}).status_code == 422


@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 403), ("UNIT_READER", 403), ("UNIT_TREASURER", 200)],
)
def test_only_those_who_keep_the_budget_send(client, role, status):
    make_year()
    client.force_login(
        make_person("ktos", role, UNIT), "django.contrib.auth.backends.ModelBackend"
    )
    assert client.get(PAGE).status_code == status
