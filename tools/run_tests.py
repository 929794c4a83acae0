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
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

PYTEST = [sys.executable, "-m", "pytest", "-q"]
WITHOUT_REAL_DATA = re.compile(r"SKIPPED \[(\d+)\].*real data not found")


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


@dataclass(frozen=True)
class Outcome:
    """One run of pytest: a line for the summary, exit code, tests without data."""

    line: str
    code: int
    without_real_data: int


def run(title: str, arguments: Sequence[str], **environment: str) -> Outcome:
    """Run pytest once, passing its output on."""
    print(f"\n=== {title} ===", flush=True)
    started = time.monotonic()
    process = subprocess.Popen(
        [*PYTEST, *arguments],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    last, skipped = "", 0
    assert process.stdout is not None
    for line in process.stdout:
        print(line, end="", flush=True)
        if found := WITHOUT_REAL_DATA.match(line):
            skipped += int(found[1])
        if " passed" in line or " failed" in line or "no tests ran" in line:
            last = line.strip("= \n")
    code = process.wait()
    took = time.monotonic() - started
    return Outcome(f"{title}: {last} [{took:.0f} s]", code, skipped)


def main() -> int:
    """Run everything and print what ran where."""
    workers = ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "worksteal"]
    plain = ["-m", "not functional", *workers]
    sqlite_url = "sqlite:///:memory:"
    results = [run("SQLite", plain, DATABASE_URL=sqlite_url)]
    if os.environ.get("BROWSER", "1") != "0":
        browser = ["-m", "functional", *workers[:2], "--dist", "worksteal"]
        results.append(run("Browser, SQLite", browser, DATABASE_URL=sqlite_url))
        without_browser = ""
    else:
        without_browser = "Browser, SQLite: left out (BROWSER=0)"
    postgres = reachable_postgres()
    if postgres:
        # Here tables come from the migrations, as in an installation; on SQLite they
        # are made straight from the models, which takes a thirtieth of the time.
        # Tests that ask no database have run once already.
        asked = {"DATABASE_URL": postgres, "MIARA_TEST_ONLY_DATABASE": "1"}
        results.append(run("PostgreSQL", [*plain, "--migrations"], **asked))
    print("\n=== Summary ===")
    for result in results:
        print(result.line)
    if without_browser:
        print(without_browser)
    skipped = sum(result.without_real_data for result in results)
    print(f"Skipped for want of the official files (MIARA_REAL_DATA): {skipped}")
    if not postgres:
        print("PostgreSQL: not reachable, not tested (MIARA_TEST_POSTGRES)")
    return max(result.code for result in results)


if __name__ == "__main__":
    sys.exit(main())
