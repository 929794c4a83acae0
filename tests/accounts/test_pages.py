"""Every page for every role, and the journeys through them."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.units import make_register

from miara.accounts.domain.scopes import INSTALLATION
from miara.accounts.models import AdministratorRequest, Membership, User
from miara.audit.models import Event
from miara.notifications.models import Message

from .conftest import OTHER_UNIT, PASSWORD, PDF, UNIT
from .test_administrator_requests import ask

ROLES = [
    "anonymous",
    "plain",
    "reader",
    "administrator",
    "foreign_administrator",
    "operator",
]


@pytest.fixture
def cast(make_person, administrator, operator, uploads):
    """One person a role, a small register, a waiting request."""
    make_register()
    people = {
        "anonymous": None,
        "plain": make_person("pola"),
        "reader": make_person("rafal", role="UNIT_READER", scope=UNIT),
        "administrator": administrator,
        "foreign_administrator": make_person(
            "zofia", role="UNIT_ADMINISTRATOR", scope=OTHER_UNIT
        ),
        "operator": operator,
    }
    ask(make_person("jan"))
    return people


def statuses(client, cast, call):
    """Status of a call for each role."""
    found = {}
    for name, user in cast.items():
        client.logout()
        if user is not None:
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        found[name] = call(client).status_code
    return found


def expect(**known):
    return {role: known.get(role, known["others"]) for role in ROLES}


LOGGED_IN = expect(anonymous=302, others=200)
OPERATOR = expect(anonymous=302, operator=200, others=403)
UNIT_PEOPLE = expect(anonymous=302, administrator=200, operator=200, others=403)


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("accounts:account", [], LOGGED_IN),
        ("accounts:export", [], LOGGED_IN),
        ("accounts:close", [], expect(others=302)),
        ("accounts:request-new", [], LOGGED_IN),
        ("accounts:people", [UNIT], UNIT_PEOPLE),
        ("accounts:people", [INSTALLATION], OPERATOR),
        ("accounts:request-list", [], OPERATOR),
        ("accounts:request", ["request"], OPERATOR),
        ("accounts:request-document", ["request"], OPERATOR),
        ("accounts:provider-list", [], OPERATOR),
        ("accounts:provider-new", ["oidc"], OPERATOR),
        ("accounts:provider-new", ["saml"], OPERATOR),
        ("accounts:login-through", [], expect(others=200)),
        ("accounts:invitation", ["no-such-token"], expect(others=410)),
        ("account_login", [], expect(anonymous=200, others=302)),
        ("account_signup", [], expect(anonymous=200, others=302)),
        ("account_reset_password", [], expect(others=200)),
        ("account_email", [], LOGGED_IN),
        ("mfa_index", [], LOGGED_IN),
        ("socialaccount_connections", [], LOGGED_IN),
    ],
)
def test_who_sees_a_page(client, cast, name, args, expected):
    real = [
        AdministratorRequest.objects.get().pk if a == "request" else a for a in args
    ]
    url = reverse(name, args=real)
    assert statuses(client, cast, lambda c: c.get(url)) == expected


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("accounts:role-end", ["membership"]),
        ("accounts:request-withdraw", ["request"]),
        ("accounts:provider-switch", [1]),
        ("accounts:invitation-withdraw", [1]),
    ],
)
def test_acts_need_post(client, cast, name, args):
    real = [1 if isinstance(a, str) else a for a in args]
    client.force_login(cast["operator"], "django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(name, args=real)).status_code == 405


@pytest.mark.parametrize(
    ("role", "ends"),
    [
        ("anonymous", False),
        ("plain", False),
        ("reader", False),
        ("administrator", True),
        ("foreign_administrator", False),
        ("operator", True),
    ],
)
def test_who_takes_a_role_away(client, cast, make_person, role, ends):
    ewa = make_person("ewa", role="UNIT_EDITOR", scope=UNIT)
    if cast[role] is not None:
        client.force_login(cast[role], "django.contrib.auth.backends.ModelBackend")
    client.post(reverse("accounts:role-end", args=[ewa.memberships.get().pk]))
    assert (ewa.memberships.get().until is not None) == ends


@pytest.mark.parametrize("role", ROLES)
def test_only_the_operator_decides(client, cast, role):
    row = AdministratorRequest.objects.get()
    if cast[role] is not None:
        client.force_login(cast[role], "django.contrib.auth.backends.ModelBackend")
    client.post(reverse("accounts:request", args=[row.pk]), {"decision": "confirm"})
    row.refresh_from_db()
    assert (row.state == "CONFIRMED") == (role == "operator")


def test_every_page_speaks_both_languages(client, cast):
    client.force_login(cast["operator"], "django.contrib.auth.backends.ModelBackend")
    polish = client.get("/konto/").content.decode()
    english = client.get("/en/konto/").content.decode()
    assert "My roles" in english
    assert "Moje role" in polish
    assert "My roles" not in polish


def test_asking_and_confirming_from_the_pages(client, cast, make_person):
    maria = make_person("maria")
    client.force_login(maria, "django.contrib.auth.backends.ModelBackend")
    form = {
        "unit": "Zielonki (120617)",
        "post": "sekretarz",
        "authorisation": SimpleUploadedFile("u.pdf", PDF, "application/pdf"),
    }
    response = client.post(reverse("accounts:request-new"), form)
    assert response.status_code == 302
    row = AdministratorRequest.objects.get(user=maria)
    assert row.unit_uid == "120617"
    client.force_login(cast["operator"], "django.contrib.auth.backends.ModelBackend")
    document = client.get(reverse("accounts:request-document", args=[row.pk]))
    assert document.content == PDF
    assert document["Content-Disposition"].startswith("attachment")
    assert Event.objects.filter(kind="accounts.authorisation_read").count() == 1
    page = reverse("accounts:request", args=[row.pk])
    assert client.post(page, {"decision": "refuse"}).status_code == 422
    assert client.post(page, {"decision": "confirm"}).status_code == 302
    assert maria.memberships.get().role == "UNIT_ADMINISTRATOR"
    assert Message.objects.filter(kind="accounts.request_confirmed").count() == 1


@pytest.mark.parametrize(
    ("unit", "content"),
    [("Bochnia", PDF), ("nie ma takiej", PDF), ("120617", b"MZ not a pdf")],
)
def test_bad_request_is_explained_and_kept(client, cast, unit, content):
    client.force_login(cast["plain"], "django.contrib.auth.backends.ModelBackend")
    form = {
        "unit": unit,
        "post": "skarbnik gminy",
        "authorisation": SimpleUploadedFile("u.pdf", content),
    }
    response = client.post(reverse("accounts:request-new"), form)
    assert response.status_code == 422
    assert "skarbnik gminy" in response.content.decode()
    assert AdministratorRequest.objects.count() == 1


def test_inviting_signing_up_and_accepting(client, cast, mailoutbox):
    """The whole way of a newcomer, by the links in the mails."""
    client.force_login(
        cast["administrator"], "django.contrib.auth.backends.ModelBackend"
    )
    page = reverse("accounts:people", args=[UNIT])
    form = {"email": "Nowa@gmina.example", "role": "UNIT_EDITOR"}
    assert client.post(page, form).status_code == 302
    mail = Message.objects.get(kind="accounts.invitation")
    assert mail.recipient == "nowa@gmina.example"
    link = re.search(r"https?://[^/]+(/\S+/zaproszenie/\S+)", mail.text)[1]
    client.logout()
    shown = client.get(link)
    assert shown.status_code == 200
    signup = reverse("account_signup") + f"?next={link}"
    client.post(
        signup,
        {
            "email": "nowa@gmina.example",
            "full_name": "Nowa Osoba",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )
    confirm = re.search(
        r"https?://[^/]+(/konto/adres/potwierdz/\S+)", mailoutbox[0].body
    )
    client.post(confirm[1])
    client.post(
        reverse("account_login"), {"login": "nowa@gmina.example", "password": PASSWORD}
    )
    assert client.post(link).status_code == 302
    user = User.objects.get(email="nowa@gmina.example")
    assert (user.full_name, user.memberships.get().role) == (
        "Nowa Osoba",
        "UNIT_EDITOR",
    )
    assert client.get(link).status_code == 410


def test_known_person_gets_the_role_at_once(client, cast):
    client.force_login(
        cast["administrator"], "django.contrib.auth.backends.ModelBackend"
    )
    form = {
        "email": cast["reader"].email,
        "role": "UNIT_EDITOR",
        "last_day": "2999-12-31",
    }
    client.post(reverse("accounts:people", args=[UNIT]), form)
    row = Membership.objects.get(user=cast["reader"], role="UNIT_EDITOR")
    assert row.until.isoformat() == "2999-12-31T23:00:00+00:00"
    history = client.get(reverse("accounts:people", args=[UNIT])).content.decode()
    assert "Rafal" in history


def test_past_day_is_refused(client, cast):
    client.force_login(
        cast["administrator"], "django.contrib.auth.backends.ModelBackend"
    )
    form = {"email": "x@y.example", "role": "UNIT_EDITOR", "last_day": "2020-01-01"}
    response = client.post(reverse("accounts:people", args=[UNIT]), form)
    assert response.status_code == 422
    assert not Message.objects.filter(kind="accounts.invitation").exists()


@pytest.mark.parametrize("people", [1, 12])
def test_list_of_people_asks_as_often_however_long(
    client, cast, make_person, django_assert_num_queries, people
):
    for number in range(people):
        make_person(f"osoba{number}", role="UNIT_READER", scope=UNIT)
    client.force_login(
        cast["administrator"], "django.contrib.auth.backends.ModelBackend"
    )
    client.get(reverse("accounts:people", args=[UNIT]))
    with django_assert_num_queries(PEOPLE_QUERIES):
        client.get(reverse("accounts:people", args=[UNIT]))


PEOPLE_QUERIES = 9


def test_export_holds_own_data_and_no_secret(client, cast):
    user = cast["administrator"]
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("accounts:export"))
    data = json.loads(response.content)
    assert data["account"]["email"] == user.email
    assert [r["role"] for r in data["roles"]] == ["UNIT_ADMINISTRATOR"]
    user.refresh_from_db()
    assert user.password not in response.content.decode()
    assert cast["reader"].email not in response.content.decode()


def log_in(client, user):
    """Log in and confirm the password, as before any change of how one logs in."""
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_closing_deletes_the_person(client, cast):
    user = cast["reader"]
    log_in(client, user)
    url = reverse("accounts:close")
    assert client.post(url, {"email": "inny@gmina.example"}).status_code == 422
    assert client.post(url, {"email": user.email}).status_code == 302
    assert not User.objects.filter(pk=user.pk).exists()
    assert not Membership.objects.filter(user_id=user.pk).exists()
    assert Event.objects.filter(kind="accounts.account_closed").count() == 1


def test_last_administrator_cannot_close(client, cast):
    user = cast["administrator"]
    log_in(client, user)
    response = client.post(reverse("accounts:close"), {"email": user.email})
    assert response.status_code == 422
    assert User.objects.filter(pk=user.pk).exists()


def test_name_and_language_are_saved(client, cast):
    user = cast["plain"]
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    client.post("/konto/", {"full_name": "Pola Raksa", "language": "en"})
    user.refresh_from_db()
    assert (user.full_name, user.language) == ("Pola Raksa", "en")


def test_operator_connects_an_office(client, cast):
    client.force_login(cast["operator"], "django.contrib.auth.backends.ModelBackend")
    form = {
        "name": "Urząd",
        "slug": "zielonki",
        "scope_kind": "UNIT",
        "owner": "120617",
        "domains": "zielonki.example\nGops.Zielonki.example",
        "server_url": "https://login.zielonki.example",
        "client_id": "miara",
        "secret": "tajny",
    }
    url = reverse("accounts:provider-new", args=["oidc"])
    bad = client.post(url, {**form, "domains": "nie domena", "owner": "brak"})
    assert bad.status_code == 422
    saved = client.post(url, form)
    assert saved.status_code == 302
    page = client.get(saved["Location"]).content.decode()
    assert "/konto/oidc/zielonki/login/callback/" in page
    assert "gops.zielonki.example" in page
    assert "tajny" not in page
    client.post(saved["Location"], {**form, "secret": "", "name": "Urząd Gminy"})
    from miara.accounts.models import LoginProvider

    app = LoginProvider.objects.get().app
    assert (app.name, app.secret) == ("Urząd Gminy", "tajny")
    log = str(list(Event.objects.values()))
    assert "tajny" not in log


def test_saml_certificate_is_checked(client, cast):
    client.force_login(cast["operator"], "django.contrib.auth.backends.ModelBackend")
    form = {
        "name": "Urząd",
        "slug": "zielonki",
        "scope_kind": "UNIT",
        "owner": "120617",
        "domains": "zielonki.example",
        "entity_id": "https://idp.example",
        "sso_url": "https://idp.example/login",
        "certificate": "to nie jest certyfikat",
    }
    url = reverse("accounts:provider-new", args=["saml"])
    response = client.post(url, form)
    assert list(response.context["form"].errors) == ["certificate"]
