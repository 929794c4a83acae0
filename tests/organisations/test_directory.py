"""The directory of heads of units: how they are addressed, lists taken in, history."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.factories.units import make_register

from miara.audit.models import Event
from miara.organisations import public
from miara.organisations.actions.directory import erase_old
from miara.organisations.domain.directory_table import BadFile, read_entries
from miara.organisations.domain.heads import Office, office_title, salutation
from miara.organisations.errors import BadDirectoryFileError, ImportOverError
from miara.organisations.models import DirectoryImport, UnitHead
from miara.organisations.models.heads import KEEP_REPLACED_FOR

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = date(2026, 3, 1)
AE = "AE:PL-12345-67890-ABCDE-12"
HEADER = "Kod TERYT;Stanowisko;Imię i nazwisko;E-mail;Adres do e-Doręczeń;Telefon"
LIST = (
    f"{HEADER}\n"
    f"1206172;Wójt;Anna Wymyślona;wojt@zielonki.example;{AE};12 000\n"
    "1261011;Prezydent Miasta;Pan Jan Zmyślony;prezydent@krakow.example;;\n"
    "1206000;p.o. Starosty;Ewa Nikt;;;\n"
)

SALUTATIONS = {
    "WOJT": ("Szanowny Panie Wójcie", "Szanowna Pani Wójt"),
    "BURMISTRZ": ("Szanowny Panie Burmistrzu", "Szanowna Pani Burmistrz"),
    "PREZYDENT": ("Szanowny Panie Prezydencie", "Szanowna Pani Prezydent"),
    "STAROSTA": ("Szanowny Panie Starosto", "Szanowna Pani Starosto"),
    "MARSZALEK": ("Szanowny Panie Marszałku", "Szanowna Pani Marszałek"),
}


@pytest.fixture
def register(db):
    return make_register()


def take_in(text=LIST, *, as_of=DAY, now=NOW, **kwargs):
    content = text if isinstance(text, bytes) else text.encode()
    return public.import_directory(
        content,
        file_name="lista.csv",
        source="Wykaz zmyślony",
        as_of=as_of,
        by=None,
        now=now,
        **kwargs,
    )


def workbook(rows):
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return target.getvalue()


@pytest.mark.parametrize("office", Office)
def test_every_office_has_its_vocative_in_both_forms(office):
    man, woman = SALUTATIONS[office]
    for standing in ("ELECTED", "ACTING"):
        assert salutation(office, standing, "M") == man
        assert salutation(office, standing, "F") == woman
    assert salutation(office, "COMMISSIONER", "M") == "Szanowny Panie Komisarzu"
    assert salutation(office, "COMMISSIONER", "F") == "Szanowna Pani Komisarz"
    assert salutation(office, "ELECTED", "") == "Szanowni Państwo"


def test_acting_heads_and_commissioners_are_named_by_the_genitive():
    acting = [office_title(office, "ACTING") for office in Office]
    assert acting == [
        "p.o. Wójta",
        "p.o. Burmistrza",
        "p.o. Prezydenta",
        "p.o. Starosty",
        "p.o. Marszałka",
    ]
    assert office_title("WOJT", "COMMISSIONER", "M") == "pełniący funkcję Wójta"


def test_a_list_is_taken_in_with_forms_offices_and_addresses(register):
    report = take_in()

    assert (len(report.new), report.changes, report.broken) == (3, [], [])
    woman = public.head_of("120617")
    assert (woman.salutation, woman.edelivery_address) == ("Szanowna Pani Wójt", AE)
    assert public.head_of("126101").salutation == "Szanowny Panie Prezydencie"
    acting = public.head_of("1206")
    assert (acting.office_title, acting.salutation) == (
        "p.o. Starosty",
        "Szanowna Pani Starosto",
    )
    assert report.guessed == ["120617", "1206"]  # of Jan the list says "Pan"
    event = Event.objects.get(kind="organisations.directory_imported")
    assert (event.after["new"], "Wymyślona" in str(event.after)) == (3, False)


def test_a_rehearsal_reports_the_same_and_writes_nothing(register):
    assert len(take_in(dry_run=True).new) == 3
    assert not UnitHead.objects.exists()
    assert not Event.objects.filter(kind="organisations.directory_imported").exists()


def test_changes_keep_history_and_show_old_and_new(register):
    take_in()
    later = "TERYT;Nazwisko;Imię;Telefon\n120617;Nowy;Adam;\n126101;Zmyślony;Jan;7\n"
    report = take_in(later, as_of=DAY + timedelta(days=30), now=NOW + timedelta(1))

    told = {(c.unit_uid, c.field): (c.old, c.new) for c in report.changes}
    assert told[("120617", "full_name")] == ("Anna Wymyślona", "Adam Nowy")
    assert told[("120617", "form")] == ("F", "M")
    assert told[("126101", "phone")] == ("", "7")
    new = public.head_of("120617")
    # Of the office: kept. Of the person: not inherited.
    assert (new.email, new.phone) == ("wojt@zielonki.example", "12 000")
    assert [row.full_name for row in public.head_history("120617")] == [
        "Adam Nowy",
        "Anna Wymyślona",
    ]
    assert public.head_history("120617")[1].replaced_at == NOW + timedelta(1)


def test_an_older_list_never_overwrites_a_newer_one(register):
    take_in()
    old = LIST.replace("Anna Wymyślona", "Stary Wójt")
    report = take_in(old, as_of=DAY - timedelta(days=1))
    assert (report.older, report.unchanged, report.changes) == (1, 2, [])
    assert public.head_of("120617").full_name == "Anna Wymyślona"
    assert public.head_of("120617").as_of == DAY


def test_the_same_list_again_changes_nothing(register):
    take_in()
    report = take_in(as_of=DAY + timedelta(days=1))
    assert (report.unchanged, report.new, report.changes) == (3, [], [])
    assert UnitHead.objects.count() == 3
    assert public.head_of("120617").as_of == DAY + timedelta(days=1)


def test_broken_rows_are_named_by_line_and_reason(register):
    rows = [
        HEADER,
        "1206172;Wójt;Anna Dobra;zly adres;;",
        "1261011;Prezydent;;;;",
        ";Wójt;Jan Bez Kodu;;;",
        "9999999;Wójt;Jan Nieznany;;;",
        "1216092;Wójt;Ewa Raz;;;",
        "1216092;Wójt;Ewa Dwa;;;",
        "1201022;Wójt;Jan Adres;;AE:PL-1-2-3-4;",
    ]
    report = take_in("\n".join(rows))
    assert [(b.line, b.fault.value, b.value) for b in report.broken] == [
        (2, "bad_email", "zly adres"),
        (3, "no_name", "126101"),
        (4, "no_code", ""),
        (5, "unknown_code", "999999"),
        (7, "twice", "121609"),
        (8, "bad_edelivery", "AE:PL-1-2-3-4"),
    ]
    assert report.new == ["121609"]


def test_a_workbook_with_numbers_and_a_title_above(register):
    content = workbook(
        [
            ["Wykaz"],
            ["kod", "Funkcja", "Osoba", "Pani/Pan", "kadencja od"],
            [1206172, "Wójt", "Kim Ktoś", "Pani", "07.05.2024"],
        ]
    )
    report = take_in(content)
    assert (report.broken, report.guessed) == ([], [])
    row = UnitHead.objects.get()
    assert (row.form, row.term_since) == ("F", date(2024, 5, 7))


def test_a_column_is_named_by_hand_where_it_is_not_recognised():
    text = b"TERYT;Kto\n120617;Anna Nowa\n"
    with pytest.raises(BadFile, match="no_columns"):
        read_entries(text, "a.csv")
    entries, _broken = read_entries(text, "a.csv", {"full_name": "Kto"})
    assert [entry.full_name for entry in entries] == ["Anna Nowa"]
    with pytest.raises(BadFile, match="unknown_heading"):
        read_entries(LIST.encode(), "a.csv", {"phone": "Komórka"})


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04zle", b"a;b\n1;2\n"])
def test_a_file_that_is_no_list_is_refused_in_words(register, content):
    with pytest.raises(BadDirectoryFileError) as refused:
        take_in(content)
    assert len(refused.value.for_people()) > 30


def test_a_file_waits_for_confirmation_and_is_erased_once_taken_over(register):
    row, report = public.prepare_import(
        content=LIST.encode(),
        file_name="lista.csv",
        source="Wykaz zmyślony",
        as_of=DAY,
        by=None,
        now=NOW,
    )
    assert (len(report.new), UnitHead.objects.count()) == (3, 0)
    public.apply_import(row=row, by=None, now=NOW)
    assert UnitHead.objects.count() == 3
    assert bytes(DirectoryImport.objects.get().content) == b""
    with pytest.raises(ImportOverError):
        public.apply_import(row=row, by=None, now=NOW)


def test_a_correction_by_hand_has_a_reason_and_keeps_the_old_state(register):
    take_in()
    old = UnitHead.objects.get(unit_uid="120617")
    facts = {key: getattr(old, key) for key in public.FACTS}
    with pytest.raises(ValidationError), transaction.atomic():
        public.correct_head(
            unit_uid="120617",
            facts=facts | {"edelivery_address": "AE:zły"},
            reason="pomyłka",
            by=None,
            now=NOW,
        )
    new = public.correct_head(
        unit_uid="120617",
        facts=facts | {"phone": "13"},
        reason="Telefon z urzędu",
        by=None,
        now=NOW,
    )
    assert (new.phone, new.reason, new.replaced_at) == ("13", "Telefon z urzędu", None)
    assert UnitHead.objects.filter(unit_uid="120617").count() == 2
    # What a person corrected is newer than the list.
    assert take_in().older == 1


def test_a_dead_address_stays_dead_until_it_changes(register):
    take_in()
    assert public.mark_bounced(email="WOJT@zielonki.example", reason="5.1.1", at=NOW)
    assert public.head_of("120617").bounced_at == NOW
    later = DAY + timedelta(days=9)
    take_in(LIST.replace("Anna Wymyślona", "Adam Nowy"), as_of=later)
    assert public.head_of("120617").bounced_at == NOW
    take_in(LIST.replace("wojt@", "urzad@"), as_of=later + timedelta(days=1))
    assert public.head_of("120617").bounced_at is None


def test_lists_of_the_directory_are_filtered_and_cost_the_same(
    register, django_assert_num_queries
):
    take_in()
    names = [line.unit.name for line in public.directory_lines(text="wymyslona")]
    assert names == ["Zielonki"]
    lacking = public.directory_lines(lack="email", voivodeship="12", kinds={"P"})
    assert [line.unit.code for line in lacking] == ["1201", "1206", "1216"]
    assert len(public.directory_lines()) == len(register)
    with django_assert_num_queries(4):
        public.directory_lines()
    with django_assert_num_queries(1):
        public.heads_of(["120617", "126101", "1206"])


def test_one_entry_of_a_unit_is_in_force(register):
    take_in()
    row = UnitHead.objects.get(unit_uid="120617")
    row.pk = None
    with pytest.raises(IntegrityError, match=r"head_one_current|unit_uid"):
        row.save(force_insert=True)


def test_replaced_entries_and_forgotten_files_are_erased_in_time(register):
    take_in()
    take_in(LIST.replace("12 000", "13"), as_of=DAY + timedelta(days=1))
    public.prepare_import(
        content=LIST.encode(),
        file_name="lista.csv",
        source="Wykaz",
        as_of=DAY,
        by=None,
        now=NOW,
    )
    assert erase_old(NOW + timedelta(days=7)) == {"uploads": 0, "heads": 0}
    assert erase_old(NOW + timedelta(days=8)) == {"uploads": 1, "heads": 0}
    late = NOW + KEEP_REPLACED_FOR + timedelta(days=1)
    assert erase_old(late)["heads"] == 1
    assert UnitHead.objects.count() == 3
