"""The calendar: due moments, claims, failures, dead runners."""

import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from miara.core import schedule
from miara.core.models import ScheduledRun
from miara.core.schedule import Scheduled, daily, every, run_due, weekly

NOW = datetime(2026, 3, 2, 10, 7, tzinfo=UTC)  # a Monday
WARSAW = ZoneInfo("Europe/Warsaw")
#: Any moment from 2020 to 2035, to the second.
moments = st.integers(1_577_836_800, 2_051_222_400).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


def task(function, rule=None, lease=timedelta(hours=1)):
    return Scheduled("tests.task", rule or every(minutes=5), function, lease)


def ran(outcomes):
    return [outcome.name for outcome in outcomes]


@given(moments, st.integers(1, 1440))
def test_every_is_never_late_nor_early(now, minutes):
    latest = every(minutes=minutes).latest(now)
    assert latest <= now < latest + timedelta(minutes=minutes)
    assert latest == every(minutes=minutes).latest(latest)


@given(moments, st.integers(0, 23))
def test_daily_is_at_the_polish_hour_and_within_a_day(now, hour):
    latest = daily(hour=hour).latest(now)
    local = latest.astimezone(WARSAW)
    assert now - timedelta(hours=25) < latest <= now
    assert local.minute == 0
    # The spring night has no hour 2; the task runs at 3 by the clock.
    assert local.hour == hour or (hour, local.hour) == (2, 3)
    assert daily(hour=hour).latest(latest) == latest


@given(moments, st.integers(0, 6))
def test_weekly_is_on_its_day(now, day):
    latest = weekly(day=day, hour=4).latest(now)
    assert latest.astimezone(WARSAW).weekday() == day
    assert now - timedelta(days=7, hours=1) < latest <= now


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # Winter time: 03:00 in Poland is 02:00 UTC.
        ("2026-01-15T01:59Z", "2026-01-14T02:00Z"),
        ("2026-01-15T02:00Z", "2026-01-15T02:00Z"),
        # Summer time: 03:00 is 01:00 UTC.
        ("2026-07-15T01:00Z", "2026-07-15T01:00Z"),
    ],
)
def test_daily_follows_polish_clock_changes(now, expected):
    latest = daily(hour=3).latest(datetime.fromisoformat(now))
    assert latest == datetime.fromisoformat(expected)


def test_period_must_be_positive():
    with pytest.raises(ValueError, match="positive"):
        every(minutes=0)


@pytest.mark.django_db
def test_slot_is_served_once_and_the_next_one_again():
    calls = []
    tasks = [task(calls.append)]
    for minutes in (0, 1, 2, 3, 4, 9):
        run_due(NOW + timedelta(minutes=minutes), tasks=tasks)
    # 10:07 serves 10:05, 10:10 serves 10:10, 10:16 serves 10:15.
    assert calls == [NOW + timedelta(minutes=minutes) for minutes in (0, 3, 9)]


@pytest.mark.django_db
def test_missed_slots_are_served_once():
    calls = []
    run_due(NOW, tasks=[task(calls.append)])
    run_due(NOW + timedelta(days=3), tasks=[task(calls.append)])
    assert len(calls) == 2


@pytest.mark.django_db
def test_failing_task_is_tried_again_later_and_later_and_stops_nobody():
    attempts, others = [], []

    def fail(now):
        attempts.append(now)
        raise RuntimeError

    tasks = [
        task(fail, daily(hour=3)),
        Scheduled("tests.other", daily(hour=3), others.append, timedelta(hours=1)),
    ]
    for minutes in range(60):
        run_due(NOW + timedelta(minutes=minutes), tasks=tasks)

    assert [(at - NOW) // timedelta(minutes=1) for at in attempts] == [0, 5, 15, 35]
    assert len(others) == 1
    assert ScheduledRun.objects.get(name="tests.task").failures == 4


@pytest.mark.django_db
def test_success_forgets_failures():
    results = iter([RuntimeError, None])

    def sometimes(now):
        if error := next(results):
            raise error

    run_due(NOW, tasks=[task(sometimes, daily(hour=3))])
    outcomes = run_due(
        NOW + timedelta(minutes=5), tasks=[task(sometimes, daily(hour=3))]
    )
    row = ScheduledRun.objects.get()
    assert [outcome.failed for outcome in outcomes] == [False]
    assert (row.failures, row.held_until) == (0, None)


@pytest.mark.django_db
def test_task_of_a_dead_runner_is_taken_over_after_its_lease():
    def die(now):
        raise SystemExit

    with pytest.raises(SystemExit):
        run_due(NOW, tasks=[task(die, daily(hour=3))])

    calls = []
    again = [task(calls.append, daily(hour=3))]
    run_due(NOW + timedelta(minutes=59), tasks=again)
    assert calls == []
    run_due(NOW + timedelta(minutes=60), tasks=again)
    assert len(calls) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_run_the_same_slot():
    calls, barrier = [], threading.Barrier(4)

    def work():
        try:
            barrier.wait()
            for minute in range(5):
                run_due(NOW + timedelta(minutes=5 * minute), tasks=[task(calls.append)])
                while ScheduledRun.objects.filter(held_until__isnull=False).exists():
                    time.sleep(0.001)  # nobody leaves a slot before it is served
        finally:
            connection.close()

    if connection.vendor == "sqlite":
        pytest.skip("threads share one in-memory database; the next test uses a file")
    threads = [threading.Thread(target=work) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(calls) == [NOW + timedelta(minutes=5 * minute) for minute in range(5)]


RACER = """
import sys, time
from datetime import UTC, datetime, timedelta
import django
django.setup()
from miara.core.models import ScheduledRun
from miara.core.schedule import Scheduled, every, run_due
def work(now):
    with open(sys.argv[1], "a") as file:
        file.write(now.isoformat() + chr(10))
task = Scheduled("tests.race", every(minutes=5), work, timedelta(hours=1))
time.sleep(max(0, float(sys.argv[2]) - time.time()))
for minute in range(40):
    run_due(datetime(2026, 3, 2, tzinfo=UTC) + timedelta(minutes=minute), tasks=[task])
    while ScheduledRun.objects.filter(held_until__isnull=False).exists():
        time.sleep(0.001)
"""


def test_processes_racing_over_a_file_database_run_each_slot_once(tmp_path):
    env = os.environ | {
        "MIARA_HOME": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
    }
    migrate = [sys.executable, "-m", "django", "migrate", "core", "--verbosity=0"]
    subprocess.run([*migrate, "--skip-checks"], env=env, check=True)
    calls = tmp_path / "calls"
    start = str(time.time() + 2)
    racers = [
        subprocess.Popen([sys.executable, "-c", RACER, str(calls), start], env=env)
        for _number in range(3)
    ]
    assert [racer.wait(timeout=60) for racer in racers] == [0, 0, 0]
    lines = calls.read_text().splitlines()
    assert len(lines) == 8
    assert len(set(lines)) == 8


@pytest.mark.django_db
def test_worker_that_ticks_meanwhile_runs_nothing():
    inner = []

    def work(now):
        inner.append(ran(run_due(now, tasks=[task(work)])))

    assert ran(run_due(NOW, tasks=[task(work)])) == ["tests.task"]
    assert inner == [[]]


def test_name_is_taken_once(monkeypatch):
    monkeypatch.setattr(schedule, "_tasks", {})
    schedule.due("tests.task", every(minutes=1))(lambda now: None)
    with pytest.raises(ValueError, match="already"):
        schedule.due("tests.task", every(minutes=1))(lambda now: None)


def test_calendar_holds_the_tasks_of_this_context():
    names = [scheduled.name for scheduled in schedule.calendar()]
    assert {"core.rescue_jobs", "core.prune_jobs"} <= set(names)
    assert names == sorted(names)
