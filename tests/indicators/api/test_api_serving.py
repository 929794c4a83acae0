"""What all addresses share: conditions, sharing, language, cost, roles, no failures."""

from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.vintages import BUILT_AT, PUBLISHED_AT, publish, small_world
from tests.indicators.api.shapes import faults

from miara.accounts import public as accounts

ADDRESSES = [
    "units?level=gmina",
    "units/120617",
    "indicators",
    "indicators/fires_per_1000",
    "values?indicator=fires_per_1000",
    "values.csv?unit=120617",
    "peers/120617",
    "vintages",
    "openapi.json",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unchanged_answer_is_not_sent_again(ask, address):
    first = ask(address)
    tag = first.headers["ETag"]
    again = ask(address, if_none_match=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    assert ask(address, if_none_match='"other"').status_code == 200


def test_a_publication_changes_the_tag(ask):
    ids = small_world().ids
    tag = ask("vintages").headers["ETag"]
    publish(ids["first"], at=BUILT_AT)
    publish(ids["current"], at=PUBLISHED_AT)
    assert ask("vintages", if_none_match=tag).status_code == 200


def test_tags_differ_by_language_and_question(ask):
    addresses = ["units/120617", "units/120617?lang=en", "units/126101"]
    tags = [ask(address).headers["ETag"] for address in addresses]
    tags.append(ask("units/120617", accept_language="en").headers["ETag"])
    assert len(set(tags)) == 4


def test_a_refusal_is_never_called_unchanged(ask):
    refused = ask("units/999999")
    assert ask("units/999999", if_none_match="*").status_code == 404
    tag = refused.headers.get("ETag", '"x"')
    assert ask("units/999999", if_none_match=tag).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_other_sites_may_ask_and_no_cookie_is_set(ask, address):
    response = ask(address, origin="https://example.org")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.cookies == {}
    assert "Accept-Language" in response.headers["Vary"]


def test_head_and_options(client, served):
    whole = client.get("/api/v1/units/120617")
    head = client.head("/api/v1/units/120617")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]
    options = client.options("/api/v1/units")
    assert options.status_code == 204
    assert "GET" in options.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["units", "values", "openapi.json", "nothing"])
def test_nothing_can_be_written(served, method, address):
    client = Client(enforce_csrf_checks=True)
    response = getattr(client, method)(f"/api/v1/{address}")
    assert response.status_code == 405
    assert response.json()["code"] == "method-not-allowed"
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_the_header_or_the_parameter_chooses_the_language(ask):
    def title(address, **headers):
        response = ask(address, **headers)
        return response.json()["title"], response.headers["Content-Language"]

    path = "indicators/fires_per_1000"
    assert title(path)[1] == "pl"
    assert title(path, accept_language="en-GB,en;q=0.9")[1] == "en"
    assert title(f"{path}?lang=pl", accept_language="en") == title(path)
    assert title(f"{path}?lang=en") == title(path, accept_language="en")
    assert title(path)[0] != title(f"{path}?lang=en")[0]


def test_failures_are_problems_too(ask, monkeypatch):
    from miara.indicators.api import vintages

    def broken():
        raise RuntimeError

    monkeypatch.setattr(vintages, "served_vintages", broken)
    response = ask("vintages")
    assert (response.status_code, response.json()["code"]) == (500, "server-error")


def test_before_the_first_publication(client, db):
    response = client.get("/api/v1/values")
    assert (response.status_code, response.json()["code"]) == (404, "nothing-published")
    assert client.get("/api/v1/units").json()["count"] == 0
    assert client.get("/api/v1/vintages").json()["count"] == 0
    assert client.get("/api/v1/indicators/fires_per_1000").json()["coverage"] == []


@pytest.mark.parametrize(
    ("one", "many", "queries"),
    [
        ("units?limit=1", "units?limit=30", 5),
        ("values?unit=120617", "values?unit=120617&unit=120101&unit=126101", 4),
        ("indicators?limit=1", "indicators?limit=100", 2),
        ("values?limit=1", "values?limit=1000", 3),
        ("vintages?limit=1", "vintages?limit=10", 4),
    ],
)
def test_cost_does_not_grow(ask, django_assert_num_queries, one, many, queries):
    ask(one)
    for address in (one, many):
        with django_assert_num_queries(queries):
            assert ask(address).status_code == 200


@pytest.mark.parametrize("role", ["anonymous", "reader", "operator"])
def test_everybody_reads_the_same(served, role, people):
    client = Client()
    if people[role] is not None:
        client.force_login(people[role], "django.contrib.auth.backends.ModelBackend")
    bodies = []
    for address in ADDRESSES:
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == 200
        bodies.append(response.content)
    assert bodies == [Client().get(f"/api/v1/{a}").content for a in ADDRESSES]


@pytest.fixture
def people(db):
    """One person a role."""
    make = accounts.User.objects.create
    return {
        "anonymous": None,
        "reader": make(email="reader@example.org"),
        "operator": make(email="operator@example.org", is_staff=True),
    }


WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["120617", "1261", "126101", "PL", "12", "gmina", "powiat", "2024", "2020-Q1",
         "fires_per_1000", "residents_total", "general", "-1", "0", "99999999999",
         "2026-03-01", "2026-03-01T10:00:00+02:00", "0001-01-01", "9999-12-31",
         "en", "x" * 200, "\x00", "٣", "1e9", "nan", "True", "²", "120617\n"]
    ),
)  # fmt: skip
NAMES = st.sampled_from(
    ["lang", "limit", "offset", "search", "level", "on", "domain", "indicator", "unit",
     "from", "to", "as_of", "topic", "year", "unknown", "", "a[]", "level\x00"]
)  # fmt: skip
PATHS = st.one_of(
    st.sampled_from([address.partition("?")[0] for address in ADDRESSES]),
    st.builds("{}/{}".format, st.sampled_from(["units", "indicators", "peers"]), WORDS),
    WORDS,
)


def test_no_question_breaks_the_server(client, served, openapi):
    problem = openapi["components"]["schemas"]["Problem"]

    @settings(max_examples=250, deadline=None)
    @given(path=PATHS, pairs=st.lists(st.tuples(NAMES, WORDS), max_size=4))
    def check(path, pairs):
        query = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
        address = f"/api/v1/{quote(path, safe='/')}"
        response = client.get(f"{address}?{query}")
        assert response.status_code in {200, 301, 302, 308, 400, 404, 410}, address
        if response.headers["Content-Type"] == "application/problem+json":
            assert faults(response.json(), problem, openapi) == []

    check()


@pytest.mark.django_db
def test_the_session_of_a_reader_is_left_alone(client, monkeypatch):
    monkeypatch.setattr(django_settings, "MIARA_OPERATOR_SECOND_FACTOR", True)
    client.force_login(
        accounts.User.objects.create_user(email="operator@example.pl", is_staff=True)
    )
    response = client.get("/api/v1/units")
    assert response["Content-Type"].endswith("json")  # nobody is sent to a login
    assert "Cookie" not in response["Vary"]
