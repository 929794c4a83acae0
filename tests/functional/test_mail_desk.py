"""Mail in a browser: released by hand."""

import pytest
from tests.factories.units import NOW, make_register

from miara.accounts.public import create_operator
from miara.notifications import public as notifications
from miara.notifications.models import BouncedAddress, Message
from miara.organisations import public as organisations

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

PASSWORD = "dluga-lipowa-aleja-7"
SITE = {"owner_kind": "site", "owner_id": "0"}
LIST = (
    "TERYT;Stanowisko;Imię i nazwisko;e-mail;e-Doręczenia\n"
    "120617;Wójt;Anna Wymyślona;wojt@zielonki.example;AE:PL-12345-67890-ABCDE-12\n"
    "120611;p.o. Burmistrza;Jan Zmyślony;b@skawina.example;\n"
)


@pytest.fixture
def desk(db, settings, page, visit):
    """A browser in which the operator is logged in; letters and heads are there."""
    settings.MIARA_OPERATOR_SECOND_FACTOR = False
    make_register()
    operator = create_operator(
        email="operator@miara.example", password=PASSWORD, full_name="Olga", now=NOW
    )
    organisations.import_directory(
        LIST.encode(),
        file_name="a.csv",
        source="Wykaz zmyślony",
        as_of=NOW.date(),
        by=operator,
        now=NOW,
    )
    facts = {"by": operator, "now": NOW}
    for channel in ("EMAIL", "POST"):
        made = notifications.make_dispatch(
            **SITE,
            title="Zaproszenie",
            channel=channel,
            audience=notifications.Audience(),
            subject="Konkurs dla: {{ unit }}",
            text="{{ salutation }},\n\nzapraszamy.",
            **facts,
        )
        notifications.approve_dispatch(dispatch=made, **facts)
    notifications.log_enquiry(
        **SITE,
        channel="PHONE",
        asked_at=NOW,
        subject="Termin",
        text="Do 8 kwietnia.",
        unit_uid="120617",
        **facts,
    )
    BouncedAddress.objects.create(
        address="x@example.org", code="5.1.1", is_hard=True, bounced_at=NOW
    )
    visit("/konto/logowanie/")
    page.get_by_label("Adres e-mail").fill(operator.email)
    page.get_by_label("Hasło").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "logowanie" not in url)
    return page


def test_held_letters_are_released_by_their_number_and_held_again(desk, visit):
    visit("/operator/poczta/?stan=HELD")
    desk.get_by_label("wszystkie 2 wstrzymane").check()
    desk.get_by_role("button", name="Zwolnij…").click()
    desk.get_by_label("Ile wiadomości ma wyjść?").fill("2")
    desk.get_by_role("button", name="Zwolnij", exact=True).click()
    desk.get_by_text("2 wiadomości wyjdą za dziesięć minut").wait_for()
    assert set(Message.objects.values_list("state", flat=True)) == {"QUEUED"}
    desk.get_by_role("button", name="Wstrzymaj je ponownie").click()
    desk.get_by_text("Wstrzymano wiadomości: 2.").wait_for()
    assert set(Message.objects.values_list("state", flat=True)) == {"HELD"}
