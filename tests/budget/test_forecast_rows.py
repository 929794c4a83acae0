"""Which row of the forecast is which: shown with the usual number, set, followed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.budget import NOW, UNIT, make_year
from tests.factories.plans import make_person

from miara.audit import public as audit
from miara.budget.actions.forecast import keep_forecast
from miara.budget.domain.forecast import ROLES
from miara.budget.models import Forecast
from miara.budget.queries.forecast import rows_of

pytestmark = pytest.mark.usefixtures("register")
PAGE = reverse("budget:forecast-rows", args=["120617-zielonki", 2026])
RULES = reverse("budget:forecast", args=["120617-zielonki", 2026])
#: A unit that puts current spending in row 2.9.
TABLE = """Lp.;Wyszczególnienie;2025;2026;2027
1;Dochody ogółem;100;110;120
1.1;Dochody bieżące;100;110;120
2;Wydatki ogółem;90;120;110
2.9;Wydatki bieżące;80;100;100
"""


def read(number="I/1/2026", **more):
    facts = {"year": 2026, "adopted_on": NOW.date(), "undertakings": None, **more}
    rows = facts.pop("rows", TABLE).encode()
    kept, _findings = keep_forecast(
        UNIT, number=number, rows=rows, by=None, now=NOW, **facts
    )
    return kept


def given(**more):
    return {**ROLES, **more}


@pytest.fixture
def enter(client):
    def go(role):
        who = make_person("ktos", role, UNIT)
        client.force_login(who, "django.contrib.auth.backends.ModelBackend")
        return client

    return go


def test_a_row_is_named_and_rules_follow_it(enter):
    make_year()
    row = read()
    client = enter("UNIT_TREASURER")
    assert rows_of(row).get("current_spending", 2026) is None
    page = client.get(PAGE).content.decode()
    assert "Zwykle wiersz 2.1, ale w tej tabeli go nie ma." in page
    assert "Zwykle wiersz 1.1; w tej tabeli: Dochody bieżące." in page
    sent = client.post(PAGE, given(current_spending="2.9", debt=""))
    assert sent.status_code == 302
    row.refresh_from_db()
    assert row.roles == {"current_spending": "2.9", "debt": ""}
    assert rows_of(row).get("current_spending", 2026) == 100_00
    told = audit.describe_all(list(audit.events_for(row)))
    assert any("I/1/2026" in sentence for sentence in told)
    assert client.post(PAGE, {"do": "usual"}).status_code == 302
    row.refresh_from_db()
    assert row.roles == {}


def test_a_row_is_one_thing_and_only_rows_of_the_table_are_chosen(enter):
    make_year()
    row = read()
    client = enter("UNIT_TREASURER")
    twice = client.post(PAGE, given(current_revenue="1"))
    assert twice.status_code == 422
    assert "Wiersz 1 jest już wybrany" in twice.content.decode()
    assert client.post(PAGE, given(debt="99.9")).status_code == 422
    row.refresh_from_db()
    assert row.roles == {}


def test_the_next_forecast_remembers_the_rows_of_the_unit():
    first = read()
    first.roles = {"current_spending": "2.9"}
    first.save()
    again = read("II/7/2026")
    assert again.roles == {"current_spending": "2.9"}
    assert Forecast.objects.count() == 2


@pytest.mark.parametrize(
    ("role", "seen", "sent"),
    [(None, 403, 403), ("UNIT_READER", 200, 403), ("UNIT_TREASURER", 200, 302)],
)
def test_roles_at_the_page(enter, role, seen, sent):
    make_year()
    read()
    client = enter(role)
    page = client.get(PAGE)
    assert page.status_code == seen
    if role == "UNIT_READER":
        assert '<form method="post"' not in page.content.decode()
    assert client.post(PAGE, given()).status_code == sent


def test_queries_do_not_grow_with_the_table(enter):
    make_year()
    read()
    client = enter("UNIT_TREASURER")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as small:
        client.get(PAGE)
    more = "".join(f"11.{n};Wiersz {n};1;1;1\n" for n in range(1, 40))
    read(rows=TABLE + more)
    with CaptureQueriesContext(connection) as large:
        client.get(PAGE)
    assert len(large) == len(small)


def test_without_a_forecast_there_is_no_page(enter):
    make_year()
    assert enter("UNIT_TREASURER").get(PAGE).status_code == 404
