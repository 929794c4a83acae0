"""Pages of plans of a large unit: the chain, dashboards, the report.

``python -m benchmarks.stradom_pages`` loads the fictional sample into a folder of its
own, gives a unit of it 421 organisational units, 2,000 indicators with targets and
ten years of values, 180 goals, 300 projects, 3,000 budget tasks and 200 risks, and
asks for pages inside one process; then it makes the report on the state of the
municipality with everything in it, its page and its files. Goals: 30 ms median for the
chain, 40 ms for the dashboard of the mayor, 5 s for the report with its web page, 30 s
for its PDF. ``--share 0.1`` makes a tenth of it; ``--growth`` one, three and ten times.
Exit status 1 when a goal is missed at full size.
"""

import argparse
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

GOAL_CHAIN_MS, GOAL_DASHBOARD_MS = 30.0, 40.0
GOAL_HTML_S, GOAL_PDF_S = 5.0, 30.0
WARM, ASKED = 5, 60


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--growth", action="store_true", help="1, 3 and 10 times")
    options = parser.parse_args()
    shares = [1.0, 3.0, 10.0] if options.growth else [options.share]
    missed = False
    for share in shares:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["MIARA_HOME"] = folder
            rows = measured_apart(share) if len(shares) > 1 else measured(share)
            missed |= share == 1 and not rows
    return int(missed)


def measured_apart(share: float) -> bool:
    """In a process of its own: one process has one database."""
    command = [sys.executable, "-m", "benchmarks.stradom_pages", "--share", str(share)]
    return subprocess.run(command, check=False).returncode == 0


def measured(share: float) -> bool:
    """Fill, ask, print; True when goals are met."""
    miara = Path(sys.executable).with_name("miara")
    subprocess.run([miara, "demo", "--no-serve"], check=True, stdout=subprocess.DEVNULL)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miara.config.settings")
    import django

    django.setup()
    logging.disable(logging.ERROR)
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    from benchmarks.stradom_pages.seed import Size, fill

    from miara.cli.demo.people import HOME_UNIT
    from miara.units import public as units

    unit = units.unit_by_code(HOME_UNIT)
    assert unit is not None
    size = Size().times(share)
    domain = fill(unit.uid, size)
    print(f"\n{size.offices} offices, {size.targets:,} targets, {size.tasks:,} tasks")
    home = f"/jednostki/{unit.address}/plany"
    client = reader(unit.uid)
    pages = {
        "chain, all domains": (f"{home}/lancuch/", GOAL_CHAIN_MS),
        "chain, one domain": (f"{home}/lancuch/dziedzina-{domain}/", GOAL_CHAIN_MS),
        "dashboard of the mayor": (f"{home}/pulpit/", GOAL_DASHBOARD_MS),
        "what is missing": (f"{home}/lancuch/braki/", 0.0),
    }
    met = [timed(client, name, *facts) for name, facts in pages.items()]
    return all([*met, *report_times(unit)])


def report_times(unit: Any) -> list[bool]:
    """Make the whole report and its files, print each; whether goals are met."""
    from benchmarks.stradom_pages.seed import YEAR
    from django.utils import timezone, translation

    from miara.core.errors import MiaraError
    from miara.reports.actions.reports import make_report
    from miara.reports.exports.content import paper_of
    from miara.reports.exports.report import FORMATS, report_file
    from miara.reports.presenters.drafts import drafts_of
    from miara.reports.queries.versions import content_of

    now, began = timezone.now(), watch()
    drafts, vintage = drafts_of(unit.uid, YEAR, "STATE", now.date())
    row = make_report(
        unit.uid, YEAR, "STATE", drafts, vintage=vintage, by=None, now=now
    )
    made, busy = watch(began)
    print(f"{'report made from the data':<26}{made:>8.2f} s, CPU {busy:.2f}")
    met = []
    for suffix in FORMATS:
        began = watch()
        try:
            with translation.override("pl"):
                paper = paper_of(row, content_of(row), unit.full_name)
                size = f"{len(report_file(paper, suffix)):,} bytes"
            is_made = True
        except MiaraError as error:
            size, is_made = error.for_people(), False
        took, busy = watch(began)
        goal, counted = {
            "html": (GOAL_HTML_S, took + made),
            "pdf": (GOAL_PDF_S, took),
        }.get(suffix, (0.0, 0.0))
        told = f"   goal <= {goal:g} s" if goal else ""
        told += " with making" if suffix == "html" else ""
        name = f"report as {suffix.upper()}"
        print(f"{name:<26}{took:>8.2f} s, CPU {busy:.2f}; {size}{told}")
        met.append(is_made and counted <= goal)
    return met


def watch(began: tuple[float, float] = (0.0, 0.0)) -> tuple[float, float]:
    """Seconds by the clock and of processor time since a moment."""
    return time.perf_counter() - began[0], time.process_time() - began[1]


def reader(uid: str) -> Any:
    """A client signed in as somebody who reads plans."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.utils import timezone

    from miara.accounts.public import grant_role, unit_scope

    person = get_user_model().objects.create_user(
        email="pomiar@gmina.example", full_name="Pomiar"
    )
    scope = unit_scope(uid)
    grant_role(
        user=person, role_code="UNIT_PLANNER", scope=scope, by=None, now=timezone.now()
    )
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def timed(client: Any, name: str, path: str, goal: float) -> bool:
    """Print one page; True when its goal is met."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    asked = len(queries)  # the next request empties the list
    if answer.status_code != 200:
        print(f"{name:<26} {path} answered {answer.status_code}")
        return False
    times, processor = [], []
    for number in range(WARM + (ASKED if goal else 5)):
        begin, busy = time.perf_counter(), time.process_time()
        client.get(path)
        if number >= WARM:
            times.append((time.perf_counter() - begin) * 1000)
            processor.append((time.process_time() - busy) * 1000)
    median, worst = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
    told = f"   goal <= {goal:g} ms" if goal else ""
    size = len(answer.content)
    print(
        f"{name:<26}{median:>8.1f} ms, p95 {worst:.1f}, "
        f"CPU {statistics.median(processor):.1f}; {asked} queries, "
        f"{size:,} bytes{told}"
    )
    return not goal or median <= goal


if __name__ == "__main__":
    sys.exit(main())
