"""A data folder of one test, official files of the small register, captured output."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import translation
from tests.factories.units import terc_csv

NETWORKS = (
    '"Kod";"Nazwa";"ogółem;wodociąg;2019;[%]";"ogółem;kanalizacja;2019;[%]";'
    '"ogółem;gaz;2019;[%]";\n'
    '1201011;"Bochnia (1)";97,1;88,0;70,2;\n'
    '1201022;"Bochnia (2)";80,5;41,5;66,6;\n'
    '1206172;"Zielonki (2)";99,4;78,1;91,0;\n'
    '1261011;"Kraków (1)";99,9;95,0;90,1;\n'
)


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path, monkeypatch) -> Iterator[Path]:
    """A MIARA_HOME of its own, and a terminal that speaks English."""
    home = tmp_path / "home"
    settings.MIARA_HOME = home
    settings.CUBE_DIR = home / "cube"
    settings.UPLOADS_DIR = home / "uploads"
    home.mkdir()
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    before = translation.get_language()
    yield home
    # Commands leave the language of the terminal behind.
    translation.activate(before)


@pytest.fixture
def miara():
    """Run a command; gives what it printed, on both outputs."""

    def run(*words: object, **options: object) -> SimpleNamespace:
        out, err = StringIO(), StringIO()
        try:
            call_command(*map(str, words), stdout=out, stderr=err, **options)
        finally:
            run.last = SimpleNamespace(out=out.getvalue(), err=err.getvalue())
        return run.last

    return run


@pytest.fixture
def register_file(tmp_path) -> Path:
    path = tmp_path / "TERC_2025-01-01.csv"
    path.write_bytes(terc_csv())
    return path


@pytest.fixture
def networks_file(tmp_path) -> Path:
    path = tmp_path / "wodociagi_2019_CTAB.csv"
    path.write_text(NETWORKS, encoding="utf-8")
    return path
