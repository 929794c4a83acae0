"""From a file handed in to numbers served, as a person does it."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.factories.units import make_register, terc_csv
from tests.factories.vintages import UNITS, small_loads
from tests.indicators.commands.conftest import NETWORKS

from miara.audit.models import Event
from miara.core.models import Job
from miara.indicators.actions.loads import record_load
from miara.indicators.actions.uploads import erase_old_uploads, incoming
from miara.indicators.models import DataLoad, HarvestSchedule, PublishedVintage
from miara.units import public as units

pytestmark = pytest.mark.django_db
AMBIGUOUS = (
    '"Kod";"Nazwa";"gminy łącznie z miastami na prawach powiatu;ogółem;2019;[zł]"\n'
    '1206172;"Zielonki (2)";"5012,55"\n'
)


def send(desk, name, content, **options):
    if isinstance(content, str):
        content = content.encode()
    file = SimpleUploadedFile(name, content)
    return desk.post(reverse("indicators:operator-import"), {"file": file, **options})


def text_of(answer):
    return answer.content.decode()


def test_a_table_is_recognised_imported_and_reported(desk, work):
    make_register()
    answer = send(desk, "wodociagi.csv", NETWORKS, retrieved_on="2026-02-03")
    page = answer["Location"]

    waiting = text_of(desk.get(page))
    assert "hx-trigger" in waiting
    assert f'href="{page}"' in waiting  # without script: a link that reloads

    job = work()
    done = text_of(desk.get(page))
    assert "hx-trigger" not in done
    row = DataLoad.objects.get()
    assert reverse("indicators:operator-load", args=[row.pk]) in done
    assert "Wczytano: 4 wiersze, 3 szeregi, 4 jednostki" in done
    assert str(row.retrieved_on) == "2026-02-03"
    assert job.report["load"] == row.pk
    assert list(incoming().iterdir()) == []
    assert Event.objects.filter(kind="indicators.load.recorded").exists()


def test_the_same_file_twice_is_no_failure(desk, work):
    make_register()
    send(desk, "wodociagi.csv", NETWORKS)
    work()
    page = send(desk, "wodociagi.csv", NETWORKS)["Location"]
    assert work().state == Job.State.DONE
    assert "Ten plik już tu jest" in text_of(desk.get(page))
    assert DataLoad.objects.count() == 1
    assert list(incoming().iterdir()) == []


def test_htmx_gets_the_fragment_alone(desk):
    make_register()
    page = send(desk, "wodociagi.csv", NETWORKS)["Location"]
    part = text_of(desk.get(page, headers={"HX-Request": "true"}))
    assert part.strip().startswith('<div id="job"')
    assert "<html" not in part


def test_the_register_is_recognised_by_its_header(desk, work):
    send(desk, "jakikolwiek.csv", terc_csv())
    assert work().state == Job.State.DONE
    assert units.unit_by_code("120617").name == "Zielonki"


def test_an_ambiguous_table_is_chosen_without_sending_again(desk, work):
    make_register()
    page = send(desk, "na_mieszkanca.csv", AMBIGUOUS)["Location"]
    assert work().state == Job.State.FAILED
    refused = text_of(desk.get(page))
    assert "Wybierz poniżej właściwą" in refused
    again = re.search(r'action="(/operator/import/[0-9a-f]+/)"', refused)[1]

    desk.post(again, {"kind": "table", "table": "bdl_revenue_per_person"})
    assert work().state == Job.State.DONE
    assert DataLoad.objects.get().table == "bdl_revenue_per_person"
    # The waiting file is gone, so a third try is told so.
    answer = desk.post(again, {"kind": "table"}, follow=True)
    assert "Wyślij go jeszcze raz" in text_of(answer)


def test_a_broken_table_says_where(desk, work):
    make_register()
    page = send(desk, "wodociagi.csv", NETWORKS + "1206172;1\n")["Location"]
    work()
    assert "wodociagi.csv, wiersz 6" in text_of(desk.get(page))
    assert not DataLoad.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.exe", b"MZ", "Przyjmowane są"),
        ("a.csv", b"", "pusty"),
        ("a.xlsx", b"Kod;Nazwa\n", "nie zgadza się z jego nazwą"),
        ("a.xls", b"PK\x03\x04", "nie zgadza się z jego nazwą"),
        ("a.csv", b"Kod;\x00\x01", "nie zgadza się z jego nazwą"),
        ("a.geojson", b"<html>", "nie zgadza się z jego nazwą"),
        ("a.zip", b"PK\x03\x04 not really", "nie zgadza się z jego nazwą"),
    ],
)
def test_content_is_checked_before_anything_is_kept(desk, name, content, told):
    answer = send(desk, name, content)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert not Job.objects.exists()
    assert not incoming().exists() or list(incoming().iterdir()) == []


def test_an_archive_that_unpacks_to_too_much_is_refused(desk, monkeypatch):
    monkeypatch.setattr("miara.indicators.domain.uploads.MOST_UNPACKED", 99_999)
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("TERC.xml", bytes(100_000))
    answer = send(desk, "bomba.zip", body.getvalue())
    assert answer.status_code == 422
    assert "po rozpakowaniu" in text_of(answer)
    assert list(incoming().iterdir()) == []


def test_names_cannot_leave_the_folder(desk, work, data_folder):
    make_register()
    send(desk, "../../../wodociagi.csv", NETWORKS)
    work()
    assert DataLoad.objects.get().file_name == "wodociagi.csv"
    assert list(data_folder.rglob("wodociagi.csv")) == []


def test_a_large_file_is_refused_while_it_arrives(desk, monkeypatch):
    monkeypatch.setattr("miara.indicators.actions.uploads.MOST_BYTES", 50)
    answer = send(desk, "wodociagi.csv", NETWORKS)
    assert answer.status_code == 422
    assert list(incoming().iterdir()) == []


def test_files_nobody_imported_go_away(desk):
    send(desk, "wodociagi.csv", NETWORKS)
    now = timezone.now()
    assert erase_old_uploads(now=now) == 0
    assert erase_old_uploads(now=now + timedelta(days=8)) == 1
    assert list(incoming().iterdir()) == []


def test_compute_look_publish(desk, work):
    make_register(UNITS)
    for load in small_loads():
        record_load(load=load, by=None, now=timezone.now())
    assert "Oblicz wydanie" in text_of(desk.get("/operator/"))

    page = desk.post(reverse("indicators:operator-compute"))["Location"]
    # A second press shows the same job.
    assert desk.post(reverse("indicators:operator-compute"))["Location"] == page
    work()
    row = PublishedVintage.objects.get()
    build = reverse("indicators:operator-build", args=[row.vintage_id])
    assert build in text_of(desk.get(page))
    assert build in text_of(desk.get("/operator/"))
    shown = text_of(desk.get(build))
    assert "pierwsze wydanie" in shown
    assert PublishedVintage.objects.current() is None

    desk.post(reverse("indicators:operator-publish", args=[row.vintage_id]))
    work()
    assert PublishedVintage.objects.current() == row
    published = Event.objects.get(kind="indicators.vintage.published")
    assert published.actor_id == str(desk.session["_auth_user_id"])
    assert "Nic nie czeka" in text_of(desk.get("/operator/"))

    load = DataLoad.objects.get(file_name="sieci.csv")
    desk.post(reverse("indicators:operator-load-withdraw", args=[load.pk]))
    assert "wczytano albo wycofano pliki" in text_of(desk.get("/operator/"))
    desk.post(reverse("indicators:operator-compute"))
    work()
    newest = PublishedVintage.objects.exclude(pk=row.pk).get()
    shown = text_of(
        desk.get(reverse("indicators:operator-build", args=[newest.vintage_id]))
    )
    assert "Szeregi, które się zmieniają" in shown
    assert "wodociąg" in shown.lower()


def test_every_page_in_english_too(desk, work):
    make_register(UNITS)
    for load in small_loads():
        record_load(load=load, by=None, now=timezone.now())
    desk.post(reverse("indicators:operator-compute"))
    work()
    row, load = PublishedVintage.objects.get(), DataLoad.objects.first()
    for path in (
        "", "import/", "pliki/", f"pliki/{load.pk}/", "wydania/",
        f"wydania/{row.vintage_id}/", "pobieranie/", "jakosc/", "jakosc.json",
    ):  # fmt: skip
        assert desk.get(f"/operator/{path}").status_code == 200, path
        answer = desk.get(f"/en/operator/{path}")
        assert answer.status_code == 200, path
        assert "Pulpit" not in text_of(answer)


def test_the_desk_tells_overdue_statements_and_keeps_its_word_on_queries(desk, rf):
    from miara.core import slots

    assert "Nie napisano jeszcze deklaracji" in text_of(desk.get("/operator/"))
    assert "nie podaje administratora" in text_of(desk.get("/operator/"))
    assert slots.overspending("operator.desk", rf.get("/operator/"), {}) == []


def test_only_the_operator_sees_the_way_to_the_desk(desk, client, make_person):
    assert 'href="/operator/"' in text_of(desk.get("/konto/"))
    client.force_login(
        make_person(), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert 'href="/operator/"' not in text_of(client.get("/konto/"))


def test_the_list_of_files_costs_the_same_for_one_and_for_three(
    desk, django_assert_num_queries
):
    loads = small_loads()
    record_load(load=loads[0], by=None, now=timezone.now())
    page = reverse("indicators:operator-loads")
    desk.get(page)
    with django_assert_num_queries(5):
        desk.get(page)
    for load in loads[1:]:
        record_load(load=load, by=None, now=timezone.now())
    with django_assert_num_queries(5):
        desk.get(page)


def test_a_standing_order_is_made_and_switched(desk):
    page = reverse("indicators:operator-harvests")
    wrong = desk.post(page, {"variables": "7x", "level": "gmina", "every": "WEEK"})
    assert wrong.status_code == 422
    assert not HarvestSchedule.objects.exists()

    order = {
        "variables": "72305, 60559", "level": "powiat", "every": "WEEK",
        "first_year": "2015", "last_year": "",
    }  # fmt: skip
    assert desk.post(page, order)["Location"] == page
    row = HarvestSchedule.objects.get()
    assert row.variables == [72305, 60559]
    assert row.last_year is None
    assert "72305, 60559" in text_of(desk.get(page))

    switch = reverse("indicators:operator-harvest-switch", args=[row.pk])
    desk.post(switch, {"on": "0"})
    row.refresh_from_db()
    assert not row.is_on


def test_a_harvest_asked_for_once_is_a_job(desk):
    order = {
        "variables": "72305", "level": "gmina", "every": "ONCE",
        "first_year": "2020", "last_year": "2021",
    }  # fmt: skip
    desk.post(reverse("indicators:operator-harvests"), order)
    job = Job.objects.get()
    assert (job.kind, job.params["last_year"]) == ("indicators.harvest_bdl", 2021)
