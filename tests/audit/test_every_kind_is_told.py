"""Whatever is recorded anywhere can be told to people, in both languages."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import translation

from miara.audit import public as audit

SOURCE = Path(__file__).parents[2] / "src" / "miara"
NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


def _is_record(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record"


def _constants(node: ast.AST) -> set[str]:
    """Texts that an expression may give: a text, or either side of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return _constants(node.body) | _constants(node.orelse)
    return set()


def _of_module(tree: ast.Module, node: ast.AST) -> set[str]:
    """Texts that an expression may give, where a name is a constant of the module."""
    if not isinstance(node, ast.Name):
        return _constants(node)
    found: set[str] = set()
    for line in tree.body:
        if isinstance(line, ast.Assign | ast.AnnAssign) and line.value is not None:
            target = line.targets[0] if isinstance(line, ast.Assign) else line.target
            if ast.unparse(target) == node.id:
                found |= _constants(line.value)
    return found


def _handed(function: str, name: str) -> set[str]:
    """Texts that callers anywhere hand to a function by a keyword."""
    found: set[str] = set()
    for tree in TREES.values():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            if ast.unparse(node.func).rpartition(".")[2] != function:
                continue
            for keyword in node.keywords:
                if keyword.arg == name:
                    found |= _of_module(tree, keyword.value)
    return found


def _named(tree: ast.AST, function: ast.FunctionDef, name: str) -> set[str]:
    """Texts that a name has in a function: assigned, or given by its callers."""
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            found |= _constants(node.value)
    places = [arg.arg for arg in function.args.args]
    if name in places:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == function.name:
                found |= _constants(node.args[places.index(name)])
    if name in [arg.arg for arg in function.args.kwonlyargs]:
        found |= _handed(function.name, name)
    return found


def _kinds(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Each call that records, with the kinds it may record."""
    tree = TREES[path]
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in filter(_is_record, ast.walk(function)):
            kind = node.args[0]
            found = _constants(kind)
            if isinstance(kind, ast.Name):
                found = _named(tree, function, kind.id)
            yield f"{path.relative_to(SOURCE)}:{node.lineno}", found


TREES = {path: ast.parse(path.read_text()) for path in sorted(SOURCE.rglob("*.py"))}
RECORDED = [found for path in TREES for found in _kinds(path)]
KINDS = sorted({kind for _where, kinds in RECORDED for kind in kinds})


def test_the_kind_of_every_record_is_known():
    """A kind put together at run time could not be checked below."""
    assert [where for where, kinds in RECORDED if not kinds] == []
    assert "indicators.vintage.published" in KINDS
    assert "indicators.harvest.stopped" in KINDS  # chosen by a condition
    assert "statements.privacy_row_deleted" in KINDS  # handed to a helper
    assert "indicators.subscription.ended" in KINDS  # handed to another context


def test_every_kind_has_a_sentence():
    assert set(KINDS) - audit.kinds_told() == set()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_survives_an_event_without_facts(kind):
    """Old events may lack facts that newer ones carry."""
    event = audit.Event(kind=kind, at=NOW)
    told = {}
    for language in ("pl", "en"):
        with translation.override(language):
            told[language] = audit.describe(event)
    assert told["pl"] != told["en"]
    for sentence in told.values():
        assert sentence.endswith(".")
        assert kind not in sentence
        assert "%(" not in sentence


@pytest.mark.django_db
def test_many_are_told_in_their_order_with_few_statements(
    django_user_model, django_assert_max_num_queries
):
    people = [
        django_user_model.objects.create_user(f"{name}@example.org")
        for name in ("anna", "ewa", "jan")
    ]
    events = [
        audit.Event(kind="accounts.person_updated", at=NOW, actor_id=str(person.pk))
        for person in people
    ]
    plain = audit.Event(kind="other.thing", at=NOW)
    mixed = [events[0], plain, events[1], events[2]]
    with translation.override("en"), django_assert_max_num_queries(1):
        told = audit.describe_all(mixed)
    assert told[1] == "Event other.thing concerning –."
    for person, sentence in zip(people, told[:1] + told[2:], strict=True):
        assert sentence == f"{person} changed the data of the account."
