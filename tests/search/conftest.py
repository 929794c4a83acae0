"""A source kept in memory and an index of its own for each test."""

from datetime import UTC, datetime

import pytest

from miara.language import fold
from miara.search import public as search
from miara.search import sources
from miara.search.index import reading

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


class Shelf:
    """Documents that a test puts in, hides and takes away."""

    facets = ("area", "kind")

    def __init__(self, name="practices"):
        self.name = name
        self.rows = {}
        self.hidden = set()
        self.asked = []

    def put(self, key, title="", **fields):
        self.rows[key] = search.Document(
            key=key, source=self.name, title=title, url=f"/{key}/", **fields
        )
        return key

    def keys(self):
        return sorted(self.rows)

    def documents(self, keys):
        return [self.rows[key] for key in keys if key in self.rows]

    def visible(self, keys, *, hidden_too):
        self.asked.append("visible")
        return {
            k for k in keys if k in self.rows and (hidden_too or k not in self.hidden)
        }

    def texts(self, keys):
        self.asked.append("texts")
        found = self.documents(keys)
        return {
            d.key: search.Text(title=d.title, summary=d.summary, body=d.body)
            for d in found
        }

    def fallback(self, query):
        self.asked.append("fallback")
        wanted = fold(query.text)
        keys = [k for k, d in self.rows.items() if wanted in fold(d.title + d.body)]
        page = keys[query.offset : query.offset + query.size]
        return search.Fallback(tuple(page), len(keys))


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path, monkeypatch):
    """No test sees the index or the sources of another, or of a site on this machine."""
    settings.SEARCH_DIR = tmp_path / "search"
    monkeypatch.setattr(sources, "_sources", {})
    reading.forget()
    yield
    reading.forget()


@pytest.fixture
def shelf():
    """A registered source without documents."""
    made = Shelf()
    search.register_source("practices", made)
    return made


@pytest.fixture
def ask(shelf):
    """Build the index once and ask it."""

    def ask(text="", **options):
        if search.status(NOW).documents is None:
            search.rebuild(now=NOW)
        return search.find(search.Query(text=text, **options))

    return ask
