"""Pages of sites: permanent addresses, menu; the look of a host."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.factories.portal import NOW, editor_of, kept_picture
from tests.factories.portal_forms import form_of

from miara.audit.models import Event
from miara.portal.actions import booking
from miara.portal.actions.pages import create_page, publish_page
from miara.portal.errors import (
    IncompleteError,
    NotAllowedError,
    TakenAddressError,
)
from miara.portal.models import SitePage, Strip
from miara.portal.presenters.look import DARK_PAPER, LIGHT_PAPER, colours_of
from miara.portal.queries.pages import menu_of, page_at
from miara.practices import public as practices

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def page_of(site, slug="kontakt", *, title="Kontakt", published=True, **changed):
    values = {"body": "Biuro: [napisz](mailto:biuro@zgp.example)", "by": None}
    page = create_page(site=site, slug=slug, title=title, now=NOW, **(values | changed))
    return publish_page(page, by=None, now=NOW) if published else page


def moved(page, slug):
    draft = page.get_latest_revision_as_object()
    draft.slug = slug
    draft.save_revision(clean=False)
    return publish_page(page, by=None, now=NOW)


def test_a_page_is_read_and_a_draft_is_not(client, site):
    page_of(site)
    page_of(site, "szkic", published=False)
    page = client.get("/strony/zgp/kontakt/").content.decode()
    assert 'href="mailto:biuro@zgp.example"' in page
    assert client.get("/strony/zgp/szkic/").status_code == 404
    assert client.get("/strony/zpp/kontakt/").status_code == 404


def test_former_addresses_lead_to_the_page_for_ever(client, site):
    page = moved(moved(page_of(site), "biuro"), "o-biurze")
    for old in ("kontakt", "biuro"):
        answer = client.get(f"/strony/zgp/{old}/")
        assert (answer.status_code, answer["Location"]) == (
            308,
            "/strony/zgp/o-biurze/",
        )
    assert client.get("/en/strony/zgp/kontakt/")["Location"].startswith("/en/")
    other = page_of(site, "nowa", published=False)
    draft = other.get_latest_revision_as_object()
    draft.slug = "kontakt"
    draft.save_revision(clean=False)
    with pytest.raises(TakenAddressError):
        publish_page(other, by=None, now=NOW)
    assert page_at("zgp", "kontakt") == page


def test_two_sites_may_have_the_same_words(site, other_site):
    assert page_of(site) != page_of(other_site)
    assert page_at("zpp", "kontakt").site == other_site


def test_a_page_needs_a_text_and_an_editor_of_its_site(site, other_site):
    with pytest.raises(IncompleteError):
        page_of(site, body=" ")
    with pytest.raises(NotAllowedError):
        page_of(site, by=editor_of(other_site))


def test_a_set_moment_of_a_page_is_kept(site, editor):
    page = page_of(site, published=False)
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = far = NOW + timedelta(days=36500)
    draft.save_revision(user=editor, clean=False)
    publish_page(page, by=editor, now=NOW)
    assert page_at("zgp", "kontakt") is None
    assert booking.publish_due(now=far) == {"published": 1, "held": 0}
    assert page_at("zgp", "kontakt") == page


def test_a_booked_page_whose_words_were_taken_is_held(site, editor):
    page = page_of(site, "biuro", published=False)
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = far = NOW + timedelta(days=36500)
    draft.save_revision(user=editor, clean=False)
    publish_page(page, by=editor, now=NOW)
    page_of(site, "biuro")
    assert booking.publish_due(now=far) == {"published": 0, "held": 1}
    assert Event.objects.latest("pk").kind == "portal.page_held"


def test_the_menu_has_public_pages_in_their_order(site):
    page_of(site, "b", title="Druga", place_in_menu=20)
    page_of(site, "a", title="Pierwsza", place_in_menu=5)
    page_of(site, "c", title="Szkic", published=False)
    hidden = page_of(site, "d", title="Poza menu")
    SitePage.objects.filter(pk=hidden.pk).update(is_in_menu=False)
    assert [page.title for page in menu_of("zgp")] == ["Pierwsza", "Druga"]


def test_english_readers_get_english_where_it_is(client, site):
    page_of(site, title_en="Contact", body_en="Write to us.")
    page_of(site, "regulamin", title="Regulamin")
    assert "<h1>Contact</h1>" in client.get("/en/strony/zgp/kontakt/").content.decode()
    polish = client.get("/en/strony/zgp/regulamin/").content.decode()
    assert '<article class="portal-text" lang="pl">' in polish


@pytest.fixture
def bound(settings, site):
    settings.MIARA_SITES = {"zgp.example": "zgp", "nic.example": "nie-ma"}
    settings.ALLOWED_HOSTS = ["*"]
    return site


def test_a_host_shows_name_menu_foot_and_colours_of_its_site(client, bound):
    page_of(bound)
    picture = kept_picture()
    Strip.objects.create(
        site=bound, text="Projekt próbny", picture=picture, alternative="Flaga"
    )
    page = client.get("/aktualnosci/", headers={"host": "zgp.example:8000"})
    html = page.content.decode()
    for words in (
        ">Związek Gmin Próbnych</a>",
        'href="/strony/zgp/kontakt/"',
        "Projekt próbny",
        'alt="Flaga"',
        '/wyglad/zgp.css?0b5563"',
    ):
        assert words in html, words
    assert client.get(f"/wyglad/zgp/pliki/{picture.uid}/").status_code == 200
    assert client.get(f"/wyglad/nie-ma/pliki/{picture.uid}/").status_code == 404
    style = client.get("/wyglad/zgp.css")
    assert style["Content-Type"] == "text/css"
    assert "--accent: #0b5563" in style.content.decode()


@pytest.mark.parametrize("host", ["miara.example", "nic.example"])
def test_other_hosts_show_the_common_shell(client, bound, host):
    page_of(bound)
    html = client.get("/aktualnosci/", headers={"host": host}).content.decode()
    assert ">Miara</a>" in html
    assert "/wyglad/" not in html


def test_the_main_host_asks_the_database_nothing_more(
    client, bound, django_assert_num_queries
):
    from miara.portal.presenters.look import shell_of_host

    page_of(bound)
    with django_assert_num_queries(0):
        assert shell_of_host("miara.example", "/") is None
    for number in range(4):
        page_of(bound, f"s{number}")
    with django_assert_num_queries(3):
        assert len(shell_of_host("zgp.example", "/").menu) == 6


@pytest.mark.parametrize("accent", ["#ffee00", "#000000", "#ffffff", "#c00000"])
def test_shades_can_be_read_on_both_papers(accent):
    shades = colours_of(accent)
    for colour, paper in (
        (shades["light"], LIGHT_PAPER),
        (shades["dark"], DARK_PAPER),
        (shades["on_light"], shades["light"]),
        (shades["on_dark"], shades["dark"]),
    ):
        assert practices.contrast(colour, paper) >= 4.5


def test_an_editor_writes_a_page(desk, site):
    path = "/redakcja/strony/karty/add/"
    page = desk.get(path).content.decode()
    sent = form_of(page) | {
        "title": "O nas",
        "body": "Jesteśmy związkiem.",
        "site": str(site.pk),
        "slug": "o-nas",
        "is_in_menu": "on",
        "place_in_menu": "1",
        "title_en": "",
        "body_en": "",
        "action-publish": "1",
    }
    assert desk.post(path, sent).status_code == 302
    assert page_at("zgp", "o-nas").title == "O nas"
    assert "O nas" in desk.get("/redakcja/strony/karty/").content.decode()


def test_an_editor_changes_the_look_of_the_own_site_alone(desk, site, other_site):
    path = f"/redakcja/witryny/karty/edit/{site.pk}/"
    html = desk.get(path).content.decode()
    assert desk.get(path).status_code == 200
    sent = {
        "name_pl": "Nasz Związek",
        "name_0": "Nasz Związek",
        "name_1": "",
        "accent": "#ffee00",
        "logo_alternative": "",
        "strips-TOTAL_FORMS": "1",
        "strips-INITIAL_FORMS": "0",
        "strips-0-text": "Projekt z pieniędzy publicznych",
        "strips-0-address": "https://projekt.example/",
        "strips-0-alternative": "",
        "strips-0-ORDER": "1",
    }
    assert "name" in html
    assert desk.post(path, sent).status_code == 200
    assert not Strip.objects.exists()
    answer = desk.post(path, sent | {"accent": "#8a1c1c"})
    assert answer.status_code == 302, answer.context["form"].errors
    site.refresh_from_db()
    assert (site.accent, str(site.name)) == ("#8a1c1c", "Nasz Związek")
    assert Strip.objects.get().site == site
    assert Event.objects.latest("pk").kind == "portal.site_changed"
    listed = desk.get("/redakcja/witryny/karty/").content.decode()
    assert f'href="{path}"' in listed
    other = f"/redakcja/witryny/karty/edit/{other_site.pk}/"
    assert desk.get(other).status_code == 404
    assert (
        "Związek Powiatów" not in desk.get("/redakcja/witryny/karty/").content.decode()
    )
    for closed in ("add/", f"delete/{site.pk}/"):
        assert desk.get(f"/redakcja/witryny/karty/{closed}").status_code == 404


def test_pages_of_other_sites_do_not_exist(desk, other_site):
    page = page_of(other_site)
    for path in ("edit", "history", "preview", "lock"):
        address = f"/redakcja/strony/karty/{path}/{page.pk}/"
        assert desk.get(address).status_code == 404, path
        assert desk.post(address).status_code == 404, path
    assert "Kontakt" not in desk.get("/redakcja/strony/karty/").content.decode()


def test_an_editor_of_no_site_is_no_editor(site):
    client = Client()
    client.force_login(editor_of(site, email="inny@zgp.example"), BACKEND)
    assert client.get("/redakcja/strony/karty/").status_code == 200
    from miara.accounts.public import Membership

    Membership.objects.all().delete()
    assert client.get("/redakcja/strony/karty/").status_code == 403
