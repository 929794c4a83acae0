"""Rows with results are read by few modules, and by none without asking for the moment."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2] / "src" / "miara"
SEALED = {"Award", "Diploma", "PressPackage", "Release"}
#: Who may name the sealed models, below `contest`, and why it is safe.
READERS = {
    "queries/results.py": "asks whether the stage is out",
    "queries/press.py": "asks results_of before the key",
    "queries/jury.py": "for members of the jury",
    "actions/jury.py": "the jury writes",
    "actions/release.py": "the chair sets the moment",
    "actions/diplomas.py": "the chair before, the office after the moment",
    "actions/press.py": "the chair seals",
    "actions/announcing.py": "letters after the moment",
    "presenters/jury.py": "for members of the jury",
    "presenters/results.py": "shows what it is given",
    "presenters/trail_results.py": "names of stages only",
    "exports/minutes.py": "for members of the jury",
    "forms/results.py": "names of stages only",
    "views/release.py": "pages of the chair",
    "views/results.py": "asks results_of",
    "views/diplomas.py": "asks results_of",
    "exports/closing/decisions.py": "the file of an edition that is over",
    "queries/practice_cards.py": "asks results_of",
    "presenters/entry_home.py": "asks which stages are out",
    "views/public.py": "stages that are out, and their moment",
    "exports/calendar.py": "stages that are out, and their moment",
    "phrases.py": "names of stages only",
    "templatetags/contest_public.py": "names of stages only",
    "queries/closing.py": "whether the results are out",
    "still.py": "a closed edition does not change",
    "cli/demo/contest/past.py": "makes the fictional edition",
}


def named_in(path: Path) -> set[str]:
    """Sealed models that a module imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("miara.contest.models")
        for alias in node.names
        if alias.name in SEALED
    }


def test_sealed_rows_are_named_by_known_readers_alone():
    found = {}
    for path in ROOT.rglob("*.py"):
        inside = path.relative_to(ROOT)
        place = (
            str(inside.relative_to("contest"))
            if inside.parts[0] == "contest"
            else str(inside)
        )
        if place.startswith(("models/", "migrations/")) or "sample" in place:
            continue
        if names := named_in(path):
            found[place] = names
    assert set(found) - set(READERS) == set(), {
        place: found[place] for place in set(found) - set(READERS)
    }
    assert found["queries/results.py"] >= {"Award", "Release", "Diploma"}
