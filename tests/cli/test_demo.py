"""The demo: from an empty folder to a full site, again at once, and never over
somebody's data."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from tests.factories.units import make_register

from miara.accounts.domain.documents import pdf_problem
from miara.accounts.models import Membership, User
from miara.accounts.public import INSTALLATION, RoleCode, unit_scope
from miara.cli.demo import guard, people, tour
from miara.cli.demo.command import Command
from miara.cli.demo.paper import one_page
from miara.indicators.models import DataLoad

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def run_demo(home, *options):
    """The demo in a folder."""
    return run_miara(home, "demo", *options)


def run_miara(home, *arguments):
    """Run it as people do; SQLite in the folder, whatever the tests run on."""
    variables = {k: v for k, v in os.environ.items() if not k.startswith("MIARA_")}
    variables |= {"MIARA_HOME": str(home), "LC_ALL": "en_GB.UTF-8", "DATABASE_URL": ""}
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from miara.cli.main import main; main()",
            *arguments,
        ],
        env=variables,
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def counts(home):
    """Rows of every table, but the sessions and the log of migrations."""
    with sqlite3.connect(home / "miara.sqlite3") as database:
        tables = database.execute(
            "select name from sqlite_master where type = 'table'"
        ).fetchall()
        return {
            name: database.execute(f'select count(*) from "{name}"').fetchone()[0]
            for (name,) in tables
        }


def mails(home):
    """Texts of the outbox."""
    with sqlite3.connect(home / "miara.sqlite3") as database:
        return json.dumps(
            database.execute("select * from notifications_message").fetchall()
        )


PASSWORD = re.compile(
    r"^  (\S+@example\.pl) +([a-z2-7]{5}-[a-z2-7]{5}-[a-z2-7]{5}) ", re.M
)


def test_from_an_empty_folder_and_once_more(tmp_path):
    first = run_demo(tmp_path, "--no-serve", "--port", "8123")
    assert (first.returncode, first.stderr) == (0, "")
    assert "http://127.0.0.1:8123/" in first.stdout
    assert "fictional" in first.stdout
    assert "http://127.0.0.1:8123/" in mails(tmp_path)
    made = counts(tmp_path)
    vintages = sorted((tmp_path / "cube" / "vintages").glob("*.json"))
    assert len(vintages) == made["indicators_publication"] == 2
    filled = {
        "accounts_administratorrequest",
        "accounts_invitation",
        "accounts_membership",
        "accounts_user",
        "audit_event",
        "contest_assignment",
        "contest_conflict",
        "contest_papercopy",
        "contest_release",
        "indicators_dataload",
        "indicators_errorreport",
        "indicators_peergroup",
        "indicators_revision",
        "indicators_subscription",
        "organisations_organisation",
        "statements_accessibilitystatement",
        "statements_party",
        "units_unitbridge",
        "units_unitevent",
        "units_unitshape",
    }
    known = {name for name in filled if made.get(name)}
    assert known == filled
    assert made["contest_entry"] == 52  # forty being assessed, twelve long decided
    assert made["contest_award"] == made["contest_diploma"] > 12
    assert made["contest_mark"] > 350
    assert made["contest_supplementcall"] == 1
    assert made["contest_entrycard"] == 4  # laureates on their way to the base
    assert made["practices_practicecard"] == 60 + 4
    assert made["contest_dossier"] == 1
    (package,) = (tmp_path / "dossiers").glob("*.zip")
    check = run_miara(tmp_path, "contest-verify", str(package))
    assert (check.returncode, check.stderr) == (0, "")
    assert (tmp_path / "static" / "staticfiles.json").is_file()

    again = run_demo(tmp_path, "--no-serve")
    assert (again.returncode, again.stderr) == (0, "")
    assert counts(tmp_path) == made
    assert sorted((tmp_path / "cube" / "vintages").glob("*.json")) == vintages
    passwords = PASSWORD.findall(first.stdout)
    assert len(dict(passwords)) == len(people.accounts())
    assert PASSWORD.findall(again.stdout) == passwords


@pytest.mark.django_db
def test_official_units_are_left_alone():
    make_register()
    with pytest.raises(CommandError, match="MIARA_HOME"):
        call_command(Command(), no_serve=True)
    with pytest.raises(guard.NotForDemo):
        guard.start_afresh()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_official_files_beside_the_sample_are_left_alone():
    make_register(is_fictional=True)
    guard.check_home()
    facts = {"table": "t", "file_name": "f", "sha256": "0", "loaded_at": NOW}
    DataLoad.objects.create(**facts, is_fictional=True)
    guard.check_home()
    DataLoad.objects.create(**facts | {"sha256": "1"}, is_fictional=False)
    with pytest.raises(guard.NotForDemo):
        guard.check_home()


@pytest.mark.django_db
def test_accounts_without_sample_are_left_alone():
    guard.check_home()
    User.objects.create_user("anna@example.pl")
    with pytest.raises(guard.NotForDemo):
        guard.check_home()


@pytest.mark.django_db
def test_accounts_hold_the_roles_they_are_said_to(monkeypatch):
    make_register(is_fictional=True)
    monkeypatch.setattr(people, "HOME_UNIT", "126101")
    assert people.open_accounts(now=NOW) == len(people.accounts())
    assert people.open_accounts(now=NOW) == 0
    people.grant_unit_roles(now=NOW)
    people.grant_unit_roles(now=NOW)
    held = {(m.user.email, m.role, m.scope) for m in Membership.objects.all()}
    assert held == {
        (account.email, account.role, scope)
        for account in people.accounts()
        if account.role
        for scope in [
            INSTALLATION if account.role == RoleCode.OPERATOR else unit_scope("126101")
        ]
    }
    for account in people.accounts():
        assert User.objects.get(email=account.email).check_password(account.password)


def test_passwords_are_of_one_folder(settings):
    settings.SECRET_KEY = "one"
    here = [account.password for account in people.accounts()]
    assert here == [account.password for account in people.accounts()]
    assert len(set(here)) == len(here)
    settings.SECRET_KEY = "other"
    assert not set(here) & {account.password for account in people.accounts()}


def test_the_document_of_the_request_is_a_pdf():
    content = one_page("Line (one)", "back\\slash")
    assert pdf_problem(content) is None
    start = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    assert content[start:].startswith(b"xref")
    offsets = [int(o) for o in re.findall(rb"^(\d{10}) 00000 n", content[start:], re.M)]
    assert len(offsets) == 5
    for number, offset in enumerate(offsets, start=1):
        assert content[offset:].startswith(b"%d 0 obj" % number)
    assert rb"(Line \(one\))" in content
    assert rb"(back\\slash)" in content
    with pytest.raises(UnicodeEncodeError):
        one_page("ł")


@pytest.mark.django_db
def test_only_addresses_that_exist_are_shown(monkeypatch):
    sights = [("/", "the first page"), ("/nigdzie/?a=b", "nowhere")]
    monkeypatch.setattr(tour, "_sights", lambda: iter(sights))
    shown = "\n".join(tour.lines("http://host:1"))
    assert "http://host:1/\n      the first page" in shown
    assert "nigdzie" not in shown
