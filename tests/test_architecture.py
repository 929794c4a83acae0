"""Rules about the whole code: layers, keys, personal data, migrations, templates."""

import ast
import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.template import engines

from miara.core.personal_data import our_models, problems_of

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "miara"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.*"))
#: Variables that other programs define, or that the program sets for itself.
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "NUMBA_CACHE_DIR", "WINDIR"}
#: Rooms without a front door: their modules are their interface.
OPEN_ROOMS = {"core", "cube", "charts", "language", "definitions", "config"}


def layers():
    """Names of contexts from the bottom up, as the import contract lists them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    rows = next(row["layers"] for row in contracts if row["id"] == "contexts")
    return [re.findall(r"\w+", row) for row in reversed(rows)]


def layer_of(model):
    """Height of a model's context; libraries stand below everything."""
    context = model.__module__.split(".")[1]
    return next(i for i, row in enumerate(layers()) if context in row)


def test_import_contracts_are_kept():
    # Its own process: the linter switches off every logger it finds.
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--config", ROOT / "pyproject.toml", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_contexts_are_entered_through_their_front_door():
    graph = grimp.build_graph("miara", cache_dir=None)
    wrong = set()
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            here, there = importer.split(".")[1:2], imported.split(".")[1:2]
            if not there or here == there or there[0] in OPEN_ROOMS:
                continue
            if here and here[0] in {"config", "cli"}:
                continue
            # A signal is how a lower context is heard above without knowing who hears.
            doors = {f"miara.{there[0]}.{door}" for door in ("public", "signals")}
            if imported not in doors:
                wrong.add(f"{importer} imports {imported}")
    assert sorted(wrong) == []


def test_foreign_keys_point_downwards():
    ours = set(our_models())
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in ours
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and field.related_model in ours
        and layer_of(field.related_model) > layer_of(model)
    ]
    assert sorted(wrong) == []


def test_layers_are_read_from_the_bottom():
    names = [name for row in layers() for name in row]
    assert names.index("core") < names.index("units") < names.index("web")
    with_models = {model.__module__.split(".")[1] for model in our_models()}
    assert {"audit", "core", "notifications"} <= with_models <= set(names)


def test_every_model_declares_its_personal_data():
    assert [problem for model in our_models() for problem in problems_of(model)] == []


def test_lists_are_ordered_where_they_are_read():
    assert [model._meta.label for model in our_models() if model._meta.ordering] == []


def test_constraints_and_indexes_are_named_after_their_table():
    """So that an error of the database says where to look."""
    wrong = [
        f"{model._meta.label}: {item.name}"
        for model in our_models()
        for item in [*model._meta.constraints, *model._meta.indexes]
        if not item.name.startswith(f"{model._meta.app_label}_")
    ]
    assert wrong == []


@pytest.mark.django_db
def test_migrations_are_current(settings):
    settings.MIGRATION_MODULES = {}  # tests may make their tables straight from models
    labels = [config.label for config in apps.get_app_configs() if is_ours(config)]
    out = io.StringIO()
    try:
        call_command("makemigrations", *labels, check=True, dry_run=True, stdout=out)
    except (SystemExit, CommandError):
        pytest.fail(out.getvalue())


def is_ours(config):
    return config.name.startswith("miara.")


def test_migrations_import_nothing_of_the_application():
    """They must keep working when the code they were written for is gone."""
    wrong = [
        f"{path.relative_to(SOURCE)}: {line}"
        for path in SOURCE.rglob("migrations/*.py")
        for line in re.findall(
            r"^(?:from|import) miara[^\n]*", path.read_text(encoding="utf-8"), re.M
        )
        # Fields and the constants that migrations themselves write down.
        if not re.search(r"miara\.\w+\.(localized|fields|models)", line)
    ]
    assert wrong == []


def variables_read():
    """Names of environment variables that the code asks for, found in its syntax."""
    names = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names |= names_in(node)
    return names - NOT_OURS


def names_in(node):
    """Constant names in env("X"), env_flag("X"), environ.get("X") and environ["X"]."""
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
        asked = node.slice
    elif isinstance(node, ast.Call) and node.args:
        functions = {"env", "env_flag", "os.environ.get", "os.environ.setdefault"}
        if ast.unparse(node.func) not in {*functions, "os.getenv"}:
            return set()
        asked = node.args[0]
    else:
        return set()
    is_name = isinstance(asked, ast.Constant) and isinstance(asked.value, str)
    return {asked.value} if is_name else set()


def test_example_of_settings_lists_exactly_what_is_read():
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = re.findall(r"^([A-Z][A-Z0-9_]*)=", text, re.M)
    assert len(listed) == len(set(listed))
    assert set(listed) == variables_read()


def short(path):
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_template_compiles(path):
    name = str(path).partition("/templates/")[2]
    assert engines["django"].get_template(name).origin.name == str(path)


FORBIDDEN = {
    "inline script": r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)",
    "inline style": r"<style\b|\sstyle\s*=\s*[\"']",
    "inline event": r"<[^>]*\son[a-z]+\s*=\s*[\"']",
    "script address": r"javascript:",
    "other host": r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*"
    r"(?:src|href)\s*=\s*[\"'](?:https?:)?//",
}


def complaints(text):
    """Names of the rules that a template breaks."""
    return [
        rule
        for rule, pattern in FORBIDDEN.items()
        if re.search(pattern, text, re.IGNORECASE)
    ]


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path.suffix == ".html"], ids=short
)
def test_page_template_obeys_the_content_policy(path):
    # Mail programs know no stylesheets, and our policy does not reach them.
    if "emails" in path.parts:
        return
    assert complaints(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("<script>x()</script>", ["inline script"]),
        ('<script type="module">x()</script>', ["inline script"]),
        ('<script src="{% static "a.js" %}" defer></script>', []),
        ('<script type="application/ld+json">{}</script>', []),
        ("<style>p{}</style>", ["inline style"]),
        ('<p style="color:red">', ["inline style"]),
        ('<p class="style">', []),
        ('<a onclick="x()">', ["inline event"]),
        ('<p data-once="1">', []),
        ('<a href="javascript:x()">', ["script address"]),
        ('<img src="//example.org/a.png">', ["other host"]),
        ('<a href="https://example.org/">', []),
    ],
)
def test_rules_of_the_content_policy_notice_what_they_should(text, rules):
    assert complaints(text) == rules


def test_settings_read_a_file_but_the_environment_wins(tmp_path, monkeypatch):
    from miara.config.settings import env, read_env_file  # tests of settings only

    monkeypatch.setenv("MIARA_TEST_SET", "outside")
    monkeypatch.setenv("MIARA_TEST_EMPTY", "")
    monkeypatch.delenv("MIARA_TEST_FILE", raising=False)
    file = tmp_path / ".env"
    file.write_text("# MIARA_TEST_NO=1\nMIARA_TEST_SET=file\nMIARA_TEST_FILE = a=b \n")
    read_env_file(file)
    read_env_file(tmp_path / "absent")
    assert env("MIARA_TEST_SET") == "outside"
    assert env("MIARA_TEST_FILE") == "a=b"
    assert env("MIARA_TEST_EMPTY", "default") == "default"
    assert env("MIARA_TEST_NO", "default") == "default"
    monkeypatch.delenv("MIARA_TEST_FILE")
