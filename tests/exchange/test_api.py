"""The interface of a unit: who is let in, what it tells, how it refuses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.exchange.conftest import API
from tests.factories.budget import load, make_task, make_year
from tests.factories.plan_site import make_plan_site
from tests.factories.plans import NOW, UNIT
from tests.factories.strategy import make_indicator, make_value
from tests.indicators.api.shapes import faults

from miara.budget.models import TaskMoney
from miara.exchange.actions.keys import make_key
from miara.exchange.api.access import MOST_A_MINUTE
from miara.exchange.api.document import document
from miara.exchange.domain.keys import Scope
from miara.exchange.models import AccessKey

ADDRESSES = {
    "/api/v1/jednostki/{code}": "",
    "/api/v1/jednostki/{code}/lata": "lata",
    "/api/v1/jednostki/{code}/lata/{year}": "lata/2026",
    "/api/v1/jednostki/{code}/lata/{year}/zadania": "lata/2026/zadania",
    "/api/v1/jednostki/{code}/lata/{year}/pliki": "lata/2026/pliki",
    "/api/v1/jednostki/{code}/cele": "cele",
    "/api/v1/jednostki/{code}/wskazniki": "wskazniki",
    "/api/v1/jednostki/{code}/wartosci": "wartosci",
    "/api/v1/jednostki/{code}/instrumenty": "instrumenty",
    "/api/v1/jednostki/{code}/ryzyka": "ryzyka",
    "/api/v1/jednostki/{code}/terminy": "terminy?year=2026",
}


@pytest.fixture
def whole(client, db):
    """A program of a unit with something in every room."""
    _named, people = make_plan_site()
    _row, secret = make_key(
        UNIT,
        name="Hurtownia",
        scopes=list(Scope),
        expires_on=timezone.localdate() + timedelta(days=30),
        by=_head(people),
        now=NOW,
    )

    def ask(path, **headers):
        address = f"{API}/{UNIT}{path and '/' + path}"
        return client.get(address, HTTP_AUTHORIZATION=f"Bearer {secret}", **headers)

    return ask


def _head(people):
    from tests.factories.plans import make_person

    return people.get("head") or make_person("wojt", "UNIT_ADMINISTRATOR", UNIT)


def test_every_address_is_asked():
    reading = {path for path, ways in document()["paths"].items() if "get" in ways}
    assert set(ADDRESSES) == reading


def test_answers_have_the_promised_shape(whole):
    filled = 0
    for path, address in ADDRESSES.items():
        answer = whole(address)
        assert answer.status_code == 200, (address, answer.content)
        promised = document()["paths"][path]["get"]["responses"]["200"]
        schema = promised["content"]["application/json"]["schema"]
        assert faults(answer.json(), schema, document()) == [], address
        filled += bool(answer.json().get("items", True))
        tag = answer["ETag"]
        assert whole(address, HTTP_IF_NONE_MATCH=tag).status_code == 304
        assert answer["Cache-Control"] == "private, no-cache"
        assert "Authorization" in answer["Vary"]
    assert filled == len(ADDRESSES)


def test_tasks_and_the_rest_make_the_whole_budget(whole):
    from decimal import Decimal

    year = whole("lata/2026").json()
    tasks = whole("lata/2026/zadania").json()["items"]
    for name in ("planned", "changed", "committed", "executed"):
        parts = sum(Decimal(task["money"][name]) for task in tasks)
        rest = Decimal(year["without_task"][name])
        assert parts + rest == Decimal(year["expenditure"][name])
    grosze = sum(TaskMoney.objects.filter(side="E").values_list("executed", flat=True))
    assert Decimal(year["expenditure"]["executed"]) * 100 == grosze > 0


def test_pages_follow_each_other(program):
    for n in range(5):
        make_value(make_indicator(f"W{n}"), "2024", str(n))
    asking = program()
    seen, address = [], "wskazniki?limit=2"
    while address:
        found = asking.ask(address).json()
        assert found["count"] == 5
        seen += [row["code"] for row in found["items"]]
        address = found["next"] and found["next"].partition(f"/{UNIT}/")[2]
    assert seen == [f"W{n}" for n in range(5)]


@pytest.mark.parametrize(
    ("scopes", "address", "status"),
    [
        ({Scope.READ_RISKS}, "", 200),
        ({Scope.READ_RISKS}, "lata", 403),
        ({Scope.READ_RISKS}, "cele", 403),
        ({Scope.READ_RISKS}, "wskazniki", 403),
        ({Scope.READ_RISKS}, "wartosci", 403),
        ({Scope.READ_RISKS}, "instrumenty", 403),
        ({Scope.READ_RISKS}, "terminy", 403),
        ({Scope.READ_RISKS}, "lata/2026", 403),
        ({Scope.READ_RISKS}, "lata/2026/zadania", 403),
        ({Scope.READ_RISKS}, "lata/2026/pliki", 403),
        ({Scope.READ_RISKS}, "ryzyka", 200),
        ({Scope.READ_PLANS}, "ryzyka", 403),
        ({Scope.READ_PLANS}, "cele", 200),
    ],
)
def test_a_key_opens_what_it_allows(program, scopes, address, status):
    answer = program(*scopes).ask(address)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["code"] == "key-forbids"


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("wartosci", Scope.READ_PLANS),
        ("lata/2026/pliki?kind=RBZ&quarter=1", Scope.SEND_VALUES),
    ],
)
def test_sending_needs_its_power(program, path, scope):
    answer = program(scope).ask(path, "post", b"{}")
    assert (answer.status_code, answer.json()["code"]) == (403, "key-forbids")


def test_nobody_comes_in_without_a_living_key(program, client, office):
    asking = program()
    assert asking.ask("lata").status_code == 200
    none = client.get(f"{API}/{UNIT}/lata")
    assert none.status_code == 401
    assert none["WWW-Authenticate"].startswith("Bearer")
    assert none["Content-Type"] == "application/problem+json"
    for secret in ("miara_wrong", "x", asking.secret + "x", "miara_" + "a" * 200):
        asking.secret, kept = secret, asking.secret
        assert asking.ask("lata").json()["code"] == "bad-key"
        asking.secret = kept
    # Being signed in opens nothing: a browser cannot be made to send numbers.
    client.force_login(
        office.people["head"], "django.contrib.auth.backends.ModelBackend"
    )
    assert client.get(f"{API}/{UNIT}/lata").status_code == 401
    AccessKey.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert asking.ask("lata").json()["code"] == "bad-key"


def test_a_key_is_of_one_unit(program):
    asking = program()
    other = asking.ask(f"{API}/120611/lata")
    assert (other.status_code, other.json()["code"]) == (403, "key-of-other-unit")
    for code in ("999999", "abc", "%C4%85"):
        assert asking.ask(f"{API}/{code}/lata").json()["code"] == "unknown-unit"


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("lata?x=1", 400, "unknown-parameter"),
        ("lata?limit=0", 400, "invalid-parameter"),
        ("lata/2031", 404, "unknown-year"),
        ("lata/99999999999/zadania", 404, "unknown-year"),
        ("lata/rok/zadania", 400, "invalid-parameter"),
        ("terminy?year=1900", 400, "invalid-parameter"),
        ("terminy?year=2031", 404, "unknown-year"),
        ("wartosci?indicator=NIE", 404, "unknown-indicator"),
        ("nic/tu", 404, "not-found"),
    ],
)
def test_refusals_are_problems_in_the_language_of_who_asks(
    program, address, status, code
):
    asking = program()
    polish = asking.ask(address, accept_language="pl")
    english = asking.ask(address, accept_language="en")
    assert (polish.status_code, polish.json()["code"]) == (status, code)
    assert polish["Content-Type"] == "application/problem+json"
    assert polish.json()["detail"] != english.json()["detail"]
    assert polish.json()["remedy"]
    assert (
        faults(polish.json(), {"$ref": "#/components/schemas/PlainProblem"}, document())
        == []
    )


def test_another_method_is_refused_in_words(program):
    answer = program().ask("lata", "delete")
    assert (answer.status_code, answer.json()["code"]) == (405, "method-refused")
    assert "GET" in answer["Allow"]


def test_a_key_that_asks_too_often_is_slowed_down(program):
    asking = program()
    statuses = {asking.ask("").status_code for _ in range(MOST_A_MINUTE)}
    slow = asking.ask("")
    if slow.status_code == 200:  # a new minute began meanwhile
        pytest.skip("the minute ended")
    assert statuses == {200}
    assert slow.status_code == 429
    assert 0 < int(slow["Retry-After"]) <= 60
    assert program(name="Inny").ask("").status_code == 200


def test_use_is_written_down_but_not_each_time(program):
    asking = program()
    asking.ask("")
    first = AccessKey.objects.get().last_used_at
    asking.ask("")
    assert AccessKey.objects.get().last_used_at == first is not None


def test_a_fault_of_ours_is_told_as_a_problem(program, monkeypatch):
    from miara.exchange.api import reading

    def fail(*_args):
        raise RuntimeError

    monkeypatch.setattr(reading.budget, "years_of", fail)
    answer = program().ask("")
    assert (answer.status_code, answer.json()["code"]) == (500, "server-error")


def test_a_longer_list_asks_the_database_no_more(program):
    year = make_year()
    make_task(year)
    load(year)
    asking = program()
    paths = [path for path in ADDRESSES.values() if not path.startswith("terminy")]

    def count():
        with CaptureQueriesContext(connection) as found:
            for path in paths:
                assert asking.ask(path).status_code == 200
        return len(found)

    make_value(make_indicator("A"), "2024", "1")
    count()
    first = count()
    for n in range(3):
        make_task(year, f"Z-{n}")
        make_value(make_indicator(f"B{n}"), "2024", "1")
    assert count() == first


def test_the_description_is_complete():
    names = []
    for path, ways in document()["paths"].items():
        for operation in ways.values():
            names.append(operation["operationId"])
            assert operation["summary"]
            assert operation["description"], path
            for parameter in operation["parameters"]:
                if parameter["in"] == "query":
                    assert parameter["description"], parameter["name"]
    assert len(set(names)) == len(names)
    assert "ValuesSent" in document()["components"]["schemas"]


def test_the_description_needs_no_key(client, db):
    answer = client.get(f"{API}/openapi.json")
    assert answer.json()["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
