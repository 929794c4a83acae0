"""Addresses of a former portal lead to news and pages for ever."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.factories.portal import NOW, editor_of, news_text, published_news

from miara.audit.models import Event
from miara.audit.public import describe_all
from miara.portal.actions.former import Fault, keep_former_addresses
from miara.portal.actions.news import create_news, withdraw_news
from miara.portal.actions.pages import create_page, publish_page
from miara.portal.domain.former_table import BadTable, Row, rows_of
from miara.portal.errors import NotAllowedError
from miara.portal.models import FormerAddress

pytestmark = pytest.mark.django_db
OLD = "http://www.zgp.example/news.php?dzial=2&id=7"


@pytest.fixture
def news(site):
    return published_news(site=site)


@pytest.fixture
def page(site):
    draft = create_page(
        site=site, slug="kontakt", title="Kontakt", body="Biuro", by=None, now=NOW
    )
    return publish_page(draft, by=None, now=NOW)


def keep(site, *pairs, **options):
    rows = [Row(place, old, str(new)) for place, (old, new) in enumerate(pairs, 2)]
    return keep_former_addresses(site, rows, **{"by": None, "now": NOW} | options)


def leads(client, address, prefix="/dawny-portal/zgp/"):
    answer = client.get(prefix, {"adres": address})
    return answer.status_code, answer.get("Location", "")


def test_old_addresses_lead_whatever_the_order_of_parameters(client, site, news, page):
    done = keep(
        site, (OLD, news.pk), ("/kontakt.html", "https://x.example/strony/zgp/kontakt/")
    )
    assert (done.new, done.known, done.refused) == (2, 0, [])
    to = f"/aktualnosci/{news.pk}-zaproszenie-na-spotkanie/"
    for address in (OLD, "/news.php?id=7&dzial=2", f"{OLD}&druk=1#gora"):
        assert leads(client, address) == (308, to), address
    answer = client.get("/dawny-portal/zgp/news.php?id=7&dzial=2")
    assert (answer.status_code, answer["Location"]) == (308, to)
    assert leads(client, OLD, "/en/dawny-portal/zgp/") == (308, f"/en{to}")
    assert leads(client, "/kontakt.html") == (308, "/strony/zgp/kontakt/")
    (event,) = Event.objects.filter(kind="portal.addresses_kept")
    assert "2 adresy dawnego portalu" in next(iter(describe_all([event])))


def test_an_unknown_address_offers_the_search(client, site, news):
    keep(site, (OLD, news.pk))
    html = client.get("/dawny-portal/zgp/", {"adres": "/<b>nie-ma"}).content.decode()
    assert "&lt;b&gt;nie-ma" in html
    assert 'action="/szukaj/"' in html
    for address in ("/nie-ma", "", "/news.php?id=8", "http://[zly", "\0"):
        assert leads(client, address)[0] == 404, address
    assert leads(client, OLD, "/dawny-portal/zpp/")[0] == 404


def test_drafts_lead_nowhere_and_withdrawn_news_to_their_notice(client, site, news):
    draft = create_news(news_text("Szkic"), site=site, by=None, now=NOW)
    keep(site, ("/szkic", draft.pk), (OLD, news.pk))
    assert leads(client, "/szkic")[0] == 404
    withdraw_news(news, reason="Pomyłka.", by=None, now=NOW)
    status, to = leads(client, OLD)
    assert (status, client.get(to).status_code) == (308, 410)


def test_what_cannot_be_kept_is_told_line_by_line(site, other_site, news, page):
    foreign = published_news("Cudza", site=other_site)
    keep(site, ("/zajety", news.pk))
    done = keep(
        site,
        ("", news.pk),
        ("http://zgp.example/", news.pk),
        ("/a?" + "x" * 600, news.pk),
        ("/b", "/praktyki/1/"),
        ("/c", 987654),
        ("/d", foreign.pk),
        ("/e", "/strony/zpp/kontakt/"),
        ("/zajety", "/strony/zgp/kontakt/"),
        ("/zajety", news.pk),
        ("/nowy", news.pk),
        ("/nowy", "/strony/zgp/kontakt/"),
    )
    assert (done.new, done.known) == (1, 1)
    assert [(each.row.line, each.fault) for each in done.refused] == [
        (2, Fault.NO_ADDRESS),
        (3, Fault.NO_ADDRESS),
        (4, Fault.TOO_LONG),
        (5, Fault.NO_AIM),
        (6, Fault.UNKNOWN),
        (7, Fault.UNKNOWN),
        (8, Fault.UNKNOWN),
        (9, Fault.TAKEN),
        (12, Fault.TAKEN),
    ]


def test_a_dry_run_keeps_nothing_and_only_editors_of_the_site_keep(
    site, other_site, news
):
    assert keep(site, (OLD, news.pk), dry_run=True).new == 1
    with pytest.raises(NotAllowedError):
        keep(site, (OLD, news.pk), by=editor_of(other_site))
    assert not FormerAddress.objects.exists()
    assert not Event.objects.filter(kind="portal.addresses_kept").exists()
    assert keep(site, (OLD, news.pk), by=editor_of(site)).new == 1


def test_many_lines_cost_as_much_as_one(site, news):
    def cost(first, last):
        with CaptureQueriesContext(connection) as captured:
            keep(site, *((f"/stary/{n}", news.pk) for n in range(first, last)))
        return len(captured)

    assert cost(0, 1) == cost(1, 40)


def test_the_command_reads_a_table_and_is_safe_to_run_again(site, news, tmp_path):
    table = tmp_path / "adresy.csv"
    table.write_text(
        f"\ufeffNowy_adres;Dawny_adres\n{news.pk};{OLD}\n\n{news.pk};\n", "utf-8"
    )

    def run(*options):
        out = StringIO()
        with pytest.raises(CommandError, match="pominięto"):
            call_command("former-addresses", "zgp", str(table), *options, stdout=out)
        return out.getvalue()

    assert "Niczego nie zapisano" in run("--dry-run")
    assert "Nowe: 1, znane: 0, pominięte: 1." in run()
    told = run()
    assert "Nowe: 0, znane: 1, pominięte: 1." in told
    assert f"Wiersz 4: – → {news.pk}: nie ma dawnego adresu" in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,2\n", "nazwy kolumn"),
        (b"", "nazwy kolumn"),
        ("dawny_adres;nowy_adres\nż;1\n".encode("cp1250"), "UTF-8"),
        (None, "Nie da się odczytać"),
    ],
)
def test_a_file_that_is_no_table_is_refused(site, tmp_path, content, words):
    path = tmp_path / "x.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        call_command("former-addresses", "zgp", str(path))
    with pytest.raises(CommandError, match="Nie ma witryny"):
        call_command("former-addresses", "nie-ma", str(path))


def test_short_lines_have_no_new_address():
    assert rows_of("dawny_adres\tnowy_adres\n/a\n") == [Row(2, "/a", "")]
    with pytest.raises(BadTable):
        rows_of("dawny_adres\n/a\n")


def test_the_database_keeps_one_aim_and_one_row(site, news, page):
    with (
        pytest.raises(IntegrityError, match="portal_former_address_leads"),
        transaction.atomic(),
    ):
        FormerAddress.objects.create(site=site, address="/a")
    with (
        pytest.raises(IntegrityError, match="portal_former_address_leads"),
        transaction.atomic(),
    ):
        FormerAddress.objects.create(site=site, address="/a", news=news, page=page)
    FormerAddress.objects.create(site=site, address="/a", news=news)
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerAddress.objects.create(site=site, address="/a", page=page)
