"""Pages of the budget: what each role gets, what forms do, what nothing loses."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.budget import (
    LEDGER,
    NOW,
    REPORT,
    UNIT,
    load,
    make_task,
    make_year,
    send,
)

from miara.accounts.public import create_person, grant_role, unit_scope
from miara.budget.actions.assignment import assign_by_hand
from miara.budget.actions.forecast import keep_forecast
from miara.budget.domain.lines import FileKind, Key
from miara.budget.models import (
    AssignmentRule,
    BudgetTask,
    ClassificationCode,
    Forecast,
    HandShare,
    Line,
    ReportFile,
    TaskReport,
)
from miara.cycle.models import CycleSettings

pytestmark = pytest.mark.usefixtures("register")
ADDRESS = "120617-zielonki"
FORECAST = """Lp.;Wyszczególnienie;2025;2026;2027
1;Dochody ogółem;100;110;120
1.1;Dochody bieżące;100;110;120
2;Wydatki ogółem;90;120;110
2.1;Wydatki bieżące;80;115;100
2.2;Wydatki majątkowe;10;5;10
"""
ANNEX = """Lp.;Nazwa i cel;Jednostka odpowiedzialna;Od;Do;Łączne nakłady;2026;2027;Limit zobowiązań
D-1;Budowa ulicy;ZDM;2025;2027;100;30;40;70
"""


@pytest.fixture
def person(db):
    """Makes a person with a role over the unit, or without one."""

    def make(role=None, name="osoba"):
        who = create_person(
            email=f"{name}@gmina.example",
            password="dluga-lipowa-aleja-7",
            full_name=name,
            by=None,
            now=NOW,
        )
        if role:
            grant_role(
                user=who, role_code=role, scope=unit_scope(UNIT), by=None, now=NOW
            )
        return who

    return make


@pytest.fixture
def as_role(client, person):
    """A browser of somebody with a role."""

    def enter(role=None, name=None):
        who = person(role, name or (role or "nikt").lower())
        client.force_login(who, "django.contrib.auth.backends.ModelBackend")
        return who

    return enter


def at(name, *args):
    return reverse(f"budget:{name}", args=[ADDRESS, *args])


@pytest.fixture
def full():
    """A year with something on every page."""
    year = make_year()
    make_year(2025)
    task = make_task(year, needed=150_000, volume=3, unit_of_volume="km")
    task.measures.create(
        kind="OUTPUT", name="Kosze", unit_of_measure="szt.", planned=7, direction="UP"
    )
    other = make_task(year, "P-1", "Ochrona przeciwpożarowa")
    load(year)
    load(year, REPORT, FileKind.RB28S)
    draft = send(year, LEDGER.replace("1200,00", "1,00"), quarter=2)
    key = Key("E", "900", "90004", "421", "0", "ZDM")
    assign_by_hand(year, key, [(task, 3_333)], by=None, now=NOW)
    keep_forecast(
        UNIT,
        year=2026,
        number="I/1/2026",
        adopted_on=NOW.date(),
        rows=FORECAST.encode(),
        undertakings=ANNEX.encode(),
        by=None,
        now=NOW,
    )
    report = TaskReport.objects.create(task=task, quarter=1, done="Zrobiono.")
    return {
        "year": year,
        "task": task,
        "other": other,
        "draft": draft,
        "report": report,
    }


def pages(full):
    line = Line.objects.get(chapter="90004", file__kind="LEDGER")
    taken = ReportFile.objects.get(kind="LEDGER", state="ACTIVE")
    task = full["task"].pk
    return [
        at("years"),
        at("codes"),
        at("year", 2026),
        at("year", 2025),
        at("contradictions", 2026),
        at("contradictions", 2025),
        at("files", 2026),
        at("files", 2025),
        at("file", 2026, taken.pk),
        at("file", 2026, full["draft"].pk),
        at("file-download", 2026, taken.pk),
        at("lines", 2026),
        at("lines", 2026) + "?kod=900&bez=1&strona=E",
        at("lines-file", 2026, "csv"),
        at("lines-file", 2026, "xlsx"),
        at("line", 2026, line.pk),
        at("rules", 2026),
        at("tasks", 2026),
        at("tasks", 2025),
        at("tasks-file", 2026, "csv"),
        at("tasks-file", 2026, "xlsx"),
        at("task", 2026, task),
        at("report", 2026, task, 1),
        at("report", 2026, task, 3),
        at("reports", 2026),
        at("forecast", 2026),
        at("forecast", 2025),
        at("indicators", 2026),
    ]


@pytest.mark.parametrize(("role", "status"), [(None, 403), ("UNIT_READER", 200)])
def test_every_page_is_for_people_of_the_unit(client, as_role, full, role, status):
    as_role(role)
    found = {url: client.get(url).status_code for url in pages(full)}
    assert {url: got for url, got in found.items() if got != status} == {}


@pytest.mark.parametrize(
    "role", ["UNIT_AUDITOR", "UNIT_PLANNER", "UNIT_TREASURER", "UNIT_ADMINISTRATOR"]
)
def test_roles_of_plans_read_too(client, as_role, full, role):
    as_role(role)
    for url in (at("year", 2026), at("files", 2026), at("rules", 2026)):
        assert client.get(url).status_code == 200


def test_nobody_reads_without_logging_in(client, full):
    assert {client.get(url).status_code for url in pages(full)} == {302}


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("UNIT_READER", (403, 403)),
        ("UNIT_AUDITOR", (403, 403)),
        ("UNIT_PLANNER", (403, 422)),
        ("UNIT_TREASURER", (422, 422)),
    ],
)
def test_who_changes(client, as_role, full, role, statuses):
    keeps, plans = statuses
    as_role(role)
    task = full["task"].pk
    line = Line.objects.filter(chapter="75412", file__kind="LEDGER").get()
    for url in (
        at("year", 2026),
        at("files", 2026),
        at("rules", 2026),
        at("forecast", 2026),
        at("codes"),
    ):
        data = {"tolerance": "x"}
        assert client.post(url, data).status_code == keeps, url
    share = {"share_1": "5"}
    assert client.post(at("line", 2026, line.pk), share).status_code == keeps
    taking = client.post(at("file", 2026, full["draft"].pk), {"do": "nothing"})
    assert taking.status_code == (302 if keeps == 422 else 403)
    assert client.post(at("years"), {"year": "x"}).status_code == plans
    assert client.post(at("tasks", 2026), {"source": ""}).status_code == plans
    changed = {"m-TOTAL_FORMS": "0", "m-INITIAL_FORMS": "0"}
    assert client.post(at("task-new", 2026), changed).status_code == plans
    assert client.post(at("task-change", 2026, task), changed).status_code == plans
    written = client.post(at("report", 2026, task, 1), {"do": "send", "done": ""})
    assert written.status_code == plans
    dropped = client.post(at("task", 2026, task))
    assert dropped.status_code == (302 if plans == 422 else 403)


def test_unknown_year_task_line_and_file_are_absent(client, as_role, full):
    as_role("UNIT_TREASURER")
    other = make_year(2026, "126101")
    foreign = make_task(other)
    for url in (
        at("year", 1999),
        at("file", 2026, 987),
        at("line", 2026, 987),
        at("task", 2026, foreign.pk),
        at("report", 2026, foreign.pk, 1),
    ):
        assert client.get(url).status_code == 404


def test_treasurer_sends_looks_and_takes_a_file(client, as_role):
    as_role("UNIT_TREASURER")
    client.post(at("years"), {"year": 2026})
    upload = SimpleUploadedFile("księga.csv", LEDGER.encode())
    sent = client.post(
        at("files", 2026), {"kind": "LEDGER", "quarter": "1", "content": upload}
    )
    row = ReportFile.objects.get()
    assert sent.url == at("file", 2026, row.pk)
    page = client.get(sent.url).content.decode()
    assert "900-90003-4300" in page
    assert row.state == "DRAFT"
    client.post(sent.url, {"do": "take"})
    row.refresh_from_db()
    assert (row.state, row.lines.count()) == ("ACTIVE", 3)
    assert "księga.csv" in client.get(at("files", 2026)).content.decode()


def test_wrong_file_says_where_and_columns_put_it_right(client, as_role):
    as_role("UNIT_TREASURER")
    year = make_year()
    draft = send(year, LEDGER.replace("Rozdział", "Kolumna X"))
    url = at("file", 2026, draft.pk)
    page = client.get(url).content.decode()
    assert "Nie rozpoznano kolumny" in page or "No column was recognised" in page
    refused = client.post(url, {"do": "take"}, follow=True)
    assert refused.status_code == 200
    assert not Line.objects.exists()
    columns = dict.fromkeys((), "") | {
        "do": "columns",
        "division": "Dział",
        "chapter": "Kolumna X",
        "paragraph": "Paragraf",
        "changed": "Plan po zmianach",
        "executed": "Wykonanie",
        "task": "Symbol zadania",
    }
    client.post(url, columns)
    client.post(url, {"do": "take"})
    assert Line.objects.count() == 3


def test_resolution_comes_with_its_number_and_day(client, as_role):
    as_role("UNIT_TREASURER")
    year = make_year()
    text = "Strona;Dział;Rozdział;Paragraf;Kwota\nwydatki;900;90003;4300;5,00\n"
    data = {"kind": "RESOLUTION", "quarter": "1"}
    data["content"] = SimpleUploadedFile("u.csv", text.encode())
    assert client.post(at("files", 2026), data).status_code == 422
    data |= {"resolution_kind": "BUDGET", "number": "X/1", "adopted_on": "2025-12-18"}
    data["content"] = SimpleUploadedFile("u.csv", text.encode())
    url = client.post(at("files", 2026), data).url
    client.post(url, {"do": "take"})
    assert year.resolutions.get().file.totals["E"]["changed"] == 500
    assert year.money.get().changed == 500


def test_line_is_given_by_hand_and_rules_are_added(client, as_role, full):
    as_role("UNIT_TREASURER")
    line = Line.objects.get(chapter="75412", file__kind="LEDGER")
    data = {"task_1": full["other"].pk, "share_1": "50", "task_2": full["task"].pk}
    missing = client.post(at("line", 2026, line.pk), data)
    assert missing.status_code == 422
    data["share_2"] = "50,5"
    assert client.post(at("line", 2026, line.pk), data).status_code == 422
    data["share_2"] = "12,5"
    assert client.post(at("line", 2026, line.pk), data).status_code == 302
    weights = HandShare.objects.filter(key__contains="75412").values_list(
        "weight", flat=True
    )
    assert sorted(weights) == [1_250, 5_000]
    rule = {"side": "E", "division": "900", "task_1": full["other"].pk}
    assert client.post(at("rules", 2026), {"side": "E"}).status_code == 422
    assert client.post(at("rules", 2026), rule).status_code == 302
    row = AssignmentRule.objects.get()
    assert "P-1" in client.get(at("rules", 2026)).content.decode()
    client.post(at("rules", 2026), {"drop": row.pk})
    assert not AssignmentRule.objects.exists()


def card(**more):
    return {
        "symbol": "N-1",
        "name": "Nowe",
        "kind": "CURRENT",
        "needed": "1 500,50",
        "m-TOTAL_FORMS": "1",
        "m-INITIAL_FORMS": "0",
        "m-0-name": "Drzewa",
        "m-0-kind": "OUTPUT",
        "m-0-unit_of_measure": "szt.",
        "m-0-direction": "UP",
        "m-0-planned": "1 200,5",
        **more,
    }


def test_task_is_added_with_its_measures(client, as_role):
    as_role("UNIT_PLANNER")
    make_year()
    response = client.post(at("task-new", 2026), card())
    task = BudgetTask.objects.get()
    assert response.url == at("task", 2026, task.pk)
    assert task.needed == 150_050
    assert str(task.measures.get().planned) == "1200.5000"
    page = client.get(at("task-change", 2026, task.pk)).content.decode()
    assert 'value="1500.50"' in page
    again = client.post(at("task-new", 2026), card())
    assert again.status_code == 422


def test_two_people_never_overwrite_each_other_unseen(client, as_role):
    as_role("UNIT_PLANNER")
    task = make_task(make_year(), "N-1")
    url = at("task-change", 2026, task.pk)
    seen = {"version": "0"}
    assert client.post(url, card(name="Pierwsza", **seen)).status_code == 302
    clash = client.post(url, card(name="Druga", **seen))
    assert clash.status_code == 422
    assert "Druga" in clash.content.decode()
    task.refresh_from_db()
    assert task.name == "Pierwsza"
    assert (
        client.post(url, card(name="Druga", version=str(task.version))).status_code
        == 302
    )


def write(**more):
    return {"do": "send", "done": "Posprzątano.", "version": "0", **more}


def test_report_goes_from_its_author_to_approval_and_back(client, as_role, full):
    task = full["task"]
    measure = task.measures.get()
    url = at("report", 2026, task.pk, 1)
    author = as_role("UNIT_PLANNER", "autorka")
    sent = client.post(
        url, write(**{f"actual_{measure.pk}": "2", f"forecast_{measure.pk}": "6,5"})
    )
    assert sent.status_code == 302
    report = TaskReport.objects.get(task=task, quarter=1)
    assert (report.state, report.submitted_by, report.changed) == (
        "SUBMITTED",
        author,
        120_334,
    )
    assert client.post(url, {"do": "approve"}).status_code == 403
    as_role("UNIT_TREASURER", "skarbnik")
    assert client.post(url, {"do": "return", "reason": ""}).status_code == 422
    client.post(url, {"do": "return", "reason": "Brak przyczyn"})
    report.refresh_from_db()
    assert (report.state, report.reason, report.done) == (
        "RETURNED",
        "Brak przyczyn",
        "Posprzątano.",
    )
    more = {f"actual_{measure.pk}": "2", f"forecast_{measure.pk}": "6,5"}
    again = write(done="Posprzątano i umyto.", version=str(report.version), **more)
    client.post(url, again)
    as_role("UNIT_ADMINISTRATOR", "sekretarz")
    client.post(url, {"do": "approve"})
    report.refresh_from_db()
    assert report.state == "APPROVED"
    content = report.versions.get().content
    assert content["measures"][0]["forecast"] == "6.5000"
    assert content["money"]["changed"] == 120_334
    locked = client.post(url, write(done="Inaczej"))
    assert locked.status_code == 422
    client.post(url, {"do": "reopen", "reason": "Pomyłka"})
    report.refresh_from_db()
    assert (report.state, report.versions.count()) == ("REOPENED", 1)
    assert "Posprzątano i umyto." in client.get(url).content.decode()


def test_one_hand_may_approve_where_the_unit_says_so_and_the_trail_tells(
    client, as_role, full
):
    CycleSettings.objects.create(unit_uid=UNIT, is_one_person=True, feed_key="k" * 43)
    url = at("report", 2026, full["task"].pk, 1)
    as_role("UNIT_PLANNER")
    client.post(url, write())
    assert client.post(url, {"do": "approve"}).status_code == 302
    page = client.get(url).content.decode()
    assert TaskReport.objects.get(task=full["task"]).state == "APPROVED"
    assert "ta sama osoba" in page or "by the hand that sent it" in page


def test_forecast_is_read_and_its_rules_are_shown(client, as_role):
    as_role("UNIT_TREASURER")
    make_year()
    files = {
        "rows": SimpleUploadedFile("wpf.csv", FORECAST.encode()),
        "undertakings": SimpleUploadedFile("p.csv", ANNEX.encode()),
    }
    data = {"year": 2026, "number": "I/2", "adopted_on": "2025-12-18", **files}
    assert client.post(at("forecast", 2026), data).status_code == 302
    forecast = Forecast.objects.get()
    assert (forecast.rows.count(), forecast.undertakings.count()) == (15, 1)
    page = client.get(at("forecast", 2026)).content.decode()
    assert "115,00" in page
    assert "art. 243" in page
    assert "Budowa ulicy" in page


def test_classification_is_loaded_and_mistakes_are_told(client, as_role):
    as_role("UNIT_TREASURER")
    bad = SimpleUploadedFile("r.csv", b"kod;nazwa\nabc;X\n")
    assert (
        client.post(at("codes"), {"kind": "CHAPTER", "content": bad}).status_code == 422
    )
    good = SimpleUploadedFile(
        "r.csv",
        "kod;nazwa;od;akt;zastąpiony przez\n85301;Stary;1.01.2020;Dz.U.;85302, 85303\n".encode(),
    )
    assert (
        client.post(at("codes"), {"kind": "CHAPTER", "content": good}).status_code
        == 302
    )
    row = ClassificationCode.objects.get()
    assert (row.code, row.successors, row.since.year) == (
        "85301",
        ["85302", "85303"],
        2020,
    )


@pytest.mark.parametrize("name", ["tasks", "lines", "reports"])
def test_lists_ask_the_same_number_of_questions(
    client, as_role, name, django_assert_max_num_queries
):
    as_role("UNIT_TREASURER")
    year = make_year()
    make_task(year, "A")
    load(year, "\n".join(LEDGER.splitlines()[:2]))
    client.get(at(name, 2026))
    with django_assert_max_num_queries(60) as one:
        client.get(at(name, 2026))
    make_task(year, "B")
    make_task(year, "C")
    load(year)
    with django_assert_max_num_queries(60) as three:
        client.get(at(name, 2026))
    assert len(three) == len(one)


def test_downloads_can_be_read_back(client, as_role, full):
    from miara.budget.domain.readers.files import read_file

    as_role("UNIT_AUDITOR")
    for suffix in ("csv", "xlsx"):
        content = client.get(at("lines-file", 2026, suffix)).content
        reading = read_file(content, FileKind.LEDGER)
        assert reading.findings == ()
        assert reading.totals().changed == 126_001
    table = client.get(at("tasks-file", 2026, "csv")).content.decode("utf-8-sig")
    assert "GK-01;Oczyszczanie" in table


def test_reports_wait_for_those_who_write_and_decide(client, as_role, full):
    from miara.cycle.public import waiting_for

    who = as_role("UNIT_TREASURER")
    now = datetime(2026, 4, 20, tzinfo=UTC)
    assert waiting_for(who, UNIT, now) == []
    TaskReport.objects.update(state="SUBMITTED", submitted_at=now)
    (one,) = [w for w in waiting_for(who, UNIT, now) if w.kind == "budget.report"]
    assert one.url == at("report", 2026, full["task"].pk, 1)
