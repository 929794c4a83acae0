"""Pages with 500 applications and 1,500 reviews: CPU, queries and bytes."""

import statistics
import time
from dataclasses import dataclass

from benchmarks.contest_rush.seed import Seeded
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from miara.accounts.public import User
from miara.contest import models


@dataclass(frozen=True, slots=True)
class Page:
    """A page, who opens it, and what it may take."""

    name: str
    path: str
    user: User | None
    goal_ms: float | None = None
    goal_queries: int | None = None
    goal_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page takes: median CPU of a request, queries, bytes of HTML."""

    ms: float
    queries: int
    size: int

    def misses(self, page: Page) -> list[str]:
        """Goals it misses."""
        limits = (
            ("ms", self.ms, page.goal_ms),
            ("queries", self.queries, page.goal_queries),
            ("bytes", self.size, page.goal_bytes),
        )
        return [name for name, got, most in limits if most is not None and got > most]


def pages_of(seeded: Seeded) -> list[Page]:
    """What people look at while an edition is assessed."""
    edition = seeded.edition
    base = f"/konkursy/{edition.contest.code}/{edition.slug}/"
    entry = edition.entries.order_by("pk")[0]
    own = models.Assignment.objects.filter(entry__edition=edition)
    open_one = own.select_related("expert__user").get(state="IN_WORK")
    office, expert = seeded.organiser, open_one.expert.user
    return [
        Page("list", f"{base}biuro/zgloszenia/", office, goal_ms=150),
        Page("application", f"{base}biuro/zgloszenia/{entry.uid}/", office),
        Page("scoring", f"/ocena/{open_one.uid}/", expert),
        Page("expert's list", "/ocena/", expert, goal_ms=60, goal_queries=10),
        Page("organiser's board", f"{base}biuro/postep/", office, goal_ms=150),
        Page("ranking", f"{base}biuro/ranking/", office),
        Page("public list", f"{base}zgloszenia/", None, goal_ms=40, goal_bytes=60_000),
    ]


def measure(page: Page, runs: int) -> Cost:
    """Ask again and again; the first answer warms what a server would have warm."""
    client = Client()
    if page.user is not None:
        client.force_login(page.user, "django.contrib.auth.backends.ModelBackend")
    times = []
    answer = client.get(page.path)
    if answer.status_code != 200:
        msg = f"{page.path}: {answer.status_code}"
        raise RuntimeError(msg)
    for _run in range(runs):
        begin = time.process_time()
        client.get(page.path)
        times.append((time.process_time() - begin) * 1000)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page.path)
    return Cost(statistics.median(times), len(queries), len(answer.content))
