"""Texts of letters: checked, filled, overridden, kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.notifications import public as notifications
from miara.notifications.actions.templates import FlawedTextError
from miara.notifications.domain.templates import (
    FlawKind,
    fill,
    flaws_of,
    one_line,
    template_kind,
)
from miara.notifications.errors import NotAllowedError
from miara.notifications.models import MailTemplate

from .conftest import NOW, OWNER

VALUES = {"name": "Jan", "address": "https://a.example"}


def write(by, subject="Zapraszamy {{ name }}", text="{{ name }}!", owner=OWNER, **more):
    facts = {"kind": "tests.invited", "language": "pl"} | more
    return notifications.save_template(
        owner_kind=owner[0],
        owner_id=owner[1],
        subject=subject,
        text=text,
        by=by,
        now=NOW,
        **facts,
    )


def letter(language="pl", owner=OWNER, **more):
    return notifications.enqueue(
        "tests.invited",
        to="jan@example.org",
        context=VALUES | more,
        language=language,
        at=NOW,
        owner_kind=owner[0],
        owner_id=owner[1],
    )


@given(st.text(), st.text())
def test_a_value_is_never_read_as_a_text_with_variables(value, other):
    filled = fill("a {{ name }} b", {"name": value, "secret": other})
    assert filled == f"a {value} b"


@given(st.text())
def test_a_subject_is_always_one_line(text):
    assert one_line(text).splitlines() in ([], [one_line(text)])
    assert not set(one_line(text)) & set("\r\n\x00\x0b\x85\u2028\u2029")


@pytest.mark.parametrize(
    ("text", "kind", "what", "nearest"),
    [
        ("{{ nmae }}", FlawKind.UNKNOWN, "nmae", "name"),
        ("{{ zupelnie_inne }}", FlawKind.UNKNOWN, "zupelnie_inne", ""),
        ("{{ name.pk }}", FlawKind.BROKEN, "{{ name.pk }}", ""),
        ("{{ name|safe }}", FlawKind.BROKEN, "{{ name|safe }}", ""),
        ("{% load x %}", FlawKind.BROKEN, "{% load x %}", ""),
        ("{{ name", FlawKind.BROKEN, "{{ name", ""),
    ],
)
def test_flaws_are_named(text, kind, what, nearest):
    [flaw] = flaws_of(text, template_kind("tests.invited"))
    assert (flaw.kind, flaw.what, flaw.nearest) == (kind, what, nearest)


@pytest.mark.django_db
def test_the_owners_text_wins_then_the_sites_then_the_default(organiser, operator):
    assert letter().subject == "Dla Jan"
    assert letter("en").text == "Hi Jan: https://a.example\n"
    write(operator, "Strona {{ name }}", owner=("site", "0"))
    assert letter().subject == "Strona Jan"
    write(organiser)
    assert letter().subject == "Zapraszamy Jan"
    assert letter(owner=("tests.thing", "8")).subject == "Strona Jan"
    assert letter("en").subject == "For Jan"


@pytest.mark.django_db
def test_versions_are_kept_and_the_default_comes_back(organiser):
    write(organiser)
    write(organiser)  # the same again is no version
    write(organiser, text="Inaczej, {{ name }}")
    facts = {"owner_kind": OWNER[0], "owner_id": OWNER[1], "kind": "tests.invited"}
    again = {**facts, "language": "pl", "by": organiser, "now": NOW}
    assert notifications.reset_template(**again)
    assert not notifications.reset_template(**again)
    assert letter().subject == "Dla Jan"
    rows = MailTemplate.objects.order_by("version")
    assert [(row.version, row.text, row.is_default) for row in rows] == [
        (1, "{{ name }}!", False),
        (2, "Inaczej, {{ name }}", False),
        (3, "", True),
    ]


@pytest.mark.django_db
def test_a_flawed_text_is_refused_a_poor_one_is_warned_about(organiser):
    with pytest.raises(FlawedTextError) as refused:
        write(organiser, text="{{ imie }}")
    assert refused.value.flaws["text"][0].what == "imie"
    assert not MailTemplate.objects.exists()
    _row, warnings = write(organiser, "Bez", "zmiennych")
    assert [(w.kind, w.what) for w in warnings] == [(FlawKind.MISSING, "name")]


@pytest.mark.django_db
def test_headers_cannot_be_added_through_values_or_texts(organiser):
    write(organiser, "Temat\r\nBcc: zly@example.org {{ name }}")
    message = letter(name="Jan\r\nBcc: tez@example.org")
    assert "\n" not in message.subject
    assert "\r" not in message.subject


@pytest.mark.django_db
def test_strangers_write_no_texts(organiser, stranger):
    with pytest.raises(NotAllowedError, match="Nie pracujesz"):
        write(stranger)
    with pytest.raises(NotAllowedError):
        write(organiser, owner=("site", "0"))
    with pytest.raises(NotAllowedError):
        write(organiser, owner=("tests.thing", "8"))


@pytest.mark.django_db
def test_a_letter_without_a_value_is_a_fault():
    with pytest.raises(KeyError, match="address"):
        notifications.enqueue(
            "tests.invited",
            to="jan@example.org",
            context={"name": "Jan"},
            language="pl",
            at=NOW,
        )
