"""The office checks applications: findings, second eyes, supplement, appeal, paper."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.contest.applying import (
    BACKEND,
    draft,
    of_entry,
    of_office,
    receive_at,
    set_rules,
    write,
)
from tests.factories.contest import AFTER, DURING, make_member, make_world

from miara.audit.models import Event
from miara.contest.actions.submission import submit_entry
from miara.contest.actions.supplements import expire_supplements, remind_supplements
from miara.contest.forms.formal import SupplementFieldsForm
from miara.contest.models import Entry
from miara.contest.roles import ContestRole
from miara.notifications.public import Message
from miara.questionnaires.public import content_of, fill, load_form, problems
from miara.units import public as units

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE = AFTER + 7 * DAY


@pytest.fixture
def world(settings, tmp_path, monkeypatch):
    settings.FILES_DIR = tmp_path / "files"
    made = make_world()
    set_rules(made.edition, formal={"appeals": True})
    receive_at(monkeypatch, AFTER)
    return made


@pytest.fixture
def entry(world):
    made = draft(world)
    submit_entry(entry=made, by=world.clerk, received_at=DURING)
    made.refresh_from_db()
    return made


@pytest.fixture
def office(client, world):
    """Two checkers; each call makes the client the named one."""
    people = {
        name: make_member(world, ContestRole.CHECKER, name) for name in ("ewa", "jan")
    }

    def enter(name):
        client.force_login(people.get(name) or getattr(world, name), BACKEND)
        return client

    return enter


def values_of(entry):
    return content_of(entry.sheet).values


def decide(client, entry, verdict, reasons="", due=DUE, **more):
    return client.post(
        of_office("application", entry.uid),
        {
            "action": "decide",
            "c-eligible": "yes",
            "verdict": verdict,
            "reasons": reasons,
            "due_at": f"{due:%Y-%m-%dT%H:%M}",
            **more,
        },
    )


def confirm(client, entry):
    return client.post(of_office("application", entry.uid), {"action": "confirm"})


def state(entry):
    entry.refresh_from_db()
    return entry.state


def kinds(entry):
    return set(Message.objects.values_list("kind", flat=True))


def test_supplement_from_the_call_to_acceptance(office, world, entry, monkeypatch):
    page = of_office("application", entry.uid)
    assert "Wniosek wpłynął w terminie." in office("ewa").get(page).content.decode()
    # without reasons nothing is decided
    assert decide(office("ewa"), entry, "SUPPLEMENT").status_code == 422
    assert decide(office("ewa"), entry, "SUPPLEMENT", "Brak opisu.").status_code == 302
    # the applicant learns nothing before the second person confirms
    assert "Brak opisu." not in (
        office("clerk").get(of_entry("entry", entry)).content.decode()
    )
    assert confirm(office("ewa"), entry).status_code == 422
    assert state(entry) == "SUBMITTED"
    confirm(office("jan"), entry)
    assert state(entry) == "SUPPLEMENT"
    assert "contest.supplement_called" in kinds(entry)
    told = office("clerk").get(of_entry("entry", entry)).content.decode()
    assert "Brak opisu." in told
    # the form is open again although the call for applications is over
    write(entry, world, "Biblioteka do rana")
    send = of_entry("entry-supplement", entry)
    late = {"answer": "Poprawiono tytuł."}
    call = entry.supplements.get()
    receive_at(monkeypatch, call.due_at + timedelta(seconds=1))
    assert office("clerk").post(send, late).status_code == 422
    receive_at(monkeypatch, call.due_at)
    assert office("clerk").post(send, late).status_code == 302
    assert state(entry) == "SUPPLEMENTED"
    assert entry.latest.reason == "SUPPLEMENT"
    # the office sees what differs
    version = of_office("application-version", entry.uid, 2)
    shown = office("ewa").get(version)
    assert [(row["before"], row["after"]) for row in shown.context["changes"]] == [
        ("Biblioteka do nocy", "Biblioteka do rana")
    ]
    decide(office("jan"), entry, "ACCEPT")
    confirm(office("ewa"), entry)
    assert state(entry) == "ACCEPTED"
    assert "contest.entry_accepted" in kinds(entry)


def test_a_supplement_opens_only_what_the_office_ticked(office, world, entry):
    # Typed before the deadline and never sent: it does not slip in with a supplement.
    fill(sheet=entry.sheet, values={"title": "Inny tytuł"}, by=world.clerk, now=DURING)
    decide(
        office("ewa"),
        entry,
        "SUPPLEMENT",
        "Brak celów.",
        **{"s-section_project": "goals"},
    )
    confirm(office("jan"), entry)
    call = entry.supplements.get()
    assert call.fields == ["goals"]
    assert values_of(entry)["title"] == "Biblioteka do nocy"
    clerk = office("clerk")
    page = clerk.get(of_entry("entry-supplement", entry))
    assert [line.text for line in page.context["home"].opened] == ["Cele"]
    section = reverse("questionnaires:section", args=[entry.sheet.uid, "project"])
    shown = clerk.get(section)
    assert {c.code: c.is_open for c in shown.context["controls"]} == {
        "title": False,
        "goals": True,
        "contact": False,
    }
    sent = {"title": "Nowy tytuł", "rev.title": "9", "goals": "Cel.", "rev.goals": "1"}
    clerk.post(section, sent)
    assert values_of(entry)["title"] == "Biblioteka do nocy"
    assert values_of(entry)["goals"] == "Cel."
    one = reverse("questionnaires:save-field", args=[entry.sheet.uid])
    asked = {"field": "title", "title": "Nowy tytuł", "rev.title": "9"}
    assert clerk.post(one, asked).json()["status"] == "closed"
    assert values_of(entry)["title"] == "Biblioteka do nocy"
    # Domain and partners are beside the form and were not asked about either.
    describe = of_entry("entry-describe", entry)
    other = world.edition.domains.exclude(pk=entry.domain_id).first()
    rows = {"p-TOTAL_FORMS": 0, "p-INITIAL_FORMS": 0}
    clerk.post(describe, {"domain": other.pk, "who": "unit", **rows})
    before = entry.domain_id
    entry.refresh_from_db()
    assert entry.domain_id == before
    clerk.post(of_entry("entry-supplement", entry), {"answer": "Dopisano cele."})
    assert state(entry) == "SUPPLEMENTED"


def test_the_ready_form_is_offered_whole_for_a_supplement():
    definition = load_form("slz")
    form = SupplementFieldsForm(None, definition=definition, language="pl")
    offered = [code for field in form.fields.values() for code, _label in field.choices]
    assert offered == ["@description", *definition.by_code]


def test_domain_and_partners_can_be_asked_for_alone(office, world, entry):
    ticked = {"s-beside": "@description"}
    decide(office("ewa"), entry, "SUPPLEMENT", "Zła dziedzina.", **ticked)
    confirm(office("jan"), entry)
    other = world.edition.domains.exclude(pk=entry.domain_id).first()
    rows = {"p-TOTAL_FORMS": 0, "p-INITIAL_FORMS": 0}
    describe = of_entry("entry-describe", entry)
    office("clerk").post(describe, {"domain": other.pk, "who": "unit", **rows})
    entry.refresh_from_db()
    assert entry.domain == other
    section = reverse("questionnaires:section", args=[entry.sheet.uid, "project"])
    shown = office("clerk").get(section)
    assert not any(c.is_open for c in shown.context["controls"])


def test_returned_decision_is_open_again(office, entry):
    decide(office("ewa"), entry, "REJECT", "Poza tematem.")
    page = of_office("application", entry.uid)
    assert office("jan").post(page, {"action": "return"}).status_code == 422
    office("jan").post(page, {"action": "return", "note": "Za ostro."})
    assert state(entry) == "SUBMITTED"
    assert "Za ostro." in office("ewa").get(page).content.decode()
    decide(office("ewa"), entry, "ACCEPT")
    confirm(office("jan"), entry)
    assert state(entry) == "ACCEPTED"


def test_nobody_answers_a_supplement(office, entry):
    decide(office("ewa"), entry, "SUPPLEMENT", "Brak opisu.")
    confirm(office("jan"), entry)
    due = entry.supplements.get().due_at
    assert remind_supplements(due - 3 * DAY) == 0
    assert (remind_supplements(due - DAY), remind_supplements(due - DAY)) == (1, 0)
    assert expire_supplements(due) == 0
    assert expire_supplements(due + timedelta(seconds=1)) == 1
    assert expire_supplements(due + DAY) == 0
    assert state(entry) == "SUPPLEMENTED"
    assert {"contest.supplement_due", "contest.supplement_expired"} <= kinds(entry)
    # the office decides on what it has
    decide(office("jan"), entry, "REJECT", "Nie uzupełniono.")
    confirm(office("ewa"), entry)
    assert state(entry) == "REJECTED"


def test_appeal_is_answered_by_somebody_else(office, entry):
    decide(office("ewa"), entry, "REJECT", "Poza tematem.")
    confirm(office("jan"), entry)
    appeal = of_entry("entry-appeal", entry)
    office("clerk").post(appeal, {"text": "To jest na temat."})
    assert office("clerk").post(appeal, {"text": "Jeszcze raz."}).status_code == 422
    answer = {"is_upheld": "yes", "answer": "Zgoda."}
    page = of_office("application-appeal", entry.uid)
    assert office("ewa").post(page, answer).status_code == 403
    office("organiser").post(page, answer)
    assert state(entry) == "ACCEPTED"


def test_one_application_may_come_later(office, world, monkeypatch):
    late = draft(world)
    submit = of_entry("entry-submit", late)
    assert office("clerk").post(submit).status_code == 409
    page = of_office("application-deadline", late.uid)
    grant = {"until": f"{AFTER + DAY:%Y-%m-%dT%H:%M}", "reason": "Awaria prądu."}
    office("organiser").post(page, grant)
    assert office("clerk").post(submit).status_code == 302
    assert state(late) == "SUBMITTED"


def test_exclusion_needs_a_reason_and_is_told(office, entry):
    page = of_office("application-disqualify", entry.uid)
    assert office("organiser").post(page, {"reason": " "}).status_code == 422
    office("organiser").post(page, {"reason": "Zatajono partnera."})
    assert state(entry) == "DISQUALIFIED"
    home = office("clerk").get(of_entry("entry", entry)).content.decode()
    assert "Zatajono partnera." in home


def test_paper_is_compared_with_what_was_sent(office, world, entry):
    page = of_office("application-paper", entry.uid)
    dates = {"posted_on": "2026-04-29", "received_on": "2026-05-04"}
    swapped = {"posted_on": "2026-05-05", "received_on": "2026-05-04"}
    assert office("ewa").post(page, swapped).status_code == 422
    office("ewa").post(page, {**dates, "printed_sha256": "0" * 12})
    office("ewa").post(page, {**dates, "printed_sha256": entry.latest.sha256[:12]})
    matches = entry.paper_copies.order_by("pk").values_list("matches", flat=True)
    assert list(matches) == [False, True]


def test_application_on_paper_alone_is_copied(office, world):
    office("ewa").post(
        of_office("application-paper-new"),
        {
            "unit": "120611",
            "domain": world.edition.domains.get(code="culture").pk,
            "posted_on": "2026-05-15",
            "received_on": "2026-05-18",
            "p-TOTAL_FORMS": 2,
            "p-INITIAL_FORMS": 0,
            "p-0-unit": "Zielonki (120617)",
            "p-1-name": "Koło gospodyń",
        },
    )
    copied = Entry.objects.get(channel="PAPER")
    partners = copied.partners.order_by("position").values_list("unit_uid", "name")
    zielonki = units.unit_by_code("120617").uid
    assert list(partners) == [(zielonki, ""), ("", "Koło gospodyń")]
    section = reverse("questionnaires:section", args=[copied.sheet.uid, "project"])
    office("ewa").post(
        section,
        {"title": "Z papieru", "rev.title": "0", "goals": "x", "rev.goals": "0"},
    )
    assert not problems(copied.sheet)
    assert office("clerk").get(section).status_code == 404
    listed = office("ewa").get(of_office("applications")).content.decode()
    # a copy without a number is known by its unit
    assert "Gmina Skawina" in listed.split("Przepisywane z papieru")[1]
    office("ewa").post(of_office("application-copy", copied.uid))
    assert state(copied) == "SUBMITTED"
    assert copied.number == "2026/001"
    # posted after the last day: the check says so
    page = office("ewa").get(of_office("application", copied.uid))
    assert any(
        line.ok is False and "15" in line.text
        for line in page.context["office"].findings
    )


def test_partners_of_a_copy_from_paper_are_corrected(office, world):
    start = {
        "unit": "120611",
        "domain": world.edition.domains.get(code="culture").pk,
        "posted_on": "2026-05-15",
        "received_on": "2026-05-18",
        "p-TOTAL_FORMS": 1,
        "p-INITIAL_FORMS": 0,
        "p-0-name": "Koło gospodyn",
    }
    office("ewa").post(of_office("application-paper-new"), start)
    copied = Entry.objects.get(channel="PAPER")
    page = of_office("application-copy", copied.uid)
    shown = office("ewa").get(page).content.decode()
    assert "Koło gospodyn" in shown
    sent = {
        "action": "describe",
        "domain": world.edition.domains.get(code="education").pk,
        "p-TOTAL_FORMS": 3,
        "p-INITIAL_FORMS": 1,
        "p-0-name": "Koło gospodyń",
        "p-1-unit": "Zielonki (120617)",
        "p-2-name": "Koło gospodyń",
    }
    twice = office("ewa").post(page, sent)
    assert twice.status_code == 422
    assert "wskazano dwa razy" in twice.content.decode()
    sent["p-2-name"] = ""
    assert office("ewa").post(page, sent).status_code == 302
    copied.refresh_from_db()
    zielonki = units.unit_by_code("120617").uid
    partners = copied.partners.order_by("position").values_list("unit_uid", "name")
    assert list(partners) == [("", "Koło gospodyń"), (zielonki, "")]
    assert copied.domain.code == "education"
    assert copied.cell.domain == copied.domain
    told = Event.objects.get(kind="contest.paper_copy_described")
    assert told.before["domain"] == "culture"
    assert told.after["partners"] == ["", zielonki]
    # With its number the application is closed for such corrections.
    section = reverse("questionnaires:section", args=[copied.sheet.uid, "project"])
    office("ewa").post(
        section, {"title": "A", "rev.title": "0", "goals": "x", "rev.goals": "0"}
    )
    office("ewa").post(page)
    assert state(copied) == "SUBMITTED"
    assert office("ewa").post(page, sent).status_code == 422
    assert "Koło gospodyń" not in office("ewa").get(page).content.decode()


def test_list_filters_and_asks_the_same_number_of_questions(
    office, world, entry, django_assert_max_num_queries
):
    client = office("ewa")
    with django_assert_max_num_queries(25) as few:
        client.get(of_office("applications"))
    for number in range(4):
        other = draft(world, title=f"Drugi {number}")
        submit_entry(entry=other, by=world.clerk, received_at=DURING)
    with django_assert_max_num_queries(len(few.captured_queries)):
        shown = client.get(of_office("applications"))
    assert [row["entry"].number for row in shown.context["rows"]] == [
        f"2026/00{n}" for n in range(1, 6)
    ]
    found = client.get(of_office("applications"), {"szukaj": "Drugi 2"})
    assert [row["entry"].title for row in found.context["rows"]] == ["Drugi 2"]
    none = client.get(of_office("applications"), {"stan": "ACCEPTED"})
    assert none.context["rows"] == []


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_of_the_office_opens(office, entry, language):
    client = office("organiser")
    pages = [
        of_office("applications"),
        of_office("application-paper-new"),
        *(
            of_office(name, entry.uid)
            for name in ("application", "application-paper", "application-deadline",
                         "application-disqualify")
        ),
        of_office("application-version", entry.uid, 1),
    ]  # fmt: skip
    assert {client.get(f"{language}{url}").status_code for url in pages} == {200}
    pdf = client.get(of_office("application-pdf", entry.uid, 1))
    assert pdf.content.startswith(b"%PDF")
