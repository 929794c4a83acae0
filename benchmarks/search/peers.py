"""The same cards and questions in PostgreSQL and in SQLite, as both come."""

import getpass
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from benchmarks.search.corpus import FACETS, Cards

from miara.language import words
from miara.search import public as search

Row = tuple[str, ...]
Ask = Callable[[search.Query], int]
_SCHEMA = "bench_search"
_COLUMNS = ", ".join(FACETS)


def rows(count: int) -> Iterator[tuple[int, search.Document]]:
    """Cards with their numbers."""
    cards = Cards(count)
    for start in range(0, count, 500):
        keys = [str(n) for n in range(start, min(start + 500, count))]
        yield from ((int(d.key), d) for d in cards.documents(keys))


def values_of(document: search.Document) -> Row:
    """Values of the facets in the order of the columns."""
    return tuple(document.facets[name][0] for name in FACETS)


class Fts5:
    """SQLite's FTS5 as it comes: words as written, no Polish.

    Facets lie in a table beside; a question takes the page by bm25, the number and the
    counts.
    """

    name = "SQLite FTS5 default"

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "fts.sqlite3", isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
            "PRAGMA cache_size=-200000;"
            "CREATE VIRTUAL TABLE card USING fts5(title, names, summary, body);"
            f"CREATE TABLE facet (id INTEGER PRIMARY KEY, {_COLUMNS});"
        )

    def build(self, documents: Iterable[tuple[int, search.Document]]) -> None:
        marks = ", ".join("?" * (len(FACETS) + 1))
        self._db.execute("BEGIN")
        for number, d in documents:
            self._db.execute(
                "INSERT INTO card(rowid, title, names, summary, body)"
                " VALUES (?,?,?,?,?)",
                (number, d.title, " ".join(d.names), d.summary, d.body),
            )
            row = (number, *values_of(d))
            self._db.execute(f"INSERT INTO facet VALUES ({marks})", row)
        self._db.execute("COMMIT")
        self._db.execute("INSERT INTO card(card) VALUES ('optimize')")

    def ask(self, query: search.Query) -> int:
        match = _fts_text(query.text)
        where, chosen = _filters(query, "?")
        base = (
            f"FROM card JOIN facet ON facet.id = card.rowid WHERE card MATCH ?{where}"
        )
        self._db.execute(
            f"SELECT card.rowid {base} ORDER BY bm25(card, 4, 3, 2, 1) LIMIT 20",
            (match, *chosen),
        ).fetchall()
        counts: dict[Row, int] = {}
        total = 0
        rows = self._db.execute(f"SELECT {_COLUMNS} {base}", (match, *chosen))
        for values in rows:
            total += 1
            for pair in zip(FACETS, values, strict=True):
                counts[pair] = counts.get(pair, 0) + 1
        return total

    def size(self) -> float:
        pages = self._db.execute("PRAGMA page_count").fetchone()[0]
        return pages * self._db.execute("PRAGMA page_size").fetchone()[0] / 1e6

    def close(self) -> None:
        self._db.close()


class Postgres:
    """PostgreSQL's full text with the Polish dictionary of Debian (hunspell-pl)."""

    name = "PostgreSQL, hunspell-pl"

    def __init__(self) -> None:
        import psycopg

        self._db = psycopg.connect(postgres_address(), autocommit=True)
        run = self._db.execute
        run(f"DROP SCHEMA IF EXISTS {_SCHEMA} CASCADE")
        run(f"CREATE SCHEMA {_SCHEMA}")
        run(f"SET search_path TO {_SCHEMA}, public")
        run(
            "CREATE TEXT SEARCH DICTIONARY polish_hunspell "
            "(TEMPLATE = ispell, DICTFILE = pl_pl, AFFFILE = pl_pl)"
        )
        run("CREATE TEXT SEARCH CONFIGURATION polish (COPY = simple)")
        run(
            "ALTER TEXT SEARCH CONFIGURATION polish ALTER MAPPING FOR asciiword, word,"
            " hword, hword_part, asciihword, hword_asciipart"
            " WITH polish_hunspell, simple"
        )
        columns = ", ".join(f"{name} text" for name in FACETS)
        run(f"CREATE TABLE card (id int PRIMARY KEY, words tsvector, {columns})")

    def build(self, documents: Iterable[tuple[int, search.Document]]) -> None:
        marks = ", ".join(["%s"] * len(FACETS))
        weighed = " || ".join(
            f"setweight(to_tsvector('polish', %s), '{weight}')" for weight in "ABCD"
        )
        with self._db.transaction(), self._db.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO card VALUES (%s, {weighed}, {marks})",
                (
                    (n, d.title, " ".join(d.names), d.summary, d.body, *values_of(d))
                    for n, d in documents
                ),
            )
        self._db.execute("CREATE INDEX ON card USING gin (words)")
        self._db.execute("ANALYZE card")

    def ask(self, query: search.Query) -> int:
        where, chosen = _filters(query, "%s")
        base = (
            f"FROM card, websearch_to_tsquery('polish', %s) q WHERE words @@ q{where}"
        )
        self._db.execute(
            f"SELECT id {base} ORDER BY ts_rank_cd(words, q) DESC LIMIT 20",
            (query.text, *chosen),
        ).fetchall()
        sets = ", ".join(f"({name})" for name in FACETS)
        found = self._db.execute(
            f"SELECT {_COLUMNS}, count(*) {base} GROUP BY GROUPING SETS ({sets}, ())",
            (query.text, *chosen),
        ).fetchall()
        return next((row[-1] for row in found if all(v is None for v in row[:-1])), 0)

    def size(self) -> float:
        row = self._db.execute("SELECT pg_total_relation_size('card')").fetchone()
        return row[0] / 1e6 if row else 0.0

    def close(self) -> None:
        self._db.execute(f"DROP SCHEMA {_SCHEMA} CASCADE")
        self._db.close()


def postgres_address() -> str:
    """A server to measure: BENCH_POSTGRES, or the local one under our own name."""
    user = getpass.getuser()
    return os.environ.get(
        "BENCH_POSTGRES", f"postgresql:///{user}?host=/var/run/postgresql"
    )


def why_no_postgres() -> str:
    """What is missing for PostgreSQL with the Polish dictionary; empty when nothing."""
    import psycopg

    try:
        Postgres().close()
    except psycopg.OperationalError:
        return "no PostgreSQL server answers"
    except psycopg.errors.ConfigFileError:
        return "the dictionary is missing (apt-get install hunspell-pl)"
    except psycopg.Error as error:
        return str(error).splitlines()[0]
    return ""


def timed_build(peer: Fts5 | Postgres, count: int) -> float:
    """Seconds of writing, without making the texts."""
    documents = list(rows(count)) if count <= 10_000 else None
    begin = time.perf_counter()
    if documents is not None:
        peer.build(documents)
        return time.perf_counter() - begin
    spent = [0.0]
    peer.build(_without_making(rows(count), spent))
    return time.perf_counter() - begin - spent[0]


def _without_making(
    documents: Iterator[tuple[int, search.Document]], spent: list[float]
) -> Iterator[tuple[int, search.Document]]:
    while True:
        begin = time.perf_counter()
        row = next(documents, None)
        spent[0] += time.perf_counter() - begin
        if row is None:
            return
        yield row


def _fts_text(text: str) -> str:
    """Words quoted, so that nothing in them is an operator; a phrase stays one."""
    if text.startswith('"'):
        return '"' + " ".join(words(text)) + '"'
    return " ".join(f'"{word}"' for word in words(text)) or '""'


def _filters(query: search.Query, mark: str) -> tuple[str, list[str]]:
    where, values = "", []
    for name, chosen in query.facets.items():
        where += f" AND {name} IN ({', '.join([mark] * len(chosen))})"
        values += chosen
    return where, values
