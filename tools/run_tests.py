"""Run the whole suite: on SQLite, in the browser, and on PostgreSQL when reachable.

Environment
-----------
BROWSER
    0 leaves the browser tests out.
MIARA_TEST_POSTGRES
    Address of a PostgreSQL server whose user may create databases; ``0`` leaves
    it out. Default: the local socket, then 127.0.0.1, as the current user.
"""

import getpass
import os
import subprocess
import sys
import time
from collections.abc import Sequence

import psycopg

PYTEST = [sys.executable, "-m", "pytest", "-q"]
NO_TESTS = 5


def reachable_postgres() -> str | None:
    """URL of the first PostgreSQL that answers, or None."""
    named = os.environ.get("MIARA_TEST_POSTGRES")
    if named == "0":
        return None
    user = getpass.getuser()
    candidates = (
        [named]
        if named
        else [
            f"postgresql:///{user}?host=/var/run/postgresql",
            f"postgresql://{user}@127.0.0.1/{user}",
            f"postgresql://{user}@127.0.0.1/postgres",
        ]
    )
    for url in candidates:
        try:
            with psycopg.connect(url, connect_timeout=3) as connection:
                row = connection.execute("show server_version").fetchone()
        except psycopg.Error:
            continue
        print(f"PostgreSQL {row[0] if row else '?'}")
        return url
    if named:
        print(f"MIARA_TEST_POSTGRES does not answer: {named}", file=sys.stderr)
        sys.exit(2)
    return None


def run(title: str, arguments: Sequence[str], **environment: str) -> tuple[str, int]:
    """One run of pytest; its outcome as a line and an exit code."""
    print(f"\n=== {title} ===", flush=True)
    started = time.monotonic()
    process = subprocess.Popen(
        [*PYTEST, *arguments],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    last = ""
    assert process.stdout is not None
    for line in process.stdout:
        print(line, end="", flush=True)
        if " passed" in line or " failed" in line or "no tests ran" in line:
            last = line.strip("= \n")
    code = process.wait()
    return f"{title}: {last} [{time.monotonic() - started:.0f} s]", code


def main() -> int:
    """Run everything and print what ran where."""
    workers = ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "worksteal"]
    plain = ["-m", "not functional", *workers]
    sqlite_url = "sqlite:///:memory:"
    results = [run("SQLite", plain, DATABASE_URL=sqlite_url)]
    if os.environ.get("BROWSER", "1") != "0":
        results.append(
            run("Browser, SQLite", ["-m", "functional"], DATABASE_URL=sqlite_url)
        )
    postgres = reachable_postgres()
    if postgres:
        # Pure computation does not touch a database: it ran above.
        database_only = [*plain, "--ignore=tests/cube", "--ignore=tests/charts"]
        results.append(run("PostgreSQL", database_only, DATABASE_URL=postgres))
    print("\n=== Summary ===")
    for line, _ in results:
        print(line)
    if not postgres:
        print("PostgreSQL: not reachable, not tested (MIARA_TEST_POSTGRES)")
    return max(code for _, code in results)


if __name__ == "__main__":
    sys.exit(main())
