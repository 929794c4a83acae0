"""A fresh process finds all background work by itself, as the server does.

Tests import modules and so register what they hold; the server only reads the modules
named ``tasks``.
"""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import miara

SOURCE = Path(miara.__file__).parent
ASK = """
import json
import django
django.setup()
from miara.core import jobs, schedule
schedule.calendar()
known = [*jobs._registry.values(), *schedule._tasks.values()]
print(json.dumps([f"{r.function.__module__}.{r.function.__name__}" for r in known]))
"""


def registering() -> set[str]:
    """Functions of the source with a decorator ``job`` or ``due``."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        module = ".".join(("miara", *path.relative_to(SOURCE).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for mark in getattr(node, "decorator_list", ()):
                name = getattr(getattr(mark, "func", None), "id", "")
                if name in {"job", "due"}:
                    found.add(f"{module.removesuffix('.__init__')}.{node.name}")
    return found


def test_a_fresh_process_knows_every_job_and_every_date():
    out = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "miara.config.settings"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    known = set(json.loads(out.splitlines()[-1]))
    assert "miara.contest.tasks.closing.dossier" in known
    assert registering() - known == set()
