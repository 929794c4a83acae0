"""Pages of a strategy: who opens them, what they show, what they do."""

from decimal import Decimal

import pytest
from django.urls import reverse
from tests.factories.plans import NOW
from tests.factories.strategy import (
    make_document,
    make_domain,
    make_goal,
    make_indicator,
    make_target,
    make_value,
)

from miara.organisations.models import AuxiliaryUnit, OrganisationalUnit, Post
from miara.strategy.actions.diagnosis import write_diagnosis
from miara.strategy.models import (
    Document,
    Goal,
    LocalIndicator,
    LocalValue,
    Service,
    Target,
    UnitDomain,
)

ADDRESS = "120617-zielonki"


class Site:
    """Rows that addresses name."""

    def __init__(self, office):
        self.office = office
        self.domain = make_domain("environment", coordinator=office.engineer)
        self.service = Service.objects.create(
            unit_uid="120617", name={"pl": "Zieleń gminna"}, domain=self.domain
        )
        self.document = make_document(published_at=NOW)
        self.goal = make_goal(self.document, "I")
        self.goal.domains.add(self.domain)
        self.below = make_goal(self.document, "I.1", self.goal)
        self.indicator = make_indicator(
            supplier=office.engineer, owner=office.engineer, approver=office.treasurer
        )
        make_value(self.indicator, "2024", "50")
        self.target = make_target(self.below, self.indicator, owner=office.engineer)
        sections = {"environment": "Słabe strony:\n– mało zieleni"}
        write_diagnosis(self.document, sections, vintage="v1", by=None, now=NOW)


@pytest.fixture
def site(office):
    return Site(office)


def to(name, *args):
    return reverse(f"strategy:{name}", args=[ADDRESS, *args])


def reading(site):
    """Pages that every reader of the unit opens."""
    return [
        to("domains"),
        to("documents"),
        to("gaps"),
        to("document", site.document.pk),
        to("checklist", site.document.pk),
        to("diagnosis", site.document.pk),
        to("target", site.target.pk),
        to("indicators"),
        to("table"),
        to("indicator", site.indicator.pk),
        to("structure"),
    ]


def planning(site):
    """Pages of planners alone."""
    office = site.office
    return [
        to("template"),
        to("domain-new"),
        to("domain", site.domain.pk),
        to("service-new"),
        to("service", site.service.pk),
        to("document-new"),
        to("document-edit", site.document.pk),
        to("goal-new", site.document.pk),
        to("goal-new", site.document.pk) + f"?pod={site.goal.pk}",
        to("goal", site.goal.pk),
        to("goal-move", site.goal.pk),
        to("goal-remove", site.below.pk),
        to("target-new", "cel", site.goal.pk),
        to("target-new", "usluga", site.service.pk),
        to("target-edit", site.target.pk),
        to("indicator-new"),
        to("indicator-edit", site.indicator.pk),
        to("indicator-break", site.indicator.pk),
        to("diagnosis-section", site.document.pk, "environment"),
        to("unit-new"),
        to("unit", office.roads.pk),
        to("post-new"),
        to("post", office.engineer.pk),
        to("auxiliary-new"),
        to("auxiliary", office.village.pk),
        to("reorganisation"),
    ]


def public(site):
    """Pages of everybody."""
    return [
        to("public-list"),
        to("public-page", site.document.pk),
        *(to("public-file", site.document.pk, s) for s in ("csv", "xlsx", "json")),
    ]


def test_each_page_is_open_to_whom_it_should_be(site, enter):
    people = site.office.people
    expected = {
        None: (302, 302, 200),
        "stranger": (403, 403, 200),
        "reader": (200, 403, 200),
        "planner": (200, 200, 200),
    }
    lists = (reading(site), planning(site), public(site))
    wrong = []
    for name, statuses in expected.items():
        client = enter(people[name] if name else None)
        for urls, status in zip(lists, statuses, strict=True):
            for url in urls:
                got = client.get(url).status_code
                if got != status:
                    wrong.append((name, url, got))
    assert wrong == []


def test_rows_of_another_unit_are_not_found(site, enter):
    Document.objects.update(unit_uid="120611")
    LocalIndicator.objects.update(unit_uid="120611")
    Target.objects.update(unit_uid="120611")
    UnitDomain.objects.update(unit_uid="120611")
    Service.objects.update(unit_uid="120611")
    OrganisationalUnit.objects.update(unit_uid="120611")
    AuxiliaryUnit.objects.update(unit_uid="120611")
    client = enter(site.office.people["planner"])
    urls = [
        u
        for u in reading(site) + planning(site) + public(site)
        if "/strategia/" in u or "/" in u
    ]
    named = [u for u in urls if any(c.isdigit() for c in u.partition("zielonki")[2])]
    found = {url: client.get(url).status_code for url in named}
    assert {u: s for u, s in found.items() if s != 404} == {}


def test_lists_ask_the_same_for_one_and_three(
    site, enter, django_assert_max_num_queries
):
    client = enter(site.office.people["reader"])
    pages = [to("document", site.document.pk), to("indicators"), to("domains")]
    counts = [_count(client, url) for url in pages]
    for k in range(2):
        goal = make_goal(site.document, f"X{k}")
        row = make_indicator(f"X{k}", supplier=site.office.engineer)
        make_value(row, "2024", "3")
        make_target(goal, row)
        domain = make_domain(f"x{k}")
        Service.objects.create(unit_uid="120617", name={"pl": "x"}, domain=domain)
    assert [_count(client, url) for url in pages] == counts


def _count(client, url):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_services_are_taken_over_from_the_template(site, enter):
    client = enter(site.office.people["planner"])
    page = client.post(
        to("template"), {"services": ["libraries", "museums"]}, follow=True
    )
    assert "Przejęto 2 usługi" in page.content.decode()
    assert UnitDomain.objects.filter(code="culture").count() == 1


def test_a_document_grows_goal_by_goal(site, enter):
    client = enter(site.office.people["planner"])
    given = {
        "kind": "PROGRAMME",
        "title": "Program ochrony powietrza",
        "first_year": 2026,
        "last_year": 2029,
        "levels": "Cel\nDziałanie",
        "state": "DRAFT",
    }
    client.post(to("document-new"), given)
    document = Document.objects.get(title="Program ochrony powietrza")
    assert document.levels == ["Cel", "Działanie"]
    client.post(to("goal-new", document.pk), {"code": "I", "text": "Czyste powietrze"})
    goal = Goal.objects.get(document=document)
    target = {
        "local": site.indicator.pk,
        "kind": "REACH",
        "direction": "UP",
        "final_year": 2029,
        "final_value": "60,5",
        "steps": "2027: 55",
        "tolerance": "0",
    }
    answer = client.post(to("target-new", "cel", goal.pk), target)
    assert answer.status_code == 302
    row = Target.objects.get(goal=goal)
    assert (row.final_value, row.steps.get().value) == (Decimal("60.5"), Decimal(55))
    page = client.get(to("document", document.pk)).content.decode()
    assert "Co najmniej 61" in page or "Co najmniej 60" in page


def test_a_target_says_what_it_needs_and_loses_nothing(site, enter):
    client = enter(site.office.people["planner"])
    given = {"kind": "RANGE", "final_year": 2030, "tolerance": 0, "note": "Moja uwaga"}
    answer = client.post(to("target-new", "cel", site.goal.pk), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Wybierz jeden wskaźnik" in page
    assert "Wpisz obie granice" in page
    assert "Moja uwaga" in page


def test_an_opened_form_never_overwrites_a_later_change(site, enter):
    client = enter(site.office.people["planner"])
    given = {"code": "I", "text": "Pierwszy", "version": 0}
    assert client.post(to("goal", site.goal.pk), given).status_code == 302
    answer = client.post(to("goal", site.goal.pk), {**given, "text": "Drugi"})
    assert answer.status_code == 422
    assert "Drugi" in answer.content.decode()
    site.goal.refresh_from_db()
    assert site.goal.text == "Pierwszy"


def test_a_value_is_entered_approved_and_published_on_its_page(site, enter):
    people, url = site.office.people, to("indicator", site.indicator.pk)
    client = enter(people["engineer"])
    seen = client.get(url + "?okres=2025").context["form"].initial["seen"]
    given = {"do": "enter", "period": "2025", "value": "55", "flag": "MEASURED"}
    client.post(url, {**given, "seen": seen, "then": "submit"})
    row = LocalValue.objects.get(period="2025")
    assert row.state == "CHECKED"
    client = enter(people["planner"])
    for act in ("approve", "publish"):
        client.post(url, {"do": act, "value": row.pk})
    row.refresh_from_db()
    assert row.state == "PUBLISHED"
    again = client.post(url, {"do": "publish", "value": row.pk}, follow=True)
    assert "opublikowana" in again.content.decode()


def test_a_pasted_table_with_a_wrong_cell_is_kept_as_sent(site, enter):
    client = enter(site.office.people["engineer"])
    text = "wskaźnik\t2022\t2023\nPM25\t48\tdużo"
    answer = client.post(to("table"), {"text": text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Komórka C2: „dużo” to nie liczba." in page
    assert "PM25\t48\tdużo" in page
    assert not LocalValue.objects.filter(period="2022").exists()
    client.post(to("table"), {"text": text.replace("dużo", "49")})
    found = LocalValue.objects.filter(period__in=["2022", "2023"])
    assert sorted(found.values_list("period", "state")) == [
        ("2022", "CHECKED"),
        ("2023", "CHECKED"),
    ]


def test_a_file_with_values_is_read(site, enter, tmp_path):
    import xlsxwriter

    path = tmp_path / "w.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for row, cells in enumerate([["wskaźnik", 2022], ["PM25", 48]]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.close()
    client = enter(site.office.people["engineer"])
    with path.open("rb") as file:
        answer = client.post(to("table"), {"file": file})
    assert answer.status_code == 302
    assert LocalValue.objects.get(period="2022").origin == "FILE"


def test_a_reorganisation_is_looked_at_and_then_carried_out(site, enter):
    client, office = enter(site.office.people["planner"]), site.office
    text = "stanowisko;do komórki;nowa nazwa\nInżynier;FN;Główny inżynier"
    given = {"on": "2026-04-01", "text": text}
    page = client.post(to("reorganisation"), {**given, "do": "look"}).content.decode()
    assert "przechodzi do FN Finanse" in page.replace("\u00a0", " ")
    office.engineer.refresh_from_db()
    assert office.engineer.title == "Inżynier"
    client.post(to("reorganisation"), {**given, "do": "move"})
    office.engineer.refresh_from_db()
    assert (office.engineer.title, office.engineer.organisational_unit) == (
        "Główny inżynier",
        office.finance,
    )
    site.target.refresh_from_db()
    assert site.target.owner == office.engineer
    wrong = {**given, "text": text.replace("Inżynier;FN", "Kucharz;XX"), "do": "move"}
    answer = client.post(to("reorganisation"), wrong)
    assert answer.status_code == 422
    assert "nie ma stanowiska „Kucharz”" in answer.content.decode()


def test_a_post_gets_another_person(site, enter):
    client, office = enter(site.office.people["planner"]), site.office
    given = {
        "title": "Inżynier",
        "organisational_unit": office.roads.pk,
        "holder": str(office.people["reader"].pk),
        "since": "2020-01-01",
    }
    assert client.post(to("post", office.engineer.pk), given).status_code == 302
    assert Post.objects.get(pk=office.engineer.pk).holder == given["holder"]


def test_a_withdrawn_document_is_gone_for_the_public(site, enter, client):
    enter(site.office.people["planner"])
    url = to("document", site.document.pk)
    client.post(url, {"do": "withdraw", "reason": ""})
    assert client.get(to("public-page", site.document.pk)).status_code == 200
    client.post(url, {"do": "withdraw", "reason": "Pomyłka w załączniku."})
    assert client.get(to("public-page", site.document.pk)).status_code == 404


def test_public_files_tell_targets_and_nobodys_name(site, client):
    rows = client.get(to("public-file", site.document.pk, "json")).json()
    (target,) = rows["goals"][1]["targets"]
    assert (target["indicator"], target["status"]) == ("PM25", "ON_TRACK")
    text = client.get(to("public-page", site.document.pk)).content.decode()
    assert "inzynier" not in text
    assert "zgodnie z planem" in text


def test_the_checklist_is_answered_line_by_line(site, enter):
    client, url = (
        enter(site.office.people["planner"]),
        to("checklist", site.document.pk),
    )
    wrong = client.post(url, {"own_areas-answer": "NOT_NEEDED"})
    assert wrong.status_code == 422
    client.post(url, {"diagnosis-answer": "PRESENT", "diagnosis-place": "rozdział 2"})
    row = site.document.checks.get()
    assert (row.item, row.answer, row.place) == ("diagnosis", "PRESENT", "rozdział 2")


def test_the_page_of_the_unit_leads_to_public_documents(site, office):
    from miara.core import slots
    from miara.strategy.presenters.slots import of_unit
    from miara.units import public as units

    unit = units.unit_by_uid("120617")
    values = of_unit(None, {"unit": unit})
    assert [row.pk for row in values["documents"]] == [site.document.pk]
    assert of_unit(None, {"unit": units.unit_by_uid("120611")}) is None
    assert of_unit(None, {}) is None
    assert "strategy.on_unit-page" in [b.name for b in slots.blocks("unit-page")]


def test_the_margin_of_a_survey_follows_from_the_number_of_answers(site, enter):
    row = make_indicator("ANK", measure="%", decimals=1, supplier=site.office.engineer)
    client, url = enter(site.office.people["engineer"]), to("indicator", row.pk)
    given = {"do": "enter", "period": "2025", "value": "50", "flag": "MEASURED"}
    client.post(url, {**given, "sample": "1109", "then": "keep"})
    value = LocalValue.objects.get(indicator=row)
    assert (value.margin, value.sample) == (Decimal("2.9"), 1109)
    client.post(to("table"), {"text": "wskaźnik;2024\nANK;77,3 ± 3,1"})
    value = LocalValue.objects.get(indicator=row, period="2024")
    assert (value.value, value.margin) == (Decimal("77.3"), Decimal("3.1"))
