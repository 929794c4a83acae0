"""What the database itself refuses, each constraint broken once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories.budget import NOW, make_task, make_year, send

from miara.budget.models import (
    AssignmentRule,
    BudgetYear,
    ClassificationCode,
    Forecast,
    HandShare,
    Line,
    LineShare,
    MeasureValue,
    ReportFile,
    Resolution,
    RuleShare,
    StatementRow,
    TaskMoney,
    TaskReport,
    TaskReportVersion,
    Undertaking,
)

pytestmark = pytest.mark.usefixtures("register")
DAY = date(2026, 1, 1)


def refused(make):
    """Whether the database says no; the transaction of the test goes on."""
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


@pytest.fixture
def year():
    return make_year()


@pytest.fixture
def file(year):
    row = send(year)
    row.state, row.taken_at = "ACTIVE", NOW
    row.save()
    return row


def line(file, **more):
    codes = {"division": "900", "chapter": "90003", "paragraph": "430"}
    return Line.objects.create(file=file, side="E", **codes, **more)


def test_years_and_resolutions(year):
    assert refused(lambda: BudgetYear.objects.create(unit_uid="120617", year=2026))
    assert refused(lambda: BudgetYear.objects.create(unit_uid="1", year=1900))
    assert refused(
        lambda: BudgetYear.objects.create(unit_uid="1", year=2020, tolerance=101)
    )
    act = {"budget_year": year, "adopted_on": DAY}
    Resolution.objects.create(kind="BUDGET", number="1", **act)
    assert refused(lambda: Resolution.objects.create(kind="BUDGET", number="2", **act))
    assert refused(lambda: Resolution.objects.create(kind="CHANGE", number="1", **act))


def test_files(year, file):
    draft = send(year, "Dział;Rozdział;Paragraf;Plan\n900;90003;430;1\n")
    assert refused(
        lambda: ReportFile.objects.filter(pk=draft.pk).update(state="ACTIVE")
    )
    also = {"state": "ACTIVE", "taken_at": NOW}
    assert refused(lambda: ReportFile.objects.filter(pk=draft.pk).update(**also))
    rows = ReportFile.objects.filter(pk=draft.pk)
    assert refused(lambda: rows.update(quarter=5))
    assert refused(lambda: rows.update(base_sides="E"))
    StatementRow.objects.create(file=file, symbol="A")
    assert refused(lambda: StatementRow.objects.create(file=file, symbol="A"))


def test_lines_and_money(year, file):
    task = make_task(year)
    assert refused(lambda: line(file, task=task, how="NONE"))
    row = line(file)
    LineShare.objects.create(line=row, task=task)
    assert refused(lambda: LineShare.objects.create(line=row, task=task))
    LineShare.objects.create(line=row)
    assert refused(lambda: LineShare.objects.create(line=row))
    TaskMoney.objects.filter(budget_year=year).delete()
    for owner in (task, None):
        money = {"budget_year": year, "side": "E", "task": owner}
        TaskMoney.objects.create(**money)
        assert refused(lambda money=money: TaskMoney.objects.create(**money))


def test_rules_and_shares(year):
    task = make_task(year)
    assert refused(lambda: AssignmentRule.objects.create(budget_year=year))
    rule = AssignmentRule.objects.create(budget_year=year, division="900")
    RuleShare.objects.create(rule=rule, task=task, weight=1)
    assert refused(lambda: RuleShare.objects.create(rule=rule, task=task, weight=1))
    other = make_task(year, "B")
    assert refused(lambda: RuleShare.objects.create(rule=rule, task=other, weight=0))
    hand = {"budget_year": year, "key": "E/900", "task": task}
    HandShare.objects.create(**hand)
    assert refused(lambda: HandShare.objects.create(**hand))
    more = {**hand, "task": other, "weight": 10_001}
    assert refused(lambda: HandShare.objects.create(**more))


def test_tasks_and_measures(year):
    task = make_task(year)
    rows = type(task).objects.filter(pk=task.pk)
    assert refused(lambda: make_task(year))
    for wrong in ({"previous": task}, {"volume": 0}, {"hours": -1}, {"needed": -1}):
        assert refused(lambda wrong=wrong: rows.update(**wrong))
    measure = task.measures.create(kind="OUTPUT", name="A", unit_of_measure="szt.")
    again = {"kind": "INPUT", "name": "A", "unit_of_measure": "szt."}
    assert refused(lambda: task.measures.create(**again))
    MeasureValue.objects.create(measure=measure, quarter=1)
    assert refused(lambda: MeasureValue.objects.create(measure=measure, quarter=1))
    assert refused(lambda: MeasureValue.objects.create(measure=measure, quarter=5))


def test_reports(year):
    task = make_task(year)
    report = TaskReport.objects.create(task=task, quarter=1)
    assert refused(lambda: TaskReport.objects.create(task=task, quarter=1))
    assert refused(lambda: TaskReport.objects.create(task=task, quarter=0))
    rows = TaskReport.objects.filter(pk=report.pk)
    assert refused(lambda: rows.update(state="SUBMITTED"))
    assert refused(lambda: rows.update(state="RETURNED"))
    version = {"report": report, "number": 1, "content": {}, "approved_at": NOW}
    TaskReportVersion.objects.create(**version)
    assert refused(lambda: TaskReportVersion.objects.create(**version))


def test_forecasts_and_codes():
    about = {"unit_uid": "120617", "year": 2026, "number": "1", "adopted_on": DAY}
    forecast = Forecast.objects.create(**about)
    assert refused(lambda: Forecast.objects.create(**about))
    row = {"code": "1", "year": 2026}
    forecast.rows.create(**row)
    assert refused(lambda: forecast.rows.create(**row))
    one = {"forecast": forecast, "code": "P", "name": "P", "first_year": 2026}
    undertaking = Undertaking.objects.create(**one, last_year=2027)
    assert refused(lambda: Undertaking.objects.create(**one, last_year=2027))
    early = {**one, "code": "Q", "last_year": 2025}
    assert refused(lambda: Undertaking.objects.create(**early))
    undertaking.limits.create(year=2026)
    assert refused(lambda: undertaking.limits.create(year=2026))
    for since in (None, DAY):
        code = {"unit_uid": "1", "kind": "CHAPTER", "code": "1", "since": since}
        ClassificationCode.objects.create(**code)
        assert refused(lambda code=code: ClassificationCode.objects.create(**code))
    ended = {
        "unit_uid": "1",
        "kind": "CHAPTER",
        "code": "2",
        "since": DAY,
        "until": DAY,
    }
    assert refused(lambda: ClassificationCode.objects.create(**ended))
