"""The operator opens sites, gives them a look and invites their editors."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from tests.factories.portal import NOW, editor_of, make_site

from miara.accounts import public as accounts
from miara.audit.models import Event
from miara.audit.public import describe_all
from miara.core.localized import Localized
from miara.notifications.models import Message
from miara.portal.actions.sites import SiteFacts, change_site, open_site
from miara.portal.errors import NotAllowedError
from miara.portal.models import Site
from miara.practices.roles import BASE, PracticeRole

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST = "/operator/witryny/"
PEOPLE = "/konto/ludzie/witryna-zgp/"


@pytest.fixture
def operator(db):
    return accounts.create_operator(
        email="operator@miara.example",
        password="dluga-aleja-7",
        full_name="Olga",
        now=NOW,
    )


@pytest.fixture
def office(operator):
    client = Client()
    client.force_login(operator, BACKEND)
    return client


def facts(**changed):
    return {
        "name_pl": "Związek Gmin",
        "name_en": "Union of Communes",
        "accent": "#0B5563",
        "organisation": "",
        "logo_alternative": "",
    } | changed


def picture():
    out = BytesIO()
    Image.new("RGB", (60, 40), "navy").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


def test_the_operator_opens_a_site_and_invites_its_editor(office, client):
    assert "Nie ma jeszcze żadnej witryny." in office.get(LIST).content.decode()
    answer = office.post(f"{LIST}nowa/", facts(code="ZGP", upload=picture(),
                         logo_alternative="Napis ZGP"))  # fmt: skip
    assert answer["Location"] == f"{LIST}zgp/"
    site = Site.objects.get()
    assert (site.code, site.name.en, site.accent) == (
        "zgp",
        "Union of Communes",
        "#0b5563",
    )
    assert client.get(f"/wyglad/zgp/pliki/{site.logo.uid}/").status_code == 200
    page = office.get(f"{LIST}zgp/").content.decode()
    assert "Nikt jeszcze nie redaguje" in page
    assert PEOPLE in page
    assert PEOPLE in office.get(LIST).content.decode()
    sent = office.post(PEOPLE, {"email": "nowa@zgp.example", "role": "PORTAL_EDITOR"})
    assert sent.status_code == 302
    letter = Message.objects.get()
    assert letter.recipient == "nowa@zgp.example"
    assert "Związek Gmin" in letter.text
    told = [sentence for _event, sentence in _trail()]
    assert any("zgp" in each and each.endswith(".") for each in told)


def _trail():
    events = list(Event.objects.order_by("pk"))
    return list(zip(events, describe_all(events), strict=True))


def test_an_editor_of_a_site_invites_another_and_an_outsider_does_not(site, other_site):
    editor, stranger = Client(), Client()
    editor.force_login(editor_of(site), BACKEND)
    stranger.force_login(editor_of(other_site), BACKEND)
    assert stranger.get(PEOPLE).status_code == 403
    assert PEOPLE in editor.get("/konto/").content.decode()
    sent = editor.post(PEOPLE, {"email": "ewa@zgp.example", "role": "PORTAL_EDITOR"})
    assert sent.status_code == 302
    assert Message.objects.count() == 1
    assert editor.get(LIST).status_code == 403


def test_people_of_a_site_that_is_not_there_are_not_found(office):
    assert office.get("/konto/ludzie/witryna-nie-ma/").status_code == 404
    assert office.get("/konto/ludzie/nic-nie-ma/").status_code == 404


def test_an_editor_of_the_base_is_invited_and_invites_an_expert(office, site):
    path = "/konto/ludzie/baza-dobrych-praktyk/"
    assert path in office.get("/operator/").content.decode()
    sent = office.post(path, {"email": "b@x.example", "role": "PRACTICE_EDITOR"})
    assert sent.status_code == 302
    person = accounts.create_person(
        email="e@x.example", password=None, by=None, now=NOW
    )
    accounts.grant_role(
        user=person, role_code=PracticeRole.EDITOR, scope=BASE, by=None, now=NOW
    )
    client = Client()
    client.force_login(person, BACKEND)
    sent = client.post(path, {"email": "c@x.example", "role": "PRACTICE_EXPERT"})
    assert sent.status_code == 302
    assert Message.objects.count() == 2


def test_a_site_is_changed_at_once_and_keeps_its_code(office, site):
    answer = office.post(f"{LIST}zgp/", facts(accent="#123456", code="inny"))
    assert answer.status_code == 302
    site.refresh_from_db()
    assert (site.code, site.name.pl, site.accent) == ("zgp", "Związek Gmin", "#123456")
    kinds = Event.objects.values_list("kind", flat=True)
    assert list(kinds).count("portal.site_changed") == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"code": "zgp"}, "Witryna o takim kodzie już jest."),
        ({"code": "z g p"}, "code"),
        ({"code": "a", "accent": "niebieski"}, "Zapisz kolor jako"),
        ({"code": "a", "accent": "#ffee00"}, "nie da się czytać"),
        ({"code": "a", "name_pl": ""}, "name_pl"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(office, site, changed, words):
    answer = office.post(f"{LIST}nowa/", facts(**changed))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert words in html
    assert "Union of Communes" in html
    assert Site.objects.count() == 1


def test_a_logo_needs_words_and_must_be_a_picture(office, site):
    answer = office.post(f"{LIST}zgp/", facts(upload=picture()))
    assert answer.status_code == 422
    assert "Opisz, co jest na zdjęciu" in answer.content.decode()
    bad = SimpleUploadedFile("logo.png", b"<script>", "image/png")
    answer = office.post(f"{LIST}zgp/", facts(upload=bad, logo_alternative="x"))
    assert answer.status_code == 422
    site.refresh_from_db()
    assert site.logo is None


def test_hosts_of_the_settings_are_shown(office, site, settings):
    settings.MIARA_SITES = {"zgp.example": "zgp", "inny.example": "zpp"}
    page = office.get(f"{LIST}zgp/").content.decode()
    assert "zgp.example" in page
    assert "inny.example" not in page


def test_only_who_manages_sites_opens_and_changes_them(site, editor):
    new = {"name": Localized("X"), "organisation": None, "by": editor, "now": NOW}
    with pytest.raises(NotAllowedError):
        open_site("x", **new)
    with pytest.raises(NotAllowedError):
        change_site(site, SiteFacts(Localized("X")), by=editor, now=NOW)


def test_the_list_makes_no_more_statements_when_longer(office):
    def cost():
        office.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            assert office.get(LIST).status_code == 200
        return len(captured)

    editor_of(make_site("a", "A"))
    one = cost()
    for code in ("b", "c"):
        editor_of(make_site(code, code))
    assert cost() == one
