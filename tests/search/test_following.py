"""The outbox, the worker, readers that open again, and life without an index."""

import json
import os
import shutil
import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from tests.search.conftest import NOW, Shelf

from miara.core import jobs
from miara.core.models import Job
from miara.core.schedule import calendar, run_due
from miara.search import actions, tasks
from miara.search import public as search
from miara.search.index import reading, store
from miara.search.models import KEEP_FOR, IndexChange
from miara.search.public import Mode

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def keys(text, **options):
    return set(search.find(search.Query(text=text, **options)).keys)


def announce(*names, at=NOW, source="practices"):
    return search.changed(source, names, at=at)


@pytest.fixture
def built(shelf):
    """An index with one document about water."""
    shelf.put("a", "Woda pitna")
    search.rebuild(now=NOW)
    return shelf


# --- Following ------------------------------------------------------------------


def test_added_changed_and_deleted_documents_are_followed(built):
    built.put("b", "Woda opadowa")
    built.put("c", "Droga wodna")
    announce("b", "c")
    assert keys("woda") == {"a"}

    done = search.follow(NOW + MINUTE)

    assert (done.changes, done.documents, done.rebuilt) == (2, 2, False)
    assert keys("woda") == {"a", "b"}

    built.put("a", "Żłobek")
    del built.rows["b"]
    announce("a", "b", at=NOW + MINUTE)
    search.follow(NOW + 2 * MINUTE)

    assert keys("woda") == set()
    assert keys("żłobek") == {"a"}
    assert search.status(NOW).documents == 2


def test_nothing_is_applied_twice(built):
    announce("a")
    assert search.follow(NOW + MINUTE).changes == 1
    assert search.follow(NOW + 2 * MINUTE).changes == 0
    assert search.status(NOW).waiting == 0


def test_what_is_announced_during_a_rebuild_is_applied_after_it(built):
    original = built.documents

    def documents(asked):
        found = original(asked)
        if "b" not in built.rows:
            built.put("b", "Woda zmieniona w trakcie")
            announce("b")
        return found

    built.documents = documents
    search.rebuild(now=NOW)
    assert keys("woda") == {"a"}

    search.follow(NOW + MINUTE)

    assert keys("woda") == {"a", "b"}


def test_a_change_committed_late_is_not_lost(built):
    """Its transaction began before another's that was applied already."""
    built.put("b", "Woda późna")
    announce("a", at=NOW + 10 * MINUTE)
    search.follow(NOW + 20 * MINUTE)
    announce("b", at=NOW - 5 * MINUTE)

    search.follow(NOW + 21 * MINUTE)

    assert keys("woda") == {"a", "b"}


def test_a_rolled_back_change_is_not_announced(built):
    with transaction.atomic():
        announce("a")
        transaction.set_rollback(True)

    assert not IndexChange.objects.exists()


def test_announcing_needs_a_registered_source(shelf):
    with pytest.raises(LookupError, match="no source 'other'"):
        announce("a", source="other")


def test_equal_keys_are_announced_once(shelf):
    assert announce("a", "b", "a") == 2
    assert IndexChange.objects.count() == 2


def test_a_faulty_document_waits_and_keeps_no_other_out(built):
    built.put("b", "Woda", facets={"undeclared": ("x",)})
    built.put("c", "Woda szara")
    announce("b", "c")

    done = search.follow(NOW + MINUTE)

    assert (done.documents, done.failed) == (1, 1)
    assert keys("woda") == {"a", "c"}
    built.put("b", "Woda naprawiona")
    later = NOW + timedelta(hours=5)
    assert search.follow(later).changes == 1
    assert keys("woda") == {"a", "b", "c"}


def test_a_document_that_its_source_cannot_make_waits_too(built):
    original = built.documents

    def documents(asked):
        if "b" in asked:
            raise ZeroDivisionError
        return original(asked)

    built.put("b", "Woda")
    built.put("c", "Woda szara")
    built.documents = documents
    announce("b", "c")

    assert search.follow(NOW + MINUTE).failed == 1
    assert keys("woda") == {"a", "c"}
    assert search.rebuild(now=NOW).failed == 1


def test_an_index_that_was_off_too_long_is_built_anew(built):
    built.put("b", "Woda")  # announced, but the row was pruned meanwhile
    assert not search.follow(NOW + KEEP_FOR - timedelta(hours=2)).rebuilt

    done = search.follow(NOW + 3 * KEEP_FOR)

    assert done.rebuilt
    assert keys("woda") == {"a", "b"}


def test_old_announcements_are_pruned(built):
    announce("a", at=NOW - KEEP_FOR - MINUTE)
    announce("a", at=NOW - KEEP_FOR + MINUTE)

    assert tasks.prune(NOW) == 1


def test_another_hosts_index_gets_the_same_changes(built, settings, tmp_path):
    first = settings.SEARCH_DIR
    settings.SEARCH_DIR = tmp_path / "other"
    search.rebuild(now=NOW)
    built.put("b", "Woda")
    announce("b")
    for folder in (first, settings.SEARCH_DIR):
        settings.SEARCH_DIR = folder
        search.follow(NOW + MINUTE)
        assert keys("woda") == {"a", "b"}


# --- The worker -----------------------------------------------------------------


def test_the_calendar_follows_each_minute_and_builds_what_is_missing(shelf):
    shelf.put("a", "Woda")
    own = [task for task in calendar() if task.name.startswith("search.follow.")]
    (outcome,) = run_due(NOW, tasks=own)
    assert outcome.result["rebuilt"]
    assert keys("woda") == {"a"}

    shelf.put("b", "Woda")
    announce("b")
    assert run_due(NOW + timedelta(seconds=20), tasks=own) == []
    (outcome,) = run_due(NOW + MINUTE, tasks=own)
    assert outcome.result["changes"] == 1
    assert keys("woda") == {"a", "b"}


def test_two_workers_do_not_write_at_once(built):
    announce("a")
    folder = store.home() / store.read_current().generation

    with store.held(folder, "follow.lock"):
        assert search.follow(NOW + MINUTE).changes == 0
    assert search.follow(NOW + MINUTE).changes == 1


def test_two_rebuilds_do_not_run_at_once(built):
    with store.held(store.home(), "rebuild.lock"):
        with pytest.raises(search.RebuildRunning):
            search.rebuild(now=NOW)
        with pytest.raises(CommandError, match="już się buduje"):
            call_command("search", "rebuild", "--quiet")


def test_the_command_builds_and_tells(shelf):
    shelf.put("a", "Woda")
    out = StringIO()
    call_command("search", "status", stdout=out)
    call_command("search", "rebuild", "--quiet", stdout=out)
    call_command("search", "status", stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[0].startswith("Nie ma indeksu")
    assert lines[1].startswith("Dokumentów w indeksie: 1, czas:")
    assert lines[2].endswith("zmian do wprowadzenia: 0.")


def test_the_worker_builds_in_the_background_with_progress(shelf):
    shelf.put("a", "Woda")
    call_command("search", "rebuild", "--background", stdout=StringIO())

    row = Job.objects.get(kind="search.rebuild")
    jobs.perform(row.pk)
    row.refresh_from_db()

    assert (row.state, row.report["documents"]) == ("DONE", 1)
    assert row.stage == "Zapisywanie indeksu wyszukiwarki"
    assert keys("woda") == {"a"}


# --- Readers --------------------------------------------------------------------


def test_readers_open_again_only_when_something_was_committed(built):
    first = reading.opened()
    assert reading.opened() is first

    announce("a")
    search.follow(NOW + MINUTE)
    second = reading.opened()

    assert second is not first
    assert second.index is first.index  # reloaded, not opened from the files
    search.rebuild(now=NOW)
    assert reading.opened().index is not first.index


def test_a_request_keeps_the_index_it_began_with(built):
    held = reading.opened()
    del built.rows["a"]
    search.rebuild(now=NOW)
    for folder in store.home().iterdir():
        if folder.name == held.generation:
            shutil.rmtree(folder)

    assert held.searcher.num_docs == 1
    assert reading.opened().searcher.num_docs == 0


def test_old_generations_are_deleted_after_an_hour(built):
    old = store.home() / store.read_current().generation
    search.rebuild(now=NOW)
    assert old.exists()

    os.utime(old, (0, 0))
    search.rebuild(now=NOW)

    assert not old.exists()


def test_other_facets_or_another_dictionary_mean_another_index(built, monkeypatch):
    assert keys("woda") == {"a"}
    built.facets = ("area", "kind", "year")

    found = search.find(search.Query(text="woda"))

    assert found.mode == Mode.DATABASE
    search.follow(NOW)
    assert search.find(search.Query(text="woda")).mode == Mode.ALL


def test_many_readers_while_a_worker_writes(built):
    wrong = []

    def read():
        for _ in range(40):
            found = {s for s, _ in [(h, 0) for h in opened_keys()]}
            if "a" not in found:
                wrong.append(found)

    def opened_keys():
        opened = reading.opened()
        result = opened.searcher.search(tantivy_all(), 50)
        return [opened.searcher.doc(a)["key"][0] for _s, a in result.hits]

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for i in range(5):
        built.put(f"n{i}", "Woda")
        announce(f"n{i}", "a", at=NOW + i * MINUTE)
        search.follow(NOW + i * MINUTE)
    for reader in readers:
        reader.join()

    assert wrong == []
    assert len(keys("woda")) == 6


def tantivy_all():
    import tantivy

    return tantivy.Query.all_query()


# --- Without an index -----------------------------------------------------------


def test_without_an_index_the_database_answers_and_the_reader_is_told(shelf):
    shelf.put("a", "Woda <b>")
    shelf.put("b", "Wody")
    shelf.put("c", "Woda ukryta")
    shelf.hidden.add("c")

    found = search.find(search.Query(text="woda"))

    assert (found.mode, found.keys, found.total) == (Mode.DATABASE, ("a",), 1)
    assert found.hits[0].title.__html__() == "<mark>Woda</mark> &lt;b&gt;"
    assert search.notices(found)[0].startswith("Indeks wyszukiwarki nie jest gotowy.")
    assert shelf.asked == ["fallback", "visible", "texts"]
    assert search.suggest("wod") == ()


def broken_file(folder):
    for path in folder.iterdir():
        if path.suffix in {".term", ".idx", ".store", ".fast"}:
            path.write_bytes(b"")


def no_file(folder):
    shutil.rmtree(folder)


def broken_list(folder):
    (folder / "meta.json").write_text("{")


@pytest.mark.parametrize("damage", [broken_file, no_file, broken_list])
def test_a_damaged_index_degrades_and_is_built_anew(built, damage):
    damage(store.home() / store.read_current().generation)
    reading.forget()

    assert search.find(search.Query(text="woda")).mode == Mode.DATABASE

    announce("a")
    assert search.follow(NOW + MINUTE).rebuilt
    assert search.find(search.Query(text="woda")).mode == Mode.ALL


@pytest.mark.parametrize("content", ["", "{", '{"generation": "x"}', "[]"])
def test_an_unreadable_pointer_degrades_and_is_written_anew(built, content):
    (store.home() / "current").write_text(content)

    assert search.find(search.Query(text="woda")).mode == Mode.DATABASE
    assert search.follow(NOW + MINUTE).rebuilt
    assert keys("woda") == {"a"}


def test_a_fault_while_asking_degrades_too(built, monkeypatch):
    class Broken:
        def __init__(self, opened):
            raise ValueError

    monkeypatch.setattr("miara.search.queries.Asking", Broken)

    assert search.find(search.Query(text="woda")).mode == Mode.DATABASE


def test_state_is_written_whole(built, monkeypatch):
    """A crash while writing leaves the old file, and nothing beside it."""
    before = (store.home() / "current").read_text()

    def crash(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(json, "dump", crash)
    with pytest.raises(KeyboardInterrupt):
        store.write_current(store.Current("x", 1, NOW))

    assert (store.home() / "current").read_text() == before
    assert not [p for p in store.home().iterdir() if p.name.startswith(".")]


def test_a_source_that_is_gone_stops_nothing(built):
    other = Shelf("news")
    search.register_source("news", other)
    search.rebuild(now=NOW)
    announce("x", source="news")
    actions.get_source("news")
    from miara.search.sources import forget

    forget("news")

    search.follow(NOW + MINUTE)

    assert keys("woda") == {"a"}
