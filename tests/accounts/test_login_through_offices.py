"""Round trips against local identity providers."""

import base64
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse

from miara.accounts.actions.logins import (
    OidcConnection,
    SamlConnection,
    save_provider,
    set_provider_active,
)
from miara.accounts.errors import DomainTakenError, NotAllowedError
from miara.accounts.forms.logins import OidcForm
from miara.accounts.models import User

from .conftest import NOW, UNIT
from .identity_servers import OidcServer, SamlServer

HOST = "http://miara.example"


@pytest.fixture
def client(settings):
    """A browser at a host with a full name: SAML refuses names of one word."""
    settings.ALLOWED_HOSTS = ["miara.example"]
    return Client(headers={"host": "miara.example"})


@pytest.fixture
def oidc():
    server = OidcServer()
    server.people = {
        "u-1": {"email": "jan@zielonki.example", "name": "Jan Łukasiewicz"},
        "u-2": {"email": "ktos@gdzie.indziej.example", "name": "Ktoś"},
        "u-3": {"email": "operator@miara.example", "name": "Nie operator"},
    }
    server.subject = "u-1"
    yield server
    server.close()


@pytest.fixture(scope="module")
def saml():
    return SamlServer()


@pytest.fixture
def connect_oidc(oidc, operator):
    def connect(**facts):
        return save_provider(
            slug="zielonki",
            name="Urząd Gminy Zielonki",
            scope=UNIT,
            domains=["Zielonki.example"],
            connection=OidcConnection(oidc.url, *oidc.client),
            by=operator,
            now=NOW,
            **facts,
        )

    return connect


@pytest.fixture
def connect_saml(saml, operator):
    return save_provider(
        slug="zielonki",
        name="Urząd Gminy Zielonki",
        scope=UNIT,
        domains=["zielonki.example"],
        connection=SamlConnection(
            saml.entity_id,
            saml.sso_url,
            "".join(saml.certificate.splitlines()[1:-1]),
        ),
        newcomer_role="UNIT_READER",
        by=operator,
        now=NOW,
    )


def log_in(client, oidc):
    """Press the link of the office, log in there, come back."""
    found = client.get(
        reverse("accounts:login-through"), {"email": "jan@zielonki.example"}
    )
    start = client.get(found.context["provider_url"])
    assert start.status_code == 302
    back = urlsplit(oidc.authorise(start["Location"]))
    return client.get(f"{back.path}?{back.query}")


def current_user(client):
    key = client.session.get("_auth_user_id")
    return User.objects.filter(pk=key).first() if key else None


def test_newcomer_logs_in_through_oidc(client, oidc, connect_oidc):
    connect_oidc(newcomer_role="UNIT_READER")
    response = log_in(client, oidc)
    assert response.status_code == 302
    user = current_user(client)
    assert (user.email, user.full_name) == ("jan@zielonki.example", "Jan Łukasiewicz")
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified
    assert [(m.role, m.scope) for m in user.memberships.all()] == [
        ("UNIT_READER", UNIT)
    ]
    assert oidc.seen.count("/token") == 1


def test_second_login_is_the_same_person(client, oidc, connect_oidc):
    connect_oidc()
    log_in(client, oidc)
    first = current_user(client)
    client.logout()
    log_in(client, oidc)
    assert current_user(client) == first
    assert not first.memberships.exists()


def test_existing_account_of_the_domain_is_connected(
    client, oidc, connect_oidc, operator
):
    from miara.accounts.actions.people import create_person

    jan = create_person(
        email="jan@zielonki.example", password="x" * 14, by=None, now=NOW
    )
    connect_oidc()
    log_in(client, oidc)
    assert current_user(client) == jan


@pytest.mark.parametrize("subject", ["u-2", "u-3"])
def test_provider_cannot_vouch_for_foreign_addresses(
    client, oidc, connect_oidc, subject
):
    connect_oidc()
    oidc.subject = subject
    before = User.objects.count()
    response = log_in(client, oidc)
    assert response.status_code == 403
    assert "zielonki.example" in response.content.decode()
    assert current_user(client) is None
    assert User.objects.count() == before


def test_foreign_state_is_refused(client, oidc, connect_oidc):
    connect_oidc()
    callback = reverse("openid_connect_callback", args=["zielonki"])
    response = client.get(callback, {"code": "x", "state": "forged"})
    assert current_user(client) is None
    assert response.status_code == 401
    assert "/token" not in oidc.seen


def forged(oidc):
    oidc.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def unsigned(oidc):
    oidc.signing_key, oidc.algorithm = None, "none"


def signed_with_the_public_key(oidc):
    """The old trick: the published key taken for a shared secret."""
    oidc.signing_key, oidc.algorithm = "x" * 32, "HS256"


def another_issuer(oidc):
    oidc.says = {"issuer": "https://gdzie.indziej.example"}


def open_line(oidc):
    oidc.says = {"jwks_uri": "http://login.gmina.example/jwks"}


def another_person(oidc):
    oidc.people["u-9"] = {"email": "wojt@zielonki.example", "name": "Wójt"}
    oidc.userinfo_of = "u-9"


@pytest.mark.parametrize(
    "fault",
    [
        forged,
        unsigned,
        signed_with_the_public_key,
        another_person,
    ],
)
def test_a_token_that_proves_nothing_logs_nobody_in(client, oidc, connect_oidc, fault):
    connect_oidc(newcomer_role="UNIT_READER")
    fault(oidc)
    response = log_in(client, oidc)
    assert response.status_code == 401
    assert oidc.seen.count("/token") == 1
    assert current_user(client) is None
    assert not User.objects.filter(email__endswith="@zielonki.example").exists()


@pytest.mark.parametrize("fault", [another_issuer, open_line])
def test_an_issuer_that_is_not_the_one_named_is_never_asked(
    client, oidc, connect_oidc, fault
):
    connect_oidc()
    fault(oidc)
    response = client.get(reverse("openid_connect_login", args=["zielonki"]))
    assert response.status_code == 401
    assert set(oidc.seen) == {"/.well-known/openid-configuration"}


def test_an_office_whose_server_is_off_gets_a_page_that_says_so(
    client, oidc, connect_oidc
):
    connect_oidc()
    oidc.close()
    response = client.get(reverse("openid_connect_login", args=["zielonki"]))
    assert response.status_code == 401


def test_the_form_takes_only_an_encrypted_address(db):
    form = OidcForm({"server_url": "http://login.gmina.example"})
    assert "https://" in form.errors["server_url"][0]
    form = OidcForm({"server_url": "https://login.gmina.example"})
    assert "server_url" not in form.errors


def test_switched_off_provider_serves_nobody(client, oidc, connect_oidc, operator):
    provider = connect_oidc()
    set_provider_active(provider=provider, is_active=False, by=operator, now=NOW)
    found = client.get(
        reverse("accounts:login-through"), {"email": "jan@zielonki.example"}
    )
    assert found.context["provider"] is None
    response = client.get(reverse("openid_connect_login", args=["zielonki"]))
    assert response.status_code == 404


def test_callback_address_does_not_depend_on_the_language(client):
    from django.utils import translation

    addresses = set()
    for language in ("pl", "en"):
        with translation.override(language):
            addresses.add(reverse("openid_connect_callback", args=["zielonki"]))
            addresses.add(reverse("saml_acs", args=["zielonki"]).replace("saml", "x"))
    assert len(addresses) == 2


def test_a_domain_belongs_to_one_provider(oidc, connect_oidc, operator):
    connect_oidc()
    with pytest.raises(DomainTakenError) as caught:
        save_provider(
            slug="inny",
            name="Inny",
            scope=UNIT,
            domains=["zielonki.example"],
            connection=OidcConnection(oidc.url, *oidc.client),
            by=operator,
            now=NOW,
        )
    assert "zielonki.example" in caught.value.for_people()


def test_only_operators_connect_offices(oidc, administrator):
    with pytest.raises(NotAllowedError):
        save_provider(
            slug="x",
            name="X",
            scope=UNIT,
            domains=["x.example"],
            connection=OidcConnection(oidc.url, *oidc.client),
            by=administrator,
            now=NOW,
        )


def saml_round_trip(client, saml, email="jan@zielonki.example", change=None):
    start = client.get(reverse("saml_login", args=["zielonki"]))
    assert start.status_code == 302
    acs = HOST + reverse("saml_acs", args=["zielonki"])
    audience = HOST + reverse("saml_metadata", args=["zielonki"])
    answer = saml.answer(start["Location"], email, acs=acs, audience=audience)
    if change is not None:
        answer = change(answer)
    return client.post(urlsplit(acs).path, {"SAMLResponse": answer}, follow=True)


def test_newcomer_logs_in_through_saml(client, saml, connect_saml):
    saml_round_trip(client, saml)
    user = current_user(client)
    assert (user.email, user.full_name) == ("jan@zielonki.example", "Jan Łukasiewicz")
    assert [m.role for m in user.memberships.all()] == ["UNIT_READER"]


def test_changed_saml_answer_is_refused(client, saml, connect_saml):
    def forge(answer):
        text = base64.b64decode(answer).decode()
        forged = text.replace("jan@zielonki", "wojt@zielonki")
        assert forged != text
        return base64.b64encode(forged.encode()).decode()

    saml_round_trip(client, saml, change=forge)
    assert current_user(client) is None
    assert not User.objects.filter(email__endswith="@zielonki.example").exists()


def test_saml_answer_of_another_key_is_refused(client, saml, connect_saml):
    stranger = SamlServer()
    saml_round_trip(client, stranger)
    assert current_user(client) is None


def test_saml_answer_nobody_asked_for_is_refused(client, saml, connect_saml):
    acs = HOST + reverse("saml_acs", args=["zielonki"])
    audience = HOST + reverse("saml_metadata", args=["zielonki"])
    answer = saml.sign(saml.response("_unknown", "jan@zielonki.example", acs, audience))
    client.post(urlsplit(acs).path, {"SAMLResponse": answer}, follow=True)
    assert current_user(client) is None


def test_saml_cannot_vouch_for_foreign_addresses(client, saml, connect_saml, operator):
    saml_round_trip(client, saml, email=operator.email)
    assert current_user(client) is None


def test_saml_metadata_names_our_addresses(client, saml, connect_saml):
    text = client.get(reverse("saml_metadata", args=["zielonki"])).content.decode()
    assert HOST + reverse("saml_acs", args=["zielonki"]) in text
