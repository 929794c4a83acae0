"""Personal data go when their time is over: from every table and every file."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.finished_contest import DURING, ENDED, SENTINEL, make_finished

from miara.contest.actions.dossiers import path_of
from miara.contest.actions.retention import erase_due, erase_of_edition
from miara.contest.exports.closing.making import make_dossier
from miara.contest.exports.closing.metadata import Case
from miara.contest.models import Award, Edition, Mark, PublicQuestion
from miara.contest.queries.held import held_of
from miara.contest.queries.retention import FILES, PLAN, STAYS
from miara.core.personal_data import Scrub
from miara.core.progress import Progress
from miara.documents import public as documents

CONTEXTS = ("contest", "questionnaires", "notifications", "documents", "audit", "core")
YEARS = timedelta(days=1826)


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.MIARA_HOME = tmp_path
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path


def finished():
    """A closed edition with a package."""
    made = make_finished(entries=2)
    make_dossier(
        edition=made.edition,
        case=Case("OR.1", "0220"),
        by_id=made.world.organiser.pk,
        now=ENDED,
        progress=Progress(),
    )
    Edition.objects.filter(pk=made.edition.pk).update(archived_at=ENDED)
    made.edition.refresh_from_db()
    return made


def rows_with(word: str) -> dict[str, int]:
    """Columns of the tables of our contexts in which a word stands, and in how many."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in CONTEXTS:
            continue
        for field in model._meta.local_concrete_fields:
            sql = (
                f'SELECT count(*) FROM "{model._meta.db_table}" '
                f'WHERE lower(CAST("{field.column}" AS text)) LIKE %s'
            )
            with connection.cursor() as cursor:
                cursor.execute(sql, [f"%{word.lower()}%"])
                if count := cursor.fetchone()[0]:
                    found[f"{model._meta.db_table}.{field.column}"] = count
    return found


def files_with(word: str, home: Path) -> list[Path]:
    return [
        path
        for path in home.rglob("*")
        if path.is_file() and word.encode() in path.read_bytes()
    ]


@pytest.mark.django_db
def test_no_personal_value_is_left_anywhere(home, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = finished()
    assert len(rows_with(SENTINEL)) > 15  # the search does find what is there
    assert files_with(SENTINEL, home)
    marks, awards = Mark.objects.count(), Award.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        erased = erase_due(ENDED + YEARS)
    assert rows_with(SENTINEL) == {}
    assert files_with(SENTINEL, home) == []
    assert not path_of(made.edition.dossiers.get().uid).exists()
    assert [row.code for row in held_of(made.edition)] == ["Juror.full_name"]
    assert (Mark.objects.count(), Award.objects.count()) == (marks, awards)
    assert made.edition.experts.values("email").distinct().count() == 3
    assert erased["letters"] == 1
    assert erase_due(ENDED + YEARS + timedelta(days=1)) == {}


@pytest.mark.django_db
def test_each_kind_goes_at_its_own_time(django_capture_on_commit_callbacks):
    made = finished()
    first = made.entries[0]
    acknowledged = first.latest.sha256

    def erase(moment):
        with django_capture_on_commit_callbacks(execute=True):
            return erase_of_edition(edition=made.edition, now=moment)

    assert erase(DURING + timedelta(days=89)).keys() == set()
    assert erase(ENDED) == {
        "PublicQuestion.reply_to": 1,
        "SiteVisit.host": 1,
        "Juror.email": 1,
    }
    assert PublicQuestion.objects.get().text
    before = {row.code for row in held_of(made.edition)}
    year = erase(ENDED + timedelta(days=365))
    # Two answers and the consent of two applications; documents hold them too.
    assert (year["forms"], year["PublicQuestion.text"]) == (4, 1)
    first.latest.refresh_from_db()
    assert SENTINEL not in first.latest.snapshot
    assert "Projekt 1" in first.latest.snapshot
    assert first.latest.sha256 == acknowledged
    assert first.latest.erased_at == ENDED + timedelta(days=365)
    gone = before - {row.code for row in held_of(made.edition)}
    assert gone >= {"form.contact", "form.consents", "files", "dossiers"}
    assert "Expert.full_name" not in gone


@pytest.mark.django_db
def test_nothing_goes_from_an_open_file_but_what_has_a_clock_of_its_own():
    made = make_finished(entries=1)
    erased = erase_of_edition(edition=made.edition, now=ENDED + YEARS)
    assert erased.keys() == {"PublicQuestion.reply_to", "PublicQuestion.text"}


@pytest.mark.django_db
def test_page_of_what_is_held_tells_how_much_and_until_when():
    made = finished()
    with CaptureQueriesContext(connection) as asked:
        found = {row.code: row for row in held_of(made.edition)}
    assert len(asked) < 55
    assert found["Expert.full_name"].count == 3
    assert found["Expert.full_name"].latest == ENDED + timedelta(days=1825)
    assert found["form.contact"].latest == ENDED + timedelta(days=365)
    assert found["PublicQuestion.reply_to"].earliest == DURING + timedelta(days=90)
    assert found["Juror.full_name"].stays


def test_every_declared_field_of_the_contest_is_in_the_plan():
    planned = {slot.code for slot in (*PLAN, *STAYS)}
    declared = {
        f"{model.__name__}.{name}"
        for model in apps.get_app_config("contest").get_models()
        for name, declaration in model.personal_data.items()
        if declaration.scrub != Scrub.KEEP
    }
    assert declared - planned == set()
    own = {slot.code: slot.lasts for slot in PLAN if slot.lasts}
    assert own == {
        f"{model.__name__}.{name}": declaration.keep_for
        for model in apps.get_app_config("contest").get_models()
        for name, declaration in model.personal_data.items()
        if isinstance(declaration.keep_for, timedelta)
    }


def test_every_kept_file_of_the_contest_is_erased_or_meant_to_stay():
    """Logos, published texts, diplomas and press packages name no private person."""
    stays = {
        "Organiser.logo",
        "Patron.logo",
        "Diploma.file",
        "PressPackage.sealed",
        "PressPackage.file",
    }
    kept = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("contest").get_models()
        for field in model._meta.local_concrete_fields
        if field.related_model is documents.StoredFile
    }
    assert kept - stays == {slot.code for slot in FILES}
