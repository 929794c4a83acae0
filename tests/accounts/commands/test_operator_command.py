"""The first operator is made at the console."""

import io

import pytest
from django.core.management import CommandError, call_command

from miara.accounts.models import User
from miara.accounts.permissions import is_operator

pytestmark = pytest.mark.django_db
GOOD = "rzeka-most-kasztan-9"


def run(monkeypatch, email: str, password: str = GOOD) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    out = io.StringIO()
    call_command("operator", email, "--password-stdin", stdout=out)
    return out.getvalue()


def test_the_operator_has_the_role_and_the_password(monkeypatch):
    text = run(monkeypatch, "Anna@Example.pl")

    user = User.objects.get(email="anna@example.pl")
    assert is_operator(user)
    assert user.check_password(GOOD)
    assert "/konto/" in text


@pytest.mark.parametrize(
    ("email", "password"), [("anna", GOOD), ("anna@example.pl", "short")]
)
def test_bad_input_makes_nobody(monkeypatch, email, password):
    with pytest.raises(CommandError):
        run(monkeypatch, email, password)

    assert not User.objects.exists()


def test_an_existing_person_is_not_touched(monkeypatch):
    run(monkeypatch, "anna@example.pl")

    with pytest.raises(CommandError):
        run(monkeypatch, "anna@example.pl", "inne-dlugie-haslo-7")

    assert User.objects.get().check_password(GOOD)
