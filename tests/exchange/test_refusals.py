"""A package that nobody vouches for: what is refused, and that nothing is written."""

import hashlib
import json
import zipfile
from io import BytesIO

import pytest
from tests.exchange.test_round_trip import OTHER, brought, content_of, package_of
from tests.factories.plans import NOW, UNIT, make_goal, make_office
from tests.factories.strategy import make_domain, make_indicator, make_value
from tests.factories.units import make_register

from miara.core.progress import Progress
from miara.exchange.actions.checking import check_package
from miara.exchange.actions.taking import take_package
from miara.exchange.domain.archive import FORMAT, canonical, table_file
from miara.exchange.errors import (
    ExchangeError,
    NotEmptyError,
    PackageDamagedError,
    PackageNewerError,
    PackageRowError,
)
from miara.exchange.queries.tables import filled_tables
from miara.strategy.models import Goal, LocalIndicator


@pytest.fixture
def package(db):
    """A small unit as a package: manifest and files that a test may spoil."""
    make_register()
    make_office(UNIT)
    make_domain()
    make_goal()
    make_value(make_indicator(), "2024", "5.5")
    content = package_of(UNIT)
    with zipfile.ZipFile(BytesIO(content)) as file:
        manifest = json.loads(file.read("manifest.json"))
    return manifest, content_of(content)


def packed(manifest, files, *, honest=True):
    """A package again; an honest one has the sums of what is in it."""
    if honest:
        for row in manifest["tables"]:
            body = files.get(row["file"], b"")
            row["sha256"] = hashlib.sha256(body).hexdigest()
            row["rows"] = body.count(b"\n")
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in files.items():
            file.writestr(name, body)
        file.writestr("manifest.json", json.dumps(manifest))
    return out.getvalue()


def refused(content):
    """The error of a package, checked and taken alike; nothing comes in."""
    row = brought(content)
    with pytest.raises(ExchangeError) as checked:
        check_package(row, progress=Progress())
    with pytest.raises(ExchangeError) as taken:
        take_package(row, by=None, now=NOW, progress=Progress())
    assert type(taken.value) is type(checked.value)
    assert filled_tables(OTHER) == []
    return checked.value


def changed(files, model, **values):
    """Files with one row of a table changed."""
    name = table_file(model)
    lines = files[name].splitlines()
    first = json.loads(lines[0]) | values
    found = {key: value for key, value in first.items() if value is not ...}
    return {**files, name: b"\n".join([canonical(found), *lines[1:]]) + b"\n"}


def test_what_is_not_spoiled_is_taken(package):
    manifest, files = package
    row = brought(packed(manifest, files))
    assert check_package(row, progress=Progress())["tables"]["strategy.Goal"] == 1
    take_package(row, by=None, now=NOW, progress=Progress())
    assert Goal.objects.get(document__unit_uid=OTHER).text == "Bezpieczne drogi"
    assert LocalIndicator.objects.get(unit_uid=OTHER).values.count() == 1


def test_only_an_empty_unit_takes_a_package(package):
    manifest, files = package
    row = brought(packed(manifest, files), UNIT)
    check_package(row, progress=Progress())
    with pytest.raises(NotEmptyError) as error:
        take_package(row, by=None, now=NOW, progress=Progress())
    assert "jednostki organizacyjne" in error.value.for_people()


@pytest.mark.parametrize(
    ("model", "values", "told"),
    [
        ("strategy.Goal", {"id": 2}, "id"),
        ("strategy.Goal", {"surprise": 1}, "surprise"),
        ("strategy.Goal", {"document": 2}, "document"),
        ("strategy.Goal", {"document": None}, "document"),
        ("strategy.Goal", {"document": True}, "document"),
        ("strategy.Goal", {"parent": 1}, "parent"),
        ("strategy.Goal", {"domains": [2]}, "domains"),
        ("strategy.Goal", {"domains": [1, 1]}, "domains"),
        ("strategy.Goal", {"text": "a\0b"}, "text"),
        ("strategy.Goal", {"text": 5}, "text"),
        ("strategy.Goal", {"text": None}, "text"),
        ("strategy.Goal", {"code": "x" * 500}, "code"),
        ("strategy.Goal", {"level": -1}, "level"),
        ("strategy.Goal", {"level": "1"}, "level"),
        ("strategy.Document", {"kind": "POEM"}, "kind"),
        ("strategy.Document", {"created_at": "2026-03-02"}, "created_at"),
        ("strategy.Document", {"link": "javascript:alert(1)"}, "link"),
        ("strategy.LocalValue", {"value": "NaN"}, "value"),
        ("strategy.LocalValue", {"value": "1e3"}, "value"),
        ("strategy.LocalValue", {"value": "1.1234567"}, "value"),
        ("strategy.UnitDomain", {"name": {"pl": "a", "de": "b"}}, "name"),
        ("organisations.Post", {"deputy": 9}, "deputy"),
        ("organisations.Post", {"holder": "1"}, "holder"),
    ],
)
def test_a_row_that_cannot_be_kept_is_named(package, model, values, told):
    manifest, files = package
    error = refused(packed(manifest, changed(files, model, **values)))
    assert isinstance(error, PackageRowError)
    assert error.facts["field"] == told
    assert f"„{told}”" in error.for_people()


def test_what_a_newer_program_added_has_its_default(package):
    manifest, files = package
    older = changed(files, "strategy.LocalIndicator", jump_percent=...)
    take_package(
        brought(packed(manifest, older)), by=None, now=NOW, progress=Progress()
    )
    assert LocalIndicator.objects.get(unit_uid=OTHER).jump_percent == 50


def test_the_database_has_the_last_word(package):
    manifest, files = package
    name = table_file("strategy.LocalIndicator")
    row = json.loads(files[name])
    twice = canonical(row) + b"\n" + canonical(row | {"id": 2}) + b"\n"
    brought_row = brought(packed(manifest, {**files, name: twice}))
    check_package(brought_row, progress=Progress())
    with pytest.raises(PackageRowError):
        take_package(brought_row, by=None, now=NOW, progress=Progress())
    assert filled_tables(OTHER) == []


def test_a_changed_byte_is_noticed(package):
    manifest, files = package
    spoiled = changed(files, "strategy.Goal", text="Inny cel")
    error = refused(packed(manifest, spoiled, honest=False))
    assert "tables/strategy.Goal.jsonl" in error.for_people()


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ({"../../etc/passwd": b"x"}, "passwd"),
        ({"tables/strategy.Goal.py": b"x"}, "Goal.py"),
        ({"files/" + "0" * 64: b"x"}, "files/0"),
    ],
)
def test_a_file_that_does_not_belong_is_refused(package, extra, told):
    manifest, files = package
    error = refused(packed(manifest, files | extra))
    assert isinstance(error, PackageDamagedError)
    assert told in error.for_people()


def test_damaged_packages_are_refused_in_words(package):
    manifest, files = package
    assert "ZIP" in refused(b"no zip at all").for_people()
    newer = refused(packed({**manifest, "format": "miara-unit/9"}, files))
    assert isinstance(newer, PackageNewerError)
    assert FORMAT in newer.for_people()
    strange = [{"model": "poems.Poem", "file": "tables/poems.Poem.jsonl", "rows": 0,
                "sha256": hashlib.sha256(b"").hexdigest()}]  # fmt: skip
    more = {**manifest, "tables": manifest["tables"] + strange}
    error = refused(packed(more, files | {"tables/poems.Poem.jsonl": b""}))
    assert isinstance(error, PackageNewerError)
    for bad in ({}, [], {"format": FORMAT}, {"format": FORMAT, "tables": 1}):
        assert isinstance(refused(packed(bad, files, honest=False)), ExchangeError)
    lines = {**files, table_file("strategy.Goal"): b"{nonsense\n"}
    assert "1" in refused(packed(manifest, lines)).for_people()
    number = {**files, table_file("strategy.Goal"): b'{"id":NaN}\n'}
    assert isinstance(refused(packed(manifest, number)), PackageDamagedError)


def test_a_bomb_is_refused_before_it_is_unpacked(package):
    manifest, files = package
    name = table_file("strategy.Goal")
    error = refused(packed(manifest, {**files, name: b" " * 60_000_000}))
    assert isinstance(error, PackageDamagedError)
