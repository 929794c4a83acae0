"""Every kind of report: what stands in it, and that texts outlive new data."""

from datetime import date
from decimal import Decimal

import pytest
from tests.factories.budget import load
from tests.factories.plans import NOW, TODAY, UNIT
from tests.factories.strategy import make_value

from miara.budget import public as budget
from miara.budget.models import (
    Forecast,
    ForecastRow,
    TaskReport,
    TaskReportVersion,
    Undertaking,
    UndertakingLimit,
)
from miara.budget.queries.information import approved_reports
from miara.council.models import Resolution
from miara.instruments.models import Instrument, Money
from miara.reports.actions.reports import edit_section, make_report
from miara.reports.domain.drafts import SectionState
from miara.reports.domain.kinds import KINDS, WORDS, word_of
from miara.reports.models import Report
from miara.reports.presenters.drafts import drafts_of
from miara.reports.presenters.sections import WRITERS

RB27S = """Dział;Rozdział;Paragraf;Plan;Dochody wykonane
756;75621;0010;1000,00;550,50
"""
RB28S = """Dział;Rozdział;Paragraf;Plan;Zaangażowanie;Wydatki wykonane
900;90003;4300;1200,00;1100,00;300,00
754;75412;4300;50,00;20,00;21,00
"""


@pytest.fixture
def who(world):
    return {"by": world.office.people["planner"], "now": NOW}


def drafts(kind, quarter=0):
    found, vintage = drafts_of(UNIT, 2026, kind, TODAY, quarter)
    return {each.code: each for each in found}, vintage


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def approve(task, quarter=2, **more):
    """An approved report with its version, as `approve_report` leaves them."""
    content = {
        "done": "Zamieciono ulice.",
        "deviations": "Mniej zamiatarek.",
        "causes": "Awaria.",
        "actions": "",
        "effect": "",
        "money": {
            "planned": 100_00,
            "changed": 200_00,
            "committed": 150_00,
            "executed": 50_00,
        },
        "measures": [
            {"name": "km", "planned": "10.0000", "actual": "4.5000", "forecast": None}
        ],
    }
    state = more.pop("state", "APPROVED")
    report = TaskReport.objects.create(
        task=task,
        quarter=quarter,
        state=state,
        submitted_at=NOW,
        reason="" if state == "APPROVED" else "Poprawić.",
    )
    for number in range(1, more.pop("versions", 1) + 1):
        TaskReportVersion.objects.create(
            report=report, number=number, content=content, approved_at=NOW
        )
    return report


def test_the_registry_names_every_kind_and_writer():
    assert set(KINDS) == set(Report.Kind.values)
    used = {code for kind in KINDS.values() for code in kind.sections}
    assert used == set(WRITERS)
    for word, numbers in WORDS.items():
        assert word_of(numbers.kind, numbers.quarter) == word


@pytest.mark.parametrize("kind", list(KINDS))
def test_texts_survive_new_data_in_every_kind(world, who, kind):
    quarter = KINDS[kind].quarters[-1]
    approve(world.task, 4)

    def make():
        found, vintage = drafts_of(UNIT, 2026, kind, TODAY, quarter)
        facts = {"vintage": vintage, "quarter": quarter, **who}
        return make_report(UNIT, 2026, kind, found, **facts)

    report = make()
    for section in report.sections.all():
        edit_section(section, f"Tekst {section.code}", version=None, **who)
    before = {row.code: row.generated for row in report.sections.all()}
    make_value(world.target.local, "2026", "95")
    world.task.money.update(executed=77_000_00)
    make()
    rows = list(report.sections.all())
    assert {row.code for row in rows} == set(before)
    for row in rows:
        assert row.shown == f"Tekst {row.code}"
        changed = row.generated != before[row.code]
        assert (row.state is SectionState.CONFLICT) == changed
    assert Report.objects.count() == 1


def test_the_short_version_has_a_page_a_domain_with_numbers_and_bars(world):
    found, _vintage = drafts("SHORT")
    assert list(found) == ["short-money", "short-environment"]
    page = found["short-environment"]
    told = {plain(number): text for number, text in page.figures.numbers}
    assert "30 001 zł" in told
    assert "25 %" in plain(told["30 001 zł"])
    assert "1" in told
    assert sum(count for _label, count in page.figures.bars) == 1
    assert page.figures.sentence.startswith("Wskaźniki tej dziedziny")
    assert "Brak kierowców" not in page.text


def test_the_annex_has_resolutions_civic_projects_and_all_indicators(world):
    Resolution.objects.create(
        unit_uid=UNIT, number="I/1/26", adopted_on=date(2026, 2, 3), title="O mieście"
    )
    Resolution.objects.create(
        unit_uid=UNIT, number="I/1/25", adopted_on=date(2025, 2, 3), title="Dawna"
    )
    project = Instrument.objects.create(
        unit_uid=UNIT,
        kind="PROJECT",
        code="BO-1",
        name="Plac zabaw",
        civic_year=2026,
        votes=120,
        is_public=True,
        state="DONE",
    )
    Money.objects.create(
        instrument=project, year=2026, planned=Decimal("1000.50"), executed=None
    )
    found, _vintage = drafts("ANNEX")
    assert list(found) == [
        *("resolutions", "civic", "targets", "own-indicators"),
        "national-indicators",
    ]
    row = found["resolutions"].rows
    assert [each[0] for each in row] == ["I/1/26"]
    assert found["civic"].rows[0][:6] == [
        *("BO-1", "Plac zabaw", "2026", 120, 100_050, None),
    ]
    assert found["targets"].rows[0][1] == "Wskaźnik PM25"
    own = found["own-indicators"].rows
    assert [(row[0], row[2], row[3]) for row in own] == [("PM25", "2025", "60")]


def test_half_year_information_takes_only_reports_of_the_second_quarter(world):
    load(world.year, RB27S, budget.FileKind.RB27S, quarter=1)
    load(world.year, RB28S, budget.FileKind.RB28S, quarter=2)
    forecast = Forecast.objects.create(
        unit_uid=UNIT, year=2026, number="II/2/25", adopted_on=date(2025, 12, 20)
    )
    for code, amount in (("1", 900_00), ("6", 250_00)):
        ForecastRow.objects.create(
            forecast=forecast, code=code, year=2026, amount=amount
        )
    undertaking = Undertaking.objects.create(
        forecast=forecast,
        code="P-1",
        name="Droga",
        first_year=2025,
        last_year=2027,
        total=500_00,
        liabilities=0,
    )
    UndertakingLimit.objects.create(undertaking=undertaking, year=2026, amount=200_00)
    found, vintage = drafts("HALF")
    assert vintage == ""
    assert "Rb-27S za drugi kwartał" in plain(found["half-revenue"].text)
    assert found["half-spending"].rows == [
        ["754 Bezpieczeństwo publiczne i ochrona przeciwpożarowa"]
        + [50_00, 21_00, 42.0],
        ["900 Gospodarka komunalna i ochrona środowiska"] + [1200_00, 300_00, 25.0],
    ]
    assert found["forecast"].rows == [
        ["Dochody", 900_00],
        ["Kwota długu na koniec roku", 250_00],
    ]
    assert found["undertakings"].rows == [
        ["P-1 Droga", "2025–2027", "majątkowe", 500_00, 200_00]
    ]
    assert found["legal-persons"].text == ""


def test_the_quarterly_report_takes_what_was_approved(world):
    make = budget.add_task
    waiting = make(world.year, {"symbol": "GK-02", "name": "Druga"}, by=None, now=NOW)
    approve(world.task, versions=2)
    TaskReport.objects.create(
        task=waiting, quarter=2, state="SUBMITTED", submitted_at=NOW
    )
    found, _vintage = drafts("QUARTER", 2)
    assert list(found) == ["quarter", "quarter-environment", "quarter-missing"]
    assert "dla 1 zadania z 2" in plain(found["quarter"].text)
    row = found["quarter-environment"].rows[0]
    assert row[:5] == [
        *("GK-01 Zadanie GK-01", 200_00, 50_00, 25.0, "Zamieciono ulice.")
    ]
    assert "Dlaczego: Awaria." in row[5]
    assert row[6] == "km: plan 10, dotąd 4,5, prognoza –"
    assert found["quarter-missing"].rows == [["GK-02 Druga", ""]]


def test_a_reopened_report_is_told_as_approved_before(world):
    approve(world.task, state="REOPENED")
    found, _vintage = drafts("QUARTER", 2)
    assert "w treści zatwierdzonej wcześniej: 1" in found["quarter"].text


def test_approved_reports_make_the_same_number_of_queries(
    world, django_assert_num_queries
):
    approve(world.task)
    with django_assert_num_queries(2):
        approved_reports(UNIT, 2026, 2)
    for number in range(3):
        row = {"symbol": f"X-{number}", "name": "X"}
        approve(budget.add_task(world.year, row, by=None, now=NOW))
    with django_assert_num_queries(2):
        assert len(approved_reports(UNIT, 2026, 2)) == 4
