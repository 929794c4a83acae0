"""Pages of risks and management control, by role."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from tests.factories.plans import NOW, UNIT

from miara.risks.actions.risks import create_risk
from miara.risks.models import Assessment, Risk, RiskSettings

PLANS = "/jednostki/120617-zielonki/plany"
HOME = f"{PLANS}/ryzyka"
CONTROL = f"{PLANS}/kontrola-zarzadcza"
WHOLE = {
    "name": "Wykonawca rezygnuje",
    "category": "EXTERNAL",
    "inherent_impact": 4,
    "inherent_likelihood": 4,
    "impact": 4,
    "likelihood": 2,
    "reaction": "ACT",
}


@pytest.fixture
def risk(office):
    values = {**WHOLE, "owner": office.engineer}
    return create_risk(UNIT, values, by=office.people["planner"], now=NOW)


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        (None, (302, 302, 302)),
        ("stranger", (403, 403, 403)),
        ("reader", (200, 403, 403)),
        ("engineer", (200, 200, 403)),
        ("planner", (200, 200, 200)),
    ],
)
def test_roles_at_each_page(office, risk, enter, name, statuses):
    reads, changes, plans = statuses
    client = enter(office.people.get(name))
    for path, status in (
        (f"{HOME}/", reads),
        (f"{HOME}.csv", reads),
        (f"{HOME}/{risk.pk}/", reads),
        (f"{HOME}/{risk.pk}/zmien/", changes),
        (f"{HOME}/nowe/", plans),
        (f"{HOME}/skala/", plans),
        (f"{CONTROL}/", reads),
        (f"{CONTROL}/2025/samoocena/", reads),
        (f"{CONTROL}/2025/oswiadczenie/", reads),
    ):
        assert (path, client.get(path).status_code) == (path, status)
    sent = client.post(f"{CONTROL}/2025/oswiadczenie/", {"text": "Moje."})
    assert sent.status_code == (302 if name in {None, "planner"} else 403)


def test_the_register_makes_as_many_queries_for_three_as_for_one(office, risk, enter):
    client = enter(office.people["reader"])
    client.get(f"{HOME}/")
    with CaptureQueriesContext(connection) as one:
        page = client.get(f"{HOME}/").content.decode()
    assert 'class="ch ch-matrix"' in page
    assert "1 otwarte ryzyko (średnie: 1)." in page
    assert "Nie jest powiązane z\u00a0żadnym celem" in page.replace(
        "z żadnym", "z\u00a0żadnym"
    )
    for _more in range(2):
        create_risk(UNIT, WHOLE, by=office.people["planner"], now=NOW)
    with CaptureQueriesContext(connection) as three:
        client.get(f"{HOME}/")
    assert len(three) == len(one)


def test_a_risk_is_entered_changed_reviewed_and_closed(office, goal, enter):
    client = enter(office.people["planner"])
    bad = client.post(f"{HOME}/nowe/", {**WHOLE, "impact": 5})
    assert bad.status_code == 422
    assert "nie może być większe" in bad.content.decode()
    given = {**WHOLE, "goals": [goal.pk], "owner": office.engineer.pk}
    assert client.post(f"{HOME}/nowe/", given).status_code == 302
    row = Risk.objects.get()
    one = f"{HOME}/{row.pk}/"
    stale = {**given, "cause": "Brak firm", "version": row.version - 1}
    clash = client.post(f"{one}zmien/", stale)
    assert clash.status_code == 422
    assert "Brak firm" in clash.content.decode()
    fresh = {**stale, "version": row.version}
    assert client.post(f"{one}zmien/", fresh).status_code == 302
    review = {
        "do": "review",
        "review-impact": "3",
        "review-likelihood": "9",
        "review-note": "x",
        "review-review_on": "2026-12-01",
    }
    assert client.post(one, review).status_code == 422
    assert client.post(one, {**review, "review-likelihood": "1"}).status_code == 302
    event = {
        "do": "event",
        "event-happened_on": "2026-02-01",
        "event-description": "Firma odeszła",
        "event-loss": "1 200,50",
    }
    assert client.post(one, event).status_code == 302
    page = client.get(one).content.decode()
    assert "Firma odeszła" in page
    assert "I.1 Bezpieczne drogi" in page
    assert client.post(one, {"do": "close", "close-reason": "Już."}).status_code == 302
    assert client.post(one, {"do": "close", "close-reason": "Już."}).status_code == 302
    assert "Już." in client.get(one).content.decode()
    assert "Wykonawca" in client.get(f"{HOME}/?is_closed=on").content.decode()
    assert client.post(one, {"do": "reopen"}).status_code == 302
    assert not Risk.objects.get().closed_on


def test_a_goal_of_another_unit_is_no_choice(office, enter):
    from tests.factories.plans import make_goal

    client = enter(office.people["planner"])
    given = {**WHOLE, "goals": [make_goal("120611").pk]}
    assert client.post(f"{HOME}/nowe/", given).status_code == 422


def test_the_scale_is_written_in_lines(office, enter):
    client = enter(office.people["planner"])
    given = {
        "impact": "mały\nduży",
        "likelihood": "rzadko\nczęsto\nstale",
        "bands": "2 niskie\n6 wysokie",
        "appetite": "2",
    }
    wrong = client.post(f"{HOME}/skala/", {**given, "bands": "dwa niskie"})
    assert "Wiersz 1:" in wrong.content.decode()
    short = client.post(f"{HOME}/skala/", {**given, "bands": "2 niskie\n5 wysokie"})
    assert "największej istotności: 6" in short.content.decode()
    assert client.post(f"{HOME}/skala/", given).status_code == 302
    assert RiskSettings.objects.get().scale.greatest == 6
    assert "duży" in client.get(f"{HOME}/nowe/").content.decode()


def test_the_year_is_assessed_declared_and_downloaded(office, risk, enter):
    client = enter(office.people["planner"])
    url = f"{CONTROL}/2025/samoocena/"
    marks = {f"mark-{n}": "NOT_ASKED" for n in range(1, 23)}
    assert client.post(url, {**marks, "mark-1": "WELL"}).status_code == 422
    said = {"mark-1": "MET", "mark-2": "PARTLY", "action-2": "Szkolenia dla wszystkich"}
    assert client.post(url, {**marks, **said, "do": "save"}).status_code == 302
    stale = client.post(url, {**marks, "evidence-3": "Regulamin", "version": "1"})
    assert stale.status_code == 422
    assert "Regulamin" in stale.content.decode()
    declared = f"{CONTROL}/2025/oswiadczenie/"
    draft = client.get(declared).content.decode()
    assert "oceniono 2 z 22 standardów" in draft
    assert "Szkolenia dla wszystkich" in draft
    assert client.get(f"{CONTROL}/2025/oswiadczenie.pdf").status_code == 404
    assert client.post(declared, {"text": "Moje słowa.\n\nDrugi akapit."}).status_code
    again = client.post(declared, {"text": "Bez wersji."})
    assert again.status_code == 422
    assert "Bez wersji." in again.content.decode()
    page = client.get(declared).content.decode()
    assert "Moje słowa." in page
    pdf = client.get(f"{CONTROL}/2025/oswiadczenie.pdf")
    assert pdf.content.startswith(b"%PDF")
    word = client.get(f"{CONTROL}/2025/oswiadczenie.docx")
    texts = [each.text for each in Document(io.BytesIO(word.content)).paragraphs]
    assert texts[0] == "Oświadczenie o stanie kontroli zarządczej za rok 2025"
    assert texts[-1] == "Drugi akapit."
    row = Assessment.objects.get()
    closed = {**marks, **said, "do": "close", "version": row.version}
    assert client.post(url, closed).status_code == 302
    assert "się nie zmienia" in client.get(url).content.decode()
    assert client.post(url, {**marks, "do": "save"}).status_code == 422


def test_the_register_as_a_table(office, risk, enter):
    Risk.objects.update(name="=HYPERLINK()")
    content = enter(office.people["reader"]).get(f"{HOME}.csv").content
    lines = content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("1;'=HYPERLINK();zewnętrzne;")
