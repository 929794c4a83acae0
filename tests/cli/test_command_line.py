"""The overview of commands, in two languages and without loading the program."""

import os
import re
import subprocess
import sys

import pytest
from django.apps import apps
from django.core.management import get_commands

from miara.cli import commands
from miara.cli.main import main
from miara.cli.words import language


@pytest.fixture
def polish(monkeypatch):
    monkeypatch.setenv("LC_ALL", "pl_PL.UTF-8")


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def listed():
    return {line.name for group in commands.groups() for line in group.lines}


def test_every_command_of_ours_is_in_the_overview_and_no_other():
    ours = {
        name
        for name, application in get_commands().items()
        if application in {a.name for a in apps.get_app_configs()}
        and application.startswith("miara.")
    }
    assert ours | {"demo", "migrate"} == listed()
    assert listed() == commands.shipped()


def test_usage_begins_with_the_name():
    for group in commands.groups():
        for line in group.lines:
            assert line.usage.split()[0] == line.name


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"], ["-h"]])
@pytest.mark.usefixtures("english")
def test_overview(arguments, capsys):
    main(arguments)
    shown = capsys.readouterr().out
    assert "miara COMMAND --help" in shown
    for name in listed():
        assert re.search(rf"^  {name}\b", shown, re.M)
    assert max(map(len, shown.splitlines())) <= 80


def test_a_reader_that_stops_listening_ends_the_command_without_a_word():
    read, write = os.pipe()
    os.close(read)
    run = [sys.executable, "-c", "from miara.cli.main import main; main(['help'])"]
    ended = subprocess.run(run, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (ended.returncode, ended.stderr) == (1, b"")


@pytest.mark.usefixtures("polish")
def test_overview_in_polish(capsys):
    main([])
    shown = capsys.readouterr().out
    assert "Użycie: miara POLECENIE" in shown
    assert not set(re.findall(r"\b(?:the|of|and)\b", shown))


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "pl"),
        ({"LANG": "C.UTF-8"}, "pl"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "pl_PL", "LANG": "en_US.UTF-8"}, "pl"),
        ({"LC_MESSAGES": "EN_GB", "LANG": "pl_PL.UTF-8"}, "en"),
    ],
)
def test_language_of_the_terminal(environment, expected):
    assert language(environment) == expected


def test_the_overview_loads_nothing_of_the_program():
    """Neither Django nor arrays: the list is there at once."""
    program = (
        "import sys; from miara.cli.main import main; main([]); "
        "heavy = {'django', 'numpy', 'polars', 'pydantic'} & set(sys.modules); "
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_version(capsys):
    main(["--version"])
    assert re.fullmatch(r"Miara \d+\.\d+.*\n", capsys.readouterr().out)


@pytest.mark.parametrize("arguments", [["demo", "--help"], ["help", "demo"]])
@pytest.mark.usefixtures("english")
def test_help_of_the_demo(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    shown = capsys.readouterr().out
    assert stop.value.code == 0
    assert "--no-serve" in shown
    assert "forget what the demo made before" in shown


def test_help_of_another_command(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["help", "tick"])
    assert stop.value.code == 0
    assert "--now" in capsys.readouterr().out


def test_an_unknown_command_is_an_error(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["imprt"])
    assert stop.value.code == 1
    assert "import" in capsys.readouterr().err
