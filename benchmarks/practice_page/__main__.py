"""The page of a practice and the list with facets, from 10,000 cards.

``python -m benchmarks.practice_page`` loads the fictional sample into a folder of its
own, copies its descriptions until there are 10,000, and asks for pages inside one
process: cards in turn, and lists of every kind (everything, words, facets, both). In
the same run a plain project of Wagtail serves the same texts and rows as pages of its
own. Goals: 15 ms median for a card, 30 ms for a list, queries that do not grow.

``--cards 1000`` for another number, ``--small`` for 200; ``--peer none`` leaves Wagtail
out. Exit status 1 when a goal is missed at full size.
"""

import argparse
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.expected import beside_expected

CARDS, SMALL = 10_000, 200
GOAL_CARD_MS, GOAL_LIST_MS = 15.0, 30.0
WARM, ASKED = 20, 200
LISTS = (
    "",
    "dzial=technical",
    "wojewodztwo=98&stan=aktualne",
    "q=autobus",
    "q=osob+starszych",
    "q=odpady&dzial=technical&koszt=MEDIUM",
    "q=szkola&kolejnosc=data&strona=3",
    "rok=2021&nagroda=tak",
)


@dataclass(frozen=True)
class Measured:
    """Pages of one kind."""

    name: str
    clock: tuple[float, float]
    processor: float
    queries: tuple[int, int]
    size: int


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=CARDS)
    parser.add_argument("--small", action="store_true", help="200 cards")
    parser.add_argument("--peer", choices=["wagtail", "none"], default="wagtail")
    options = parser.parse_args()
    total = SMALL if options.small else options.cards
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MIARA_HOME"] = folder
        miara = Path(sys.executable).with_name("miara")
        subprocess.run(
            [miara, "demo", "--no-serve"], check=True, stdout=subprocess.DEVNULL
        )
        rows = run(total)
        if options.peer == "wagtail":
            rows.append(beside(total, Path(folder)))
    print(f"\n{total:,} cards{'clock p50':>22}{'p95':>8}{'CPU p50':>9}{'queries':>9}")
    for row in rows:
        many = "-".join(str(n) for n in dict.fromkeys(row.queries))
        print(
            f"{row.name:<24}{row.clock[0]:>9.2f}{row.clock[1]:>8.2f}"
            f"{row.processor:>9.2f}{many:>9}{row.size:>10,} bytes"
        )
    beside_expected("practice-page", {f"{row.name}, ms": row.clock[0] for row in rows})
    is_met = rows[0].clock[0] <= GOAL_CARD_MS and rows[1].clock[0] <= GOAL_LIST_MS
    print(
        f"goals: card {GOAL_CARD_MS:g} ms, list {GOAL_LIST_MS:g} ms: "
        f"{'met' if is_met else 'MISSED'}"
    )
    return 0 if is_met or total < CARDS else 1


def run(total: int) -> list[Measured]:
    """Miara's pages in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miara.config.settings")
    import django

    django.setup()
    logging.disable(logging.ERROR)
    from benchmarks.practice_page import seed
    from django.conf import settings
    from django.core.management import call_command

    from miara.practices.domain.addresses import address_of
    from miara.practices.models import PracticeCard

    settings.ALLOWED_HOSTS = ["*"]
    call_command("collectstatic", interactive=False, verbosity=0)
    begin = time.perf_counter()
    made = seed.fill(total)
    print(f"{made:,} public cards in {time.perf_counter() - begin:.0f} s")
    long_ones = PracticeCard.objects.filter(live=True).exclude(solution="")
    chosen = list(long_ones.order_by("pk").values_list("pk", "title"))
    step = max(len(chosen) // ASKED, 1)
    cards = [
        f"/praktyki/{address_of(pk, title)}/" for pk, title in chosen[::step][:ASKED]
    ]
    lists = [f"/praktyki/?{query}" for query in LISTS] * (ASKED // len(LISTS))
    return [
        measure("card", cards),
        measure("list", lists),
        measure("card, English", [f"/en{path}" for path in cards]),
    ]


def measure(name: str, paths: Sequence[str]) -> Measured:
    """Ask for each; the first ones warm what a server would have warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client: Any = Client()
    for path in paths[:WARM]:
        if client.get(path).status_code != 200:
            sys.exit(f"{path} does not answer")
    clock, processor, size = [], [], 0
    for path in paths:
        begin, worked = time.perf_counter(), time.process_time()
        answer = client.get(path)
        processor.append((time.process_time() - worked) * 1e3)
        clock.append((time.perf_counter() - begin) * 1e3)
        size = max(size, len(answer.content))
    counts = []
    for path in paths[:WARM]:
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    return Measured(
        name,
        (statistics.median(clock), statistics.quantiles(clock, n=20)[18]),
        statistics.median(processor),
        (min(counts), max(counts)),
        size,
    )


def beside(total: int, folder: Path) -> Measured:
    """The same texts as pages of a plain Wagtail project, in a process of its own."""
    from django.core import serializers

    from miara.practices.models import PracticeCard

    rows = [
        {
            "card": json.loads(serializers.serialize("json", [card]))[0]["fields"],
            "partners": [row.name or row.unit_uid for row in card.partners.all()],
            "results": [
                [row.label, str(row.before), str(row.after), row.source]
                for row in card.result_rows.all()
            ],
            "costs": [
                [row.label, row.get_kind_display(), str(row.amount), row.source]
                for row in card.costs.all()
            ],
            "awards": [
                [row.contest, row.title, str(row.year)] for row in card.awards.all()
            ],
        }
        for card in PracticeCard.objects.filter(live=True).exclude(solution="")[:60]
    ]
    texts = folder / "texts.json"
    texts.write_text(json.dumps(rows), "utf-8")
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.practice_page.peer", texts, str(total)],
        check=True,
        stdout=subprocess.PIPE,  # what it says when it fails is for the reader
        text=True,
        env={k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
    )
    said = json.loads(answer.stdout.splitlines()[-1])
    return Measured(
        "stock Wagtail page",
        tuple(said["clock"]),
        said["processor"],
        tuple(said["queries"]),
        said["size"],
    )


if __name__ == "__main__":
    sys.exit(main())
