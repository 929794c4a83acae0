"""The command that checks a package: what it says and when it fails."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command
from tests.factories.finished_contest import ENDED, make_finished

from miara.contest.actions.dossiers import path_of
from miara.contest.exports.closing.making import make_dossier
from miara.contest.exports.closing.metadata import Case
from miara.core.progress import Progress

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.MIARA_HOME = tmp_path
    settings.FILES_DIR = tmp_path / "files"


def test_command_tells_a_sound_package_from_a_damaged_one(tmp_path):
    finished = make_finished(entries=1)
    dossier, missing = make_dossier(
        edition=finished.edition,
        case=Case("OR.1", "0220"),
        by_id=finished.world.organiser.pk,
        now=ENDED,
        progress=Progress(),
    )
    path = path_of(dossier.uid)
    assert (missing, dossier.size) == (0, path.stat().st_size)
    told = io.StringIO()
    call_command("contest-verify", str(path), stdout=told)
    assert str(dossier.file_count) in told.getvalue()
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("lider-2026/data/obcy.txt", "x")
    errors = io.StringIO()
    with pytest.raises(CommandError):
        call_command("contest-verify", str(path), stderr=errors)
    assert "obcy.txt" in errors.getvalue()


def test_command_refuses_what_is_no_zip(tmp_path):
    path = tmp_path / "a.zip"
    path.write_text("nic")
    with pytest.raises(CommandError):
        call_command("contest-verify", str(path))
