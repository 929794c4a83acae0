"""What programs send: each value answered for, files summed, nothing done twice."""

import base64
import hashlib
import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.budget import LEDGER, make_task, make_year
from tests.factories.strategy import make_indicator, make_value

from miara.audit.public import Event
from miara.budget.models import Line, ReportFile
from miara.cycle.actions.years import close_year, open_year
from miara.exchange.actions.receipts import KEPT_FOR, erase_old_receipts
from miara.exchange.actions.sending import _fits
from miara.exchange.models import Receipt
from miara.strategy.models import LocalValue

FILE = "lata/2026/pliki?kind=LEDGER&quarter=1&name=ksiegi.csv"


def values(*rows, reason=""):
    """A body with values."""
    sent = [
        {"indicator": code, "period": period, "value": value}
        for code, period, value in rows
    ]
    return json.dumps({"reason": reason, "values": sent}).encode()


@pytest.fixture
def indicator(office):
    return make_indicator("PM25", lowest=0, highest=100, decimals=1)


def test_each_value_has_its_own_result(program, indicator):
    make_indicator("STARY", retired_on=timezone.localdate() - timedelta(days=1))
    make_value(indicator, "2022", "20")
    make_value(indicator, "2023", "21")
    make_value(indicator, "2021", "19", state="DRAFT")
    body = values(
        ("PM25", "2024", 22.5),
        ("PM25", "2020", "500"),
        ("PM25", "2022", 20),
        ("PM25", "2023", 30),
        ("PM25", "2021", 5),
        ("PM25", "2024", 23),
        ("NIE", "2024", 1),
        ("STARY", "2024", 1),
        ("PM25", "2019", "1.1234567"),
        ("PM25", "2018", None),
    )
    answer = program().ask("wartosci", "put", body)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert [row["result"] for row in told["items"]] == [
        "kept",
        "kept_with_remarks",
        "unchanged",
        "reason_missing",
        "version_under_way",
        "sent_twice",
        "unknown_indicator",
        "retired_indicator",
        "not_a_number",
        "value_and_flag_disagree",
    ]
    assert (told["sent"], told["kept"], told["unchanged"], told["refused"]) == (
        10, 2, 1, 7,
    )  # fmt: skip
    assert told["sha256"] == hashlib.sha256(body).hexdigest()
    row = LocalValue.objects.get(indicator=indicator, period="2024")
    assert (row.value, row.state, row.origin) == (Decimal("22.5"), "CHECKED", "MACHINE")
    assert told["items"][1]["remarks"]
    assert LocalValue.objects.get(indicator=indicator, period="2021").value == 19
    event = Event.objects.get(kind="exchange.values_received")
    assert (event.after["kept"], event.after["refused"]) == (2, 7)


def test_the_same_values_twice_change_nothing(program, indicator):
    asking, body = program(), values(("PM25", "2024", "22.5"))
    assert asking.ask("wartosci", "put", body).json()["kept"] == 1
    again = asking.ask("wartosci", "post", body).json()
    assert (again["kept"], again["unchanged"]) == (0, 1)
    assert LocalValue.objects.count() == 1


def test_a_published_value_changes_with_a_reason_as_a_new_version(program, indicator):
    make_value(indicator, "2023", "21")
    body = values(("PM25", "2023", "25"), reason="Błąd pomiaru")
    told = program().ask("wartosci", "put", body).json()["items"][0]
    assert (told["result"], told["version"]) == ("kept", 2)
    states = LocalValue.objects.order_by("version").values_list("state", "reason")
    assert list(states) == [("PUBLISHED", ""), ("CHECKED", "Błąd pomiaru")]


@pytest.mark.parametrize(
    "body",
    [
        b"nonsense",
        b"[]",
        b"{}",
        b'{"values": []}',
        b'{"values": [{"indicator": "A", "period": "2024", "value": NaN}]}',
        b'{"values": [{"indicator": "A", "period": "2024", "value": "NaN"}]}',
        b'{"values": [{"indicator": "A", "period": "2024", "extra": 1}]}',
        b'{"values": [{"indicator": "A", "period": "2024", "comment": "\\u0000"}]}',
        b"\xff\xfe",
    ],
)
def test_a_body_that_cannot_be_read_is_refused(program, indicator, body):
    answer = program().ask("wartosci", "put", body)
    found = answer.json()
    if answer.status_code == 200:  # a text that is no number is told for its value
        assert [row["result"] for row in found["items"]] == ["unknown_indicator"]
        return
    assert (answer.status_code, found["code"]) == (400, "body-unreadable")


def test_sums_are_compared_and_a_body_that_changed_is_refused(program, indicator):
    body = values(("PM25", "2024", "22.5"))
    digest = hashlib.sha256(body)
    asking = program()
    wrong = asking.ask("wartosci", "put", body, x_content_sha256="0" * 64)
    assert wrong.json()["code"] == "control-sum-differs"
    assert wrong.json()["sha256"] == digest.hexdigest()
    for bad in ("sha-256=:AAAA:", "sha-256=:!:", "md5=:AAAA:"):
        found = asking.ask("wartosci", "put", body, content_digest=bad)
        assert found.json()["code"] == "control-sum-differs"
    assert not LocalValue.objects.exists()
    encoded = base64.b64encode(digest.digest()).decode()
    right = asking.ask(
        "wartosci",
        "put",
        body,
        content_digest=f"sha-256=:{encoded}:",
        x_content_sha256=digest.hexdigest(),
    )
    assert right.status_code == 200


def test_a_file_is_summed_taken_and_answered_for_once(program):
    year = make_year()
    make_task(year)
    asking, body = program(), LEDGER.encode()
    answer = asking.ask(f"{FILE}&take=true", "post", body, idempotency_key="a-1")
    told = answer.json()
    assert answer.status_code == 201, told
    assert (told["state"], told["lines"]) == ("ACTIVE", 3)
    assert not any(each["stops"] for each in told["remarks"])
    assert told["expenditure"] == {
        "planned": "1060.00",
        "changed": "1260.01",
        "committed": "1120.00",
        "executed": "325.00",
    }
    assert told["revenue"] is None
    assert told["sha256"] == hashlib.sha256(body).hexdigest()
    assert sum(Line.objects.values_list("executed", flat=True)) == 325_00
    again = asking.ask(f"{FILE}&take=true", "post", body, idempotency_key="a-1")
    assert (again.status_code, again.json()) == (201, told)
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in answer
    other = asking.ask(f"{FILE}&take=true", "post", body + b"\n", idempotency_key="a-1")
    assert (other.status_code, other.json()["code"]) == (409, "sending-name-reused")
    elsewhere = asking.ask(FILE, "post", body, idempotency_key="a-1")
    assert elsewhere.status_code == 409
    assert ReportFile.objects.count() == 1
    assert Event.objects.filter(kind="exchange.budget_file_received").count() == 1
    # A new name for the same bytes: answered, and nothing is counted twice.
    fresh = asking.ask(f"{FILE}&take=true", "post", body, idempotency_key="a-2")
    assert (fresh.status_code, fresh.json()["state"]) == (201, "ACTIVE")
    assert ReportFile.objects.count() == 1
    assert Line.objects.count() == 3


def test_an_old_answer_does_not_bring_an_old_file_back(program):
    make_year()
    asking, body = program(), LEDGER.encode()
    asking.ask(f"{FILE}&take=true", "post", body, idempotency_key="stare")
    newer = LEDGER.replace("300,00", "310,00").encode()
    asking.ask(f"{FILE}&take=true", "post", newer, idempotency_key="nowe")
    again = asking.ask(f"{FILE}&take=true", "post", body, idempotency_key="stare")
    assert again.status_code == 201
    assert ReportFile.objects.count() == 2
    assert ReportFile.objects.get(state="ACTIVE").stored.sha256 == (
        hashlib.sha256(newer).hexdigest()
    )


def test_without_being_asked_a_file_waits_for_a_person(program):
    make_year()
    answer = program().ask(FILE, "post", LEDGER.encode(), idempotency_key="b")
    told = answer.json()
    assert (answer.status_code, told["state"], told["taken_at"]) == (201, "DRAFT", None)
    assert told["lines"] == 3
    assert not Line.objects.exists()


def test_a_file_with_faults_stays_a_draft_and_says_where(program):
    make_year()
    spoiled = LEDGER.replace("1200,00", "tysiąc").encode()
    asking = program()
    answer = asking.ask(f"{FILE}&take=true", "post", spoiled, idempotency_key="c")
    found = answer.json()
    assert (answer.status_code, found["code"]) == (422, "file-not-taken")
    assert answer["Content-Type"] == "application/problem+json"
    stops = [each for each in found["file"]["remarks"] if each["stops"]]
    assert "tysiąc" in stops[0]["sentence"]
    assert ReportFile.objects.get().state == "DRAFT"
    again = asking.ask(f"{FILE}&take=true", "post", spoiled, idempotency_key="c")
    assert (again.status_code, again.json()) == (422, found)


@pytest.mark.parametrize(
    ("path", "headers", "body", "code"),
    [
        (FILE, {}, b"x", "no-sending-name"),
        (FILE, {"idempotency_key": "a b"}, b"x", "no-sending-name"),
        (FILE, {"idempotency_key": "x" * 101}, b"x", "no-sending-name"),
        (FILE, {"idempotency_key": "a"}, b"", "body-without-length"),
        (FILE, {"idempotency_key": "a"}, b"%PDF-1.4 x", "file-refused"),
        (f"{FILE}&scope=%00", {"idempotency_key": "a"}, b"x", "invalid-parameter"),
        (f"{FILE}&name=a%2Fb", {"idempotency_key": "a"}, b"x", "invalid-parameter"),
        ("lata/2026/pliki", {"idempotency_key": "a"}, b"x", "invalid-parameter"),
        (FILE.replace("2026", "2030"), {"idempotency_key": "a"}, b"x", "unknown-year"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused(program, path, headers, body, code):
    make_year()
    answer = program().ask(path, "post", body, **headers)
    assert answer.json()["code"] == code, answer.content
    assert not ReportFile.objects.exists()
    assert not Receipt.objects.exists()


def test_a_body_that_is_too_large_is_not_even_read(program, monkeypatch):
    from miara.exchange.api import receiving

    monkeypatch.setattr(receiving, "MOST_VALUES", 10)
    answer = program().ask("wartosci", "put", b"x" * 11)
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


def test_a_closed_year_takes_no_file(program, office):
    from tests.factories.plans import NOW, UNIT

    make_year()
    year = open_year(UNIT, 2026, None, by=None, now=NOW)
    close_year(year, reason="Koniec", by=None, now=NOW)
    answer = program().ask(FILE, "post", LEDGER.encode(), idempotency_key="z")
    assert (answer.status_code, answer.json()["code"]) == (409, "year-closed")


def test_answers_are_forgotten_in_time(program, indicator):
    body = values(("PM25", "2024", "22.5"))
    program().ask("wartosci", "put", body, idempotency_key="d")
    now = Receipt.objects.get().received_at
    assert erase_old_receipts(now + KEPT_FOR) == 0
    assert erase_old_receipts(now + KEPT_FOR + timedelta(seconds=1)) == 1


@settings(max_examples=200)
@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_a_number_fits_exactly_when_the_column_keeps_it(value):
    """Twenty digits, six of them after the point."""
    expected = value.is_finite() and (abs(value) < 10**14 and value == round(value, 6))
    assert _fits(value) == expected


@settings(max_examples=20)
@given(amounts=st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=6))
def test_sums_of_the_answer_are_those_of_the_file(amounts):
    """Whatever a ledger holds, the answer adds up to the same grosz."""
    from miara.exchange.api.facts import money_facts

    sums = {
        name: sum(amounts) for name in ("planned", "changed", "committed", "executed")
    }
    told = money_facts(sums)
    assert all(Decimal(text) * 100 == sum(amounts) for text in told.values())
