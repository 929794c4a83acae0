"""Passwords, second factor, lockout, and the operator's duty."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axes.models import AccessAttempt
from django.core.cache import cache
from django.urls import reverse

from miara.accounts.adapters import SecondFactorAdapter
from miara.accounts.models import User

from .conftest import PASSWORD

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def fresh_limits():
    """Attempts of one test do not count in the next."""
    cache.clear()
    yield
    cache.clear()


def log_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def signed_in(client):
    return "_auth_user_id" in client.session


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_address_is_accepted_in_any_case(client, make_person):
    make_person("jan")
    log_in(client, "JAN@Gmina.Example")
    assert signed_in(client)


def test_database_keeps_addresses_in_lower_case(make_person):
    user = make_person("jan")
    user.email = "Jan@GMINA.example"
    user.save()
    assert User.objects.get_by_natural_key("JAN@gmina.example") == user


def test_unconfirmed_address_cannot_log_in(client, db, mailoutbox):
    User.objects.create_user("nowa@gmina.example", PASSWORD)
    log_in(client, "nowa@gmina.example")
    assert not signed_in(client)
    assert len(mailoutbox) == 1


def test_new_password_by_mail(client, make_person, mailoutbox):
    make_person("jan")
    page = reverse("account_reset_password")
    client.post(page, {"email": "jan@gmina.example"})
    text = mailoutbox[0].body
    assert mailoutbox[0].subject.startswith("Miara: ")
    link = re.search(r"https?://[^/]+(/konto/haslo/nowe/\S+)", text)[1]
    form = client.get(link, follow=True)
    fresh = "zupelnie-nowe-haslo-5"
    client.post(form.request["PATH_INFO"], {"password1": fresh, "password2": fresh})
    log_in(client, "jan@gmina.example")
    assert not signed_in(client)
    log_in(client, "jan@gmina.example", fresh)
    assert signed_in(client)


def test_page_never_tells_whether_an_account_exists(client, make_person):
    make_person("jan")
    page = reverse("account_reset_password")
    answers = [
        client.post(page, {"email": email})
        for email in ("jan@gmina.example", "nikt@gmina.example")
    ]
    assert [a.status_code for a in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]


def test_guessing_is_stopped_whatever_the_case_of_the_address(
    client, make_person, settings
):
    make_person("jan")
    settings.AXES_FAILURE_LIMIT = 3
    settings.ACCOUNT_RATE_LIMITS = False
    for email in ("jan@gmina.example", "Jan@gmina.example", "JAN@gmina.example"):
        answer = log_in(client, email, "zle-haslo-zle-haslo")
    assert answer.status_code == 429
    assert AccessAttempt.objects.get().username == "jan@gmina.example"
    log_in(client, "jan@gmina.example")
    assert not signed_in(client)


def turn_on(client):
    page = reverse("mfa_activate_totp")
    secret = client.get(page).context["form"].secret
    client.post(page, {"code": code_of(secret)})
    return secret


def test_second_factor_from_the_page(client, make_person):
    user = make_person("jan")
    log_in(client, user.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = turn_on(client)
    stored = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data)
    assert TOTP(stored).validate_code(code_of(secret))
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    client.post(reverse("account_logout"))
    log_in(client, user.email)
    assert not signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert signed_in(client)
    client.post(reverse("account_logout"))
    log_in(client, user.email)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert not signed_in(client)


def test_secret_survives_a_change_of_the_sites_key(settings):
    adapter = SecondFactorAdapter()
    settings.SECRET_KEY = "pierwszy"
    kept = adapter.encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "drugi", ["pierwszy"]
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"
    assert adapter.encrypt("a") != adapter.encrypt("a")


@pytest.mark.parametrize(
    ("path", "stopped"),
    [
        ("/konto/", True),
        ("/konto/wnioski/", True),
        ("/", True),
        ("/konto/drugi-skladnik/wlacz/", False),
        ("/konto/wylogowanie/", False),
    ],
)
def test_operator_without_second_factor_only_turns_it_on(
    client, operator, settings, path, stopped
):
    settings.MIARA_OPERATOR_SECOND_FACTOR = True
    client.force_login(operator, BACKEND)
    answer = client.get(path)
    leads = answer.get("Location", "") == reverse("mfa_activate_totp")
    assert leads == stopped


def test_second_factor_is_asked_of_operators_alone(client, make_person, settings):
    settings.MIARA_OPERATOR_SECOND_FACTOR = True
    client.force_login(make_person("jan"), BACKEND)
    assert client.get("/konto/").status_code == 200


def test_operator_with_second_factor_works(client, operator, settings):
    settings.MIARA_OPERATOR_SECOND_FACTOR = True
    Authenticator.objects.create(
        user=operator, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    client.force_login(operator, BACKEND)
    assert client.get("/konto/wnioski/").status_code == 200


def test_every_page_of_login_is_ours(client, db):
    """A page of the library would miss our skip link."""
    for name in ("account_login", "account_signup", "account_reset_password"):
        text = client.get(reverse(name)).content.decode()
        assert 'class="skip-links"' in text
        assert "<h1>" in text
