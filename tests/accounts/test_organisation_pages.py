"""The operator's pages of organisations and their member units."""

from datetime import date

import pytest
from django.urls import reverse
from tests.factories.units import make_register

from miara.accounts.domain.scopes import organisation_scope, unit_scope
from miara.accounts.queries.names import find_scope
from miara.audit.models import Event
from miara.core.localized import Localized
from miara.organisations import public as organisations
from miara.organisations.models import UnitMembership

from .conftest import NOW

LIST, NEW = "/konto/organizacje/", "/konto/organizacje/nowa/"
FACTS = {"kind": "ASSOCIATION", "name_pl": "Związek Ślęży", "regon": "123456785"}


@pytest.fixture
def desk(client, operator):
    make_register()
    client.force_login(operator, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def union(db):
    return organisations.create_organisation(
        kind="MUNICIPAL_UNION", name=Localized("Związek Gmin"), by=None, now=NOW
    )


def page_of(row):
    return reverse("accounts:organisation", args=[row.uid])


def sent(client, row, act, **fields):
    data = {f"{act}-{name}": value for name, value in fields.items()}
    return client.post(page_of(row), {"act": act, **data})


def told(client, row):
    """The newest sentence of the page's history."""
    html = client.get(page_of(row)).content.decode()
    return html.partition('class="history"')[2].partition("</time>")[2].split("<")[0]


def test_an_organisation_is_entered_and_corrected(desk, operator):
    answer = desk.post(NEW, FACTS)
    (facts,) = organisations.organisations()
    assert answer.url == reverse("accounts:organisation", args=[facts.uid])
    assert (facts.name.pl, facts.regon) == ("Związek Ślęży", "123456785")

    kept = {"kind": "OTHER", "name_pl": "Związek Ślęży", "name_en": "Ślęża Union"}
    answer = sent(desk, facts, "facts", **kept, regon="", krs="0000123456")
    assert answer.status_code == 302
    now = organisations.get_organisation(facts.uid)
    assert (now.kind, now.name.en, now.regon, now.krs) == (
        "OTHER", "Ślęża Union", "", "0000123456",
    )  # fmt: skip
    assert set(
        Event.objects.filter(kind__startswith="organisations").values_list(
            "kind", "actor_id"
        )
    ) == {
        ("organisations.created", str(operator.pk)),
        ("organisations.updated", str(operator.pk)),
    }


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"name_pl": "", "name_en": "Union"}, "name", "Wypełnij tekst po polsku."),
        ({"regon": "123456786"}, "regon", "To nie jest numer REGON"),
        ({"krs": "12"}, "krs", "To nie jest numer KRS"),
        ({"krs": "0000123456"}, "krs", "To numer innej organizacji: Fundacja."),
        ({"kind": "CLUB"}, "kind", ""),
    ],
)
def test_wrong_facts_are_told_beside_the_field(desk, wrong, field, said):
    organisations.create_organisation(
        kind="OTHER", name=Localized("Fundacja"), krs="0000123456", by=None, now=NOW
    )
    answer = desk.post(NEW, {**FACTS, **wrong})
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert said in errors[field][0]
    assert len(organisations.organisations()) == 1


def test_units_join_and_leave(desk, union):
    answer = sent(desk, union, "join", unit="Zielonki", since="2020-01-01")
    assert answer.status_code == 302
    row = UnitMembership.objects.get()
    assert (row.unit_uid, row.since, row.until) == ("120617", date(2020, 1, 1), None)
    said = "Przystąpiła jednostka: gmina Zielonki; organizacja: Związek Gmin; "
    assert said in told(desk, union)

    answer = sent(desk, union, "leave", unit="120617", last_day="2024-12-31")
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.until == date(2025, 1, 1)
    assert "ostatni dzień: 31 grudnia 2024" in told(desk, union).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("act", "fields", "wrong"),
    [
        ("join", {"unit": "Nigdzie", "since": "2020-01-01"}, "unit"),
        ("join", {"unit": "126101", "since": "2023-06-01"}, "unit"),
        ("join", {"unit": "120617", "since": "31.12.2020x"}, "since"),
        (
            "join",
            {"unit": "120617", "since": "2020-01-02", "last_day": "2020-01-01"},
            "last_day",
        ),
        ("leave", {"unit": "120617", "last_day": "2024-12-31"}, "unit"),
        ("leave", {"unit": "126101", "last_day": "2019-12-31"}, "unit"),
    ],
)
def test_wrong_memberships_are_told_beside_the_field(desk, union, act, fields, wrong):
    organisations.add_member(
        organisation=union, unit_uid="126101", since=date(2020, 1, 1), by=None, now=NOW
    )
    answer = sent(desk, union, act, **fields)
    assert answer.status_code == 422
    assert list(answer.context["forms"][act].errors) == [wrong]
    assert UnitMembership.objects.count() == 1


def test_an_unknown_act_is_refused(desk, union):
    assert sent(desk, union, "delete").status_code == 400


@pytest.mark.parametrize(
    "role", [None, "UNIT_ADMINISTRATOR", "ORGANISATION_ADMINISTRATOR"]
)
def test_nobody_but_the_operator_changes_organisations(
    client, union, make_person, role
):
    scope = (
        organisation_scope(union.uid) if role and role[0] == "O" else unit_scope("1")
    )
    user = make_person("ola", role=role, scope=scope)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    answers = [
        client.get(LIST),
        client.post(NEW, FACTS),
        client.get(page_of(union)),
        sent(client, union, "join", unit="120617", since="2020-01-01"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert len(organisations.organisations()) == 1
    assert not UnitMembership.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_a_constant_number_of_queries(
    desk, union, count, django_assert_num_queries
):
    for number in range(count):
        organisations.add_member(
            organisation=union, unit_uid=["120617", "126101", "120101"][number],
            since=date(2020, 1, 1), by=None, now=NOW,
        )  # fmt: skip
        organisations.create_organisation(
            kind="OTHER", name=Localized(f"Fundacja {number}"), by=None, now=NOW
        )
    desk.get(LIST), desk.get(page_of(union))  # the register is read once
    with django_assert_num_queries(5):
        html = desk.get(LIST).content.decode()
    assert html.count('<th scope="row">') == count + 1
    with django_assert_num_queries(10):
        desk.get(page_of(union))


def test_an_organisation_is_found_by_what_people_know(union):
    wanted = organisation_scope(union.uid)
    assert find_scope("ORGANISATION", " związek gmin ") == wanted
    assert find_scope("ORGANISATION", union.uid) == wanted
    assert find_scope("ORGANISATION", "") is None
    organisations.create_organisation(
        kind="OTHER", name=Localized("Związek Gmin"), by=None, now=NOW
    )
    assert find_scope("ORGANISATION", "Związek Gmin") is None
