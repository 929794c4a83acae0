"""An archive of five hundred practices moved, put right, moved again, published."""

from datetime import date

import pytest
from tests.factories.practice_archive import (
    ERRORS,
    HEADINGS,
    as_csv,
    as_json,
    as_xlsx,
    good_row,
    rows_with_errors,
)
from tests.factories.practices import NOW, content, published

from miara.audit import public as audit
from miara.practices.actions import cards
from miara.practices.actions.moving import (
    ArchiveRefusedError,
    move_archive,
    plan_archive,
)
from miara.practices.domain.migration.findings import Code
from miara.practices.domain.migration.mapping import ArchiveMapping, read_mapping
from miara.practices.errors import NotAllowedError
from miara.practices.exports.archive_rest import rest_json, rest_workbook
from miara.practices.models import FormerAddress, MovedRow, PracticeCard
from miara.practices.presenters.moving import finding_text, reasons_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]

TODAY = date(2026, 3, 2)


def plan_of(rows, **options):
    made = as_xlsx(rows) if isinstance(rows, list) else rows
    return plan_archive(content=made, name="archiwum.xlsx", today=TODAY, **options)


def move(rows, *, publish=False, **options):
    return move_archive(plan_of(rows, **options), by=None, now=NOW, publish=publish)


def codes(row):
    return [found.code for found in row.findings]


def drafts():
    """Everything an import may change: rows, drafts, addresses, trail."""
    return (
        list(PracticeCard.objects.order_by("pk").values_list("pk", "latest_revision")),
        FormerAddress.objects.count(),
        list(MovedRow.objects.order_by("pk").values_list("digest", "moved_at")),
        audit.Event.objects.count(),
    )


@pytest.mark.slow
def test_five_hundred_rows_with_errors_are_put_right_and_published():
    rows, wrong = rows_with_errors()
    first = move(rows)
    assert (first.created, first.published) == (500 - len(ERRORS), 0)
    left = first.plan.left_out()
    assert [row.number - 2 for row in left] == list(wrong)
    for row in left:
        column, _value, sentence = wrong[row.number - 2]
        assert f"{column}: " in reasons_of(row)
        assert sentence in reasons_of(row)

    rest = plan_of(rest_workbook(first.plan))
    assert len(rest.rows) == len(ERRORS)
    assert rest.counts["REFUSED"] == len(ERRORS)
    assert rest.table.headings == HEADINGS

    for at in wrong:
        rows[at] = good_row(at)
    right = as_xlsx([rows[at] for at in wrong])
    second = move(right)
    assert (second.created, second.plan.left_out()) == (len(ERRORS), [])

    third = move(rows, publish=True)
    assert (third.created, third.changed, third.published) == (0, 0, 500)
    assert PracticeCard.objects.filter(live=True).count() == 500
    assert FormerAddress.objects.count() == 1_000

    before = drafts()
    again = move(rows, publish=True)
    assert (again.created, again.changed, again.published) == (0, 0, 0)
    assert drafts() == before


def test_a_row_becomes_a_card_with_everything_it_says():
    assert move([good_row(0)], mapping=read_mapping("id_parameter: art")).created == 1
    card = PracticeCard.objects.get()
    assert (card.origin, card.origin_key, card.live) == ("MIGRATED", "1", False)
    assert (card.title, card.unit_uid) == ("Autobus sąsiedzki", "120617")
    assert (card.section, card.domain) == ("social", "education")
    assert (card.began_on, card.ended_on) == (date(2011, 1, 1), date(2013, 12, 31))
    assert card.summary.startswith("Autobus sąsiedzki. ")
    assert [(p.unit_uid, p.name, p.role) for p in card.partners.order_by("pk")] == [
        ("120611", "", ""),
        ("", "Koło Gospodyń", "promocja"),
    ]
    assert [str(cost.amount) for cost in card.costs.all()] == ["12500.00"]
    assert [(a.contest, a.title, a.year) for a in card.awards.all()] == [
        ("Samorządowy Lider Zarządzania", "laureat", 2011)
    ]
    assert card.contact.person_email == "osoba0@gmina.example"
    assert card.contact.office_email == ""
    assert card.life.confirmed_on == date(2014, 5, 6)
    addresses = card.former_addresses.order_by("address")
    assert [row.address for row in addresses] == ["/?art=1", "/?art=1&p1=7&s=2"]


def test_the_number_of_an_address_is_told_by_all_rows_together():
    rows = [good_row(number) for number in range(10)]
    move(rows)  # "s=2" is a tab, not the second practice
    found = FormerAddress.objects.filter(card__origin_key="2").order_by("address")
    assert [row.address for row in found] == ["/?art=2", "/?art=2&p1=7&s=2"]
    alone = plan_of([rows[1] | {"Dawny adres": "http://baza.example/?art=2&s=2"}])
    assert alone.rows[0].parsed.addresses == ("/?art=2&s=2",)


def test_a_rehearsal_keeps_nothing():
    before = drafts()
    plan = plan_of(rows_with_errors(70)[0])
    assert plan.counts["NEW"] > 0
    assert drafts() == before


def test_workbook_table_and_records_say_the_same():
    rows, _wrong = rows_with_errors(80)
    plans = [plan_of(made(rows)) for made in (as_xlsx, as_csv, as_json)]
    first, *others = [
        [(row.parsed.digest, row.parsed.key, codes(row)) for row in plan.rows]
        for plan in plans
    ]
    assert others == [first, first]


def test_a_changed_row_becomes_a_draft_and_the_published_text_stays():
    rows = [good_row(0), good_row(1)]
    move(rows, publish=True)
    rows[0]["Cele"] = rows[0]["Cele"] + " Nowy cel."
    moved = move(rows)
    assert (moved.created, moved.changed) == (0, 1)
    card = PracticeCard.objects.get(origin_key="1")
    assert "Nowy cel" not in card.goals
    assert "Nowy cel" in card.get_latest_revision_as_object().goals
    assert move(rows, publish=True).published == 0  # a draft is published by an editor


def test_what_people_corrected_here_is_not_published_over():
    rows = [good_row(0)]
    move(rows, publish=True)
    card = PracticeCard.objects.get()
    cards.write_card(card, content("Poprawione", unit_uid="120617"), by=None, now=NOW)
    cards.publish_card(card, by=None, now=NOW)
    rows[0]["Cele"] = "Zupełnie nowe cele tej praktyki, spisane od początku w archiwum."
    moved = move(rows, publish=True)
    assert (moved.changed, moved.published) == (1, 0)
    assert Code.EDITED_SINCE in codes(moved.plan.rows[0])
    assert PracticeCard.objects.get().title == "Poprawione"


def test_identity_without_a_number_is_title_and_unit():
    row = good_row(0) | {"ID": ""}
    assert move([row]).created == 1
    changed = row | {"Cele": "Inne cele, opisane na nowo w trzech krótkich zdaniach."}
    assert (move([changed]).created, PracticeCard.objects.count()) == (0, 1)
    other = row | {"Gmina": "Kraków", "Dawny adres": ""}
    assert move([other]).created == 1


def test_the_same_number_or_the_same_row_twice_is_refused():
    one, two = good_row(0), good_row(1) | {"ID": "1"}
    plan = plan_of([one, two])
    assert [row.standing.value for row in plan.rows] == ["NEW", "REFUSED"]
    assert finding_text(plan.rows[1].findings[-1]).startswith("Wiersz 2 ma ten sam")
    nameless = good_row(2) | {"ID": ""}
    same = plan_of([nameless, nameless | {"Cele": "Inne."}])
    assert Code.SAME_ROW in codes(same.rows[1])


def test_duplicates_are_left_out_unless_wanted():
    twin = good_row(0) | {"ID": "900", "Dawny adres": ""}
    plan = plan_of([good_row(0), twin])
    assert [row.standing.value for row in plan.rows] == ["NEW", "DUPLICATE"]
    assert codes(plan.rows[1])[-1] is Code.DUPLICATE_IN_FILE
    other_unit = twin | {"Gmina": "Kraków"}
    assert plan_of([good_row(0), other_unit]).counts["DUPLICATE"] == 0

    published("Autobusy sąsiedzkie", unit_uid="120617")
    in_base = plan_of([good_row(0)])
    assert in_base.rows[0].standing.value == "DUPLICATE"
    assert "„Autobusy sąsiedzkie”" in reasons_of(in_base.rows[0])
    moved = move([good_row(0), twin], with_duplicates=True)
    assert (moved.created, moved.plan.left_out()) == (2, [])
    assert move([good_row(0), twin]).plan.counts["UNCHANGED"] == 2


def test_an_address_leads_to_one_card():
    card = published("Inna praktyka", unit_uid="126101")
    cards.lead_here(card, ["/?art=1"], by=None, now=NOW)
    plan = plan_of([good_row(0)], mapping=read_mapping("id_parameter: art"))
    assert Code.ADDRESS_TAKEN in codes(plan.rows[0])
    assert "Inna praktyka" in reasons_of(plan.rows[0])
    twice = plan_of(
        [good_row(1), good_row(2) | {"Dawny adres": good_row(1)["Dawny adres"]}]
    )
    assert Code.ADDRESS_TAKEN in codes(twice.rows[1])


def test_an_own_mapping_goes_before_what_is_recognised():
    mapping = read_mapping(
        """
        columns: {title: Cele, goals: [Tytul praktyki, Rezultaty]}
        constants: {service: Transport publiczny}
        values: {section: {Dział A: technical}}
        ignore: [Załączniki]
        base: stara
        """
    )
    row = good_row(0) | {"Dział": "dzial a", "Załączniki": "plan.pdf"}
    found = plan_of([row], mapping=mapping).rows[0].parsed
    assert found.content.title == row["Cele"]
    assert (
        found.content.texts["goals"] == f"{row['Tytul praktyki']}\n\n{row['Rezultaty']}"
    )
    assert (found.content.section, found.key) == ("technical", "stara:1")
    assert found.content.service == "Transport publiczny"


@pytest.mark.parametrize(
    ("made", "mapping", "said"),
    [
        (b"", "", "Plik jest pusty"),
        (b"\x00\x01", "", "wiersza nagłówków"),
        (b"Nazwa;", "", "wiersza nagłówków"),
        (b"{]", "", "nie da się odczytać"),
        (b"PK\x03\x04x", "", "nie da się odczytać"),
        (b"Nazwa;Gmina\nA;B", "columns: {title: Brak}", "nagłówków"),
        (b"Nazwa;Gmina\nA;B", "columns: {goals: Brak}", "„Brak”"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(made, mapping, said):
    with pytest.raises(ArchiveRefusedError) as refused:
        plan_of(made, mapping=read_mapping(mapping))
    assert said in refused.value.for_people()


def test_columns_that_nothing_is_taken_from_are_named():
    made = b"Nazwa;Gmina;Licznik;Pusta\nPraktyka;Zielonki;7;\n"
    assert plan_of(made).unused == ("Licznik",)
    ignoring = ArchiveMapping(ignore=["licznik"])
    assert plan_of(made, mapping=ignoring).unused == ()


def test_rows_left_out_keep_every_cell_in_both_kinds_of_file():
    rows, _wrong = rows_with_errors(70)
    plan = plan_of(rows)
    kept = [dict(row.parsed.row.cells) for row in plan.left_out()]
    for made in (rest_workbook(plan), rest_json(plan)):
        again = plan_of(made)
        assert [
            {k: v for k, v in row.parsed.row.cells.items() if k in HEADINGS and v}
            for row in again.rows
        ] == [{k: v for k, v in cells.items() if v} for cells in kept]


def test_a_stranger_moves_nothing(django_user_model):
    stranger = django_user_model.objects.create(email="obcy@gmina.example")
    with pytest.raises(NotAllowedError):
        move_archive(plan_of([good_row(0)]), by=stranger, now=NOW)
    assert PracticeCard.objects.count() == 0


def test_a_row_that_fails_meanwhile_stops_no_other():
    plan = plan_of([good_row(0), good_row(1)])
    assert plan.counts["NEW"] == 2
    card = published("Inna", unit_uid="126101")
    cards.lead_here(card, ["/?art=1"], by=None, now=NOW)
    moved = move_archive(plan, by=None, now=NOW)
    assert moved.created == 1
    assert [row.number for row in moved.plan.left_out()] == [2]
    assert not PracticeCard.objects.filter(origin_key="1").exists()


def test_the_trail_tells_what_was_moved():
    move([good_row(0), good_row(1) | {"Tytul praktyki": ""}])
    event = audit.Event.objects.get(kind="practices.archive_moved")
    assert "archiwum.xlsx" in audit.describe(event)
    assert event.after["created"] == 1
    assert event.after["left_out"] == 1
