"""Background jobs: claiming, progress, failures, dead workers."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils.translation import get_language, override
from django_tasks_db.models import DBTaskResult

from miara.core import jobs
from miara.core.errors import MiaraError
from miara.core.models import Job

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def clock():
    return NOW


@pytest.fixture
def registry(monkeypatch):
    """Registrations of one test are forgotten after it."""
    monkeypatch.setattr(jobs, "_registry", dict(jobs._registry))
    return jobs._registry


def enqueue(kind="tests.count", by=None, **params):
    return jobs.enqueue(kind, by=by, now=NOW, **params)


def test_job_runs_with_its_parameters_and_keeps_the_report(registry, django_user_model):
    person = django_user_model.objects.create_user("anna@example.org")

    @jobs.job("tests.count")
    def count(progress, *, upto):
        progress.stage("Liczenie", total=upto)
        for _step in range(upto):
            progress.advance()
        return {"counted": upto, "for": progress.by_id}

    row = enqueue(by=person, upto=3)
    assert (row.state, row.created_at) == (Job.State.QUEUED, NOW)

    jobs.perform(row.pk, clock=clock)

    row.refresh_from_db()
    assert row.state == Job.State.DONE
    assert row.report == {"counted": 3, "for": str(person.pk)}
    assert (row.done, row.total, row.stage) == (3, 3, "Liczenie")
    assert (row.started_at, row.finished_at, row.attempts) == (NOW, NOW, 1)


@pytest.mark.django_db(transaction=True)
def test_worker_of_the_library_does_the_job(registry):
    @jobs.job("tests.count")
    def count(progress):
        return {"ok": True}

    row = enqueue()
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False)
    row.refresh_from_db()
    assert (row.state, row.report) == (Job.State.DONE, {"ok": True})


@pytest.mark.django_db(transaction=True)
def test_nothing_is_queued_when_the_action_fails(registry):
    jobs.job("tests.count")(lambda progress: None)
    with transaction.atomic():
        enqueue()
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_unknown_kind_is_refused_before_anything_is_stored(registry):
    with pytest.raises(LookupError, match=r"tests\.unknown"):
        enqueue("tests.unknown")
    assert not Job.objects.exists()


def test_kind_has_one_function(registry):
    jobs.job("tests.count")(lambda progress: None)
    with pytest.raises(ValueError, match="already"):
        jobs.job("tests.count")(lambda progress: None)


def test_job_runs_in_the_language_of_the_person(registry):
    jobs.job("tests.count")(lambda progress: {"language": get_language()})
    with override("en"):
        row = enqueue()
    with override("pl"):
        jobs.perform(row.pk, clock=clock)
    row.refresh_from_db()
    assert row.report == {"language": "en"}


def test_expected_error_tells_the_person(registry):
    class RefusedError(MiaraError):
        sentence = "Line %(line)s is broken."

    @jobs.job("tests.count")
    def count(progress):
        raise RefusedError(line=7)

    row = enqueue()
    jobs.perform(row.pk, clock=clock)
    row.refresh_from_db()
    assert (row.state, row.error) == (Job.State.FAILED, "Line 7 is broken.")


def test_fault_shows_a_number_and_no_detail(registry):
    @jobs.job("tests.count")
    def count(progress):
        msg = "secret of anna@example.org"
        raise RuntimeError(msg)

    row = enqueue()
    jobs.perform(row.pk, clock=clock)
    row.refresh_from_db()
    assert row.state == Job.State.FAILED
    assert str(row.pk) in row.error
    assert "secret" not in row.error


def test_job_is_done_once_however_often_it_is_handed_over(registry):
    calls = []
    jobs.job("tests.count")(lambda progress: calls.append(1))
    row = enqueue()
    jobs.perform(row.pk, clock=clock)
    jobs.perform(row.pk, clock=clock)
    assert calls == [1]


def running(row, *, heartbeat_at, attempts=1):
    Job.objects.filter(pk=row.pk).update(
        state=Job.State.RUNNING,
        run=uuid.uuid4(),
        started_at=NOW,
        heartbeat_at=heartbeat_at,
        attempts=attempts,
    )
    DBTaskResult.objects.all().delete()


@pytest.mark.parametrize(
    ("retries", "attempts", "state", "handed_over"),
    [(0, 1, "FAILED", 0), (1, 1, "QUEUED", 1), (1, 2, "FAILED", 0)],
)
def test_job_of_a_dead_worker_is_repeated_or_failed(
    registry, retries, attempts, state, handed_over
):
    jobs.job("tests.count", retries=retries)(lambda progress: None)
    row = enqueue()
    running(row, heartbeat_at=NOW, attempts=attempts)
    later = NOW + jobs.SILENT_AFTER + timedelta(seconds=1)

    assert jobs.rescue_silent(later) == 1
    assert jobs.rescue_silent(later) == 0

    row.refresh_from_db()
    assert row.state == state
    assert bool(row.error) == (state == "FAILED")
    assert DBTaskResult.objects.count() == handed_over


def test_living_job_is_left_alone(registry):
    jobs.job("tests.count")(lambda progress: None)
    row = enqueue()
    running(row, heartbeat_at=NOW)
    assert jobs.rescue_silent(NOW + jobs.SILENT_AFTER) == 0


def test_attempt_that_lost_the_job_can_no_longer_write(registry):
    @jobs.job("tests.count", retries=1)
    def count(progress):
        # The worker hangs so long that the tick gives the job to another.
        jobs.rescue_silent(NOW + jobs.SILENT_AFTER + timedelta(seconds=1))
        progress.stage("za późno")

    row = enqueue()
    jobs.perform(row.pk, clock=clock)
    row.refresh_from_db()
    assert (row.state, row.stage, row.report) == (Job.State.QUEUED, "", None)


@pytest.mark.parametrize(("retries", "state"), [(0, "FAILED"), (1, "QUEUED")])
def test_stopping_the_worker_interrupts_the_job(registry, retries, state):
    @jobs.job("tests.count", retries=retries)
    def count(progress):
        raise SystemExit(1)

    row = enqueue()
    with pytest.raises(SystemExit):
        jobs.perform(row.pk, clock=clock)
    row.refresh_from_db()
    assert row.state == state


def test_progress_writes_at_most_twice_a_second(registry, django_assert_num_queries):
    jobs.job("tests.count")(lambda progress: None)
    row = enqueue()
    run = uuid.uuid4()
    Job.objects.filter(pk=row.pk).update(
        state="RUNNING", run=run, started_at=NOW, heartbeat_at=NOW
    )
    seconds = [0.0]
    progress = jobs.JobProgress(row, run, clock=clock, monotonic=lambda: seconds[0])
    with django_assert_num_queries(4):  # every 0.5 s of the 2 s below
        for _step in range(200):
            seconds[0] += 0.01
            progress.advance()
        seconds[0] += 1e-6
        progress.advance(0)


@pytest.mark.parametrize(
    ("state", "done", "total", "percent"),
    [
        ("RUNNING", 1, 3, 33),
        ("RUNNING", 5, 3, 100),
        ("RUNNING", 5, None, None),
        ("RUNNING", 0, 0, None),
        ("DONE", 0, None, 100),
    ],
)
def test_done_percent(state, done, total, percent):
    assert Job(state=state, done=done, total=total).done_percent == percent


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"state": "RUNNING"}, "core_job_started_when_not_queued"),
        (
            {"state": "DONE", "started_at": NOW, "heartbeat_at": NOW},
            "core_job_finished_when_ended",
        ),
        ({"state": "QUEUED", "finished_at": NOW}, "core_job_finished_when_ended"),
    ],
)
def test_constraints_hold(broken, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Job.objects.create(kind="tests.count", created_at=NOW, **broken)


def test_old_jobs_and_tasks_are_forgotten(registry):
    jobs.job("tests.count")(lambda progress: None)
    old, fresh, waiting = enqueue(), enqueue(), enqueue()
    for row, ended in [(old, NOW - timedelta(days=91)), (fresh, NOW)]:
        Job.objects.filter(pk=row.pk).update(
            state="DONE", started_at=ended, heartbeat_at=ended, finished_at=ended
        )
    first = DBTaskResult.objects.order_by("enqueued_at").first()
    DBTaskResult.objects.filter(pk=first.pk).update(
        enqueued_at=NOW - timedelta(days=8), started_at=NOW
    )

    assert jobs.prune(NOW) == {"jobs": 1, "tasks": 1}
    assert set(Job.objects.values_list("pk", flat=True)) == {fresh.pk, waiting.pk}
