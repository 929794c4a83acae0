"""Reports: made from the data, edited, made anew with edits kept, published."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.plans import NOW, TODAY, UNIT
from tests.factories.strategy import make_value

from miara.audit import public as audit
from miara.budget.models import TaskMoney
from miara.cycle.public import ChangedMeanwhileError
from miara.reports.actions.publishing import publish_report
from miara.reports.actions.reports import edit_section, follow_data, make_report
from miara.reports.domain.drafts import Draft, SectionState, shown_text, state_of
from miara.reports.errors import ConflictsLeftError
from miara.reports.models import Report, Section
from miara.reports.presenters.drafts import drafts_of

HOME = "/jednostki/120617-zielonki/plany/raporty"
PUBLIC = "/jednostki/120617-zielonki/raporty"


@pytest.fixture
def who(world):
    return {"by": world.office.people["planner"], "now": NOW}


def make(who, kind="STATE"):
    drafts, vintage = drafts_of(UNIT, 2026, kind, TODAY)
    return make_report(UNIT, 2026, kind, drafts, vintage=vintage, **who)


def domain_of(report):
    return report.sections.get(code="domain-environment")


@given(st.text(), st.text(), st.none() | st.text())
def test_what_an_author_wrote_is_always_what_readers_see(now, then, mine):
    shown = shown_text(now, mine)
    assert shown == (now if mine is None else mine)
    state = state_of(now, then, mine)
    assert (state is SectionState.GENERATED) == (mine is None)
    assert (state is SectionState.CONFLICT) == (
        mine is not None and now not in {then, mine}
    )


def test_a_report_says_what_the_data_say(world, who):
    report = make(who)
    text = domain_of(report).generated.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Cel I.1: Cel o symbolu I.1" in text
    assert "120 000 zł" in text
    assert "Brak kierowców" in text
    table = domain_of(report).table
    assert table["rows"][0][0] == "Wskaźnik PM25"
    codes = [row.code for row in report.sections.order_by("position")]
    assert codes == ["money", "domain-environment", "tasks", "resolutions", "civic"]


def test_a_text_survives_a_correction_of_data_and_the_clash_is_shown(world, who):
    report = make(who)
    edit_section(domain_of(report), "Ulice są czystsze.", version=None, **who)
    assert domain_of(make(who)).state is SectionState.EDITED
    TaskMoney.objects.filter(task=world.task).update(executed=99_999_00)
    again = make(who)
    section = domain_of(again)
    assert again.pk == report.pk
    assert section.shown == "Ulice są czystsze."
    assert section.state is SectionState.CONFLICT
    assert "99" in section.generated
    assert section.basis != section.generated
    with pytest.raises(ConflictsLeftError):
        publish_report(again, **who)
    edit_section(section, "Ulice są czystsze, a wydaliśmy więcej.", version=None, **who)
    assert publish_report(again, **who).number == 1
    assert again.published_at == NOW


def test_an_author_may_follow_the_data_again(world, who):
    report = make(who)
    edit_section(domain_of(report), "Moje", version=None, **who)
    follow_data(domain_of(report), version=None, **who)
    assert domain_of(report).state is SectionState.GENERATED
    told = audit.describe_all(list(audit.events_for(report)))
    assert len(told) == 3
    assert all(str(each).endswith(".") for each in told)


def test_a_section_without_data_stays_only_with_a_text(world, who):
    drafts = [Draft("a", "A", "aaa"), Draft("b", "B", "bbb")]
    facts = {"vintage": "", **who}
    report = make_report(UNIT, 2020, "STATE", drafts, **facts)
    edit_section(report.sections.get(code="a"), "moje", version=None, **who)
    make_report(UNIT, 2020, "STATE", [Draft("c", "C", "ccc")], **facts)
    found = {row.code: row.shown for row in report.sections.all()}
    assert found == {"a": "moje", "c": "ccc"}
    assert report.sections.get(code="a").is_conflict


def test_two_authors_never_lose_a_text(world, who):
    section = domain_of(make(who))
    edit_section(section, "pierwszy", version=section.version, **who)
    with pytest.raises(ChangedMeanwhileError):
        edit_section(section, "drugi", version=section.version, **who)
    assert Section.objects.get(pk=section.pk).shown == "pierwszy"


def test_stored_numbers_do_not_move_by_themselves(world, who):
    before = domain_of(make(who)).table
    make_value(world.target.local, "2026", "95")
    assert domain_of(Report.objects.get()).table == before


def test_one_report_of_a_kind_and_year(world, who):
    report = make(who)
    changes = ({}, {"year": 1789}, {"quarter": 1}, {"kind": "QUARTER", "year": 2027})
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(
                **{"unit_uid": UNIT, "year": 2026, "made_at": NOW, **change}
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.create(report=report, code="money", heading="x")


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        (None, (302, 302, 302)),
        ("stranger", (403, 403, 403)),
        ("reader", (200, 403, 403)),
        ("planner", (200, 200, 302)),
    ],
)
def test_roles_at_each_page(world, who, enter, name, statuses):
    reads, writes, makes = statuses
    report = make(who)
    client = enter(world.office.people.get(name))
    one = f"{HOME}/{report.pk}"
    for path in (f"{HOME}/", f"{one}/"):
        assert (path, client.get(path).status_code) == (path, reads)
    for path in (f"{one}/{domain_of(report).pk}/", f"{one}/publikacja/"):
        assert (path, client.get(path).status_code) == (path, writes)
    # Without a file the page says how to have it made; without a version: nothing.
    away = 302 if reads == 200 else reads
    assert client.get(f"{one}.docx").status_code == away
    none = 404 if reads == 200 else reads
    assert client.get(f"{one}/wersja-1.zip").status_code == none
    assert client.get(f"{one}/pliki/1/").status_code == none
    assert client.post(f"{one}/", {"do": "files"}).status_code == away
    asked = client.post(f"{HOME}/", {"kind": "BUDGET", "year": "2026"})
    assert asked.status_code == makes
    assert client.post(f"{one}/", {"do": "anew"}).status_code == makes


def test_a_report_goes_from_data_to_everybody(world, enter):
    client = enter(world.office.people["planner"])
    client.post(f"{HOME}/", {"kind": "STATE", "year": "2026"})
    report = Report.objects.get()
    address = f"{PUBLIC}/stan-gminy-2026"
    assert client.get(f"{address}/").status_code == 404
    section = domain_of(report)
    wrong = client.post(
        f"{HOME}/{report.pk}/{section.pk}/", {"text": "moje", "version": "77"}
    )
    assert wrong.status_code == 422
    assert "moje" in wrong.content.decode()
    client.post(
        f"{HOME}/{report.pk}/{section.pk}/",
        {"text": "Tak piszemy.", "version": section.version, "do": "keep"},
    )
    answer = client.post(f"{HOME}/{report.pk}/publikacja/", {"author": ""})
    assert answer.status_code == 422
    client.post(f"{HOME}/{report.pk}/publikacja/", {"author": "Anna Nowak"})
    client.logout()
    page = client.get(f"{address}/").content.decode()
    assert "Tak" in page
    assert "Anna Nowak" in page
    assert "2026" in client.get(f"{PUBLIC}/").content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "STATE", "year": "20"},
        {"kind": "QUARTER", "year": "2026"},
        {"kind": "QUARTER", "year": "2026", "quarter": "5"},
        {"kind": "X", "year": "2026"},
    ],
)
def test_bad_requests_are_told(world, enter, sent):
    client = enter(world.office.people["planner"])
    assert client.post(f"{HOME}/", sent).status_code == 422
    assert not Report.objects.exists()


def test_only_a_quarterly_report_has_a_quarter(world, enter):
    client = enter(world.office.people["planner"])
    for kind in ("QUARTER", "STATE"):
        client.post(f"{HOME}/", {"kind": kind, "year": "2026", "quarter": "2"})
    found = Report.objects.values_list("kind", "quarter")
    assert set(found) == {("QUARTER", 2), ("STATE", 0)}
