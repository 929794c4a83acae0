"""The desk of the portal: each editor among news of their own sites."""

import re

import pytest
from tests.factories.editing import editing_paths, person_with
from tests.factories.portal import NOW, editor_of, news_text, published_news
from tests.factories.portal_forms import form_of

from miara.portal.actions.news import create_news
from miara.portal.models import News, NewsFile

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST = "/redakcja/aktualnosci/wpisy/"


def filled(site, **changed):
    return {
        "title": "Szkolenie z dotacji",
        "lead": "Zapraszamy skarbników.",
        "body": "- raz\n- dwa",
        "site": str(site.pk),
        "category": "training",
        "made_on": "2026-03-01",
        "title_en": "",
        "lead_en": "",
        "body_en": "",
        "place": "",
        "sign_up": "",
    } | changed


def test_an_editor_writes_previews_publishes_and_withdraws(desk, site):
    page = desk.get(f"{LIST}add/").content.decode()
    saved = desk.post(f"{LIST}add/", form_of(page) | filled(site))
    assert saved.status_code == 302, saved.context["form"].errors
    news = News.objects.get()
    assert news.live is False
    edit = f"{LIST}edit/{news.pk}/"
    page = desk.get(edit).content.decode()
    draft = desk.get(f"/redakcja/aktualnosci/{news.pk}/szkic/").content.decode()
    assert "<li>raz</li>" in draft
    assert 'role="note"' in draft
    sent = form_of(page) | filled(site, title="Szkolenie", **{"action-publish": "1"})
    assert desk.post(edit, sent).status_code == 302
    news.refresh_from_db()
    assert (news.live, news.title) == (True, "Szkolenie")
    assert (
        "Ewa Redaktorska"
        in desk.get(f"/redakcja/aktualnosci/{news.pk}/stan/").content.decode()
    )
    acts = f"/redakcja/aktualnosci/{news.pk}/stan"
    assert desk.post(f"{acts}/wycofaj/", {"reason": ""}).status_code == 422
    assert desk.post(f"{acts}/wycofaj/", {"reason": "Pomyłka."}).status_code == 302
    assert desk.get(f"/aktualnosci/{news.pk}-szkolenie/").status_code == 410
    assert desk.post(f"{acts}/przywroc/").status_code == 302
    assert desk.get(f"/aktualnosci/{news.pk}-szkolenie/").status_code == 200
    assert desk.post(f"{acts}/nic/").status_code == 404


def test_what_is_missing_is_told_and_kept_as_a_draft(desk, site):
    page = desk.get(f"{LIST}add/").content.decode()
    sent = form_of(page) | filled(site, lead="", **{"action-publish": "1"})
    answer = desk.post(f"{LIST}add/", sent, follow=True)
    assert News.objects.get().live is False
    assert "nie można jeszcze opublikować" in answer.content.decode()


def test_only_own_sites_may_be_chosen(desk, site, other_site):
    page = desk.get(f"{LIST}add/").content.decode()
    assert "Związek Powiatów Próbnych" not in page
    answer = desk.post(f"{LIST}add/", form_of(page) | filled(other_site))
    assert answer.status_code == 200
    assert not News.objects.exists()


@pytest.mark.parametrize("address", [LIST, "/redakcja/strony/karty/"])
def test_the_site_is_a_plain_list_and_no_script_stands_in_the_form(desk, site, address):
    page = desk.get(f"{address}add/").content.decode()
    assert re.search(rf'<select name="site".*?<option value="{site.pk}"', page, re.S)
    inline = re.findall(r"<script(?![^>]*(?:src|type)=)[^>]*>[^<]+", page)
    assert inline == []


def test_a_site_is_chosen_once(site, other_site, client):
    editor = editor_of(site)
    from miara.accounts.public import Membership
    from miara.portal.roles import PortalRole

    Membership.objects.create(
        user=editor, role=PortalRole.EDITOR, scope_kind="PORTAL",
        scope_id=other_site.code, since=NOW, granted_at=NOW,
    )  # fmt: skip
    client.force_login(editor, BACKEND)
    news = create_news(news_text(), site=site, by=editor, now=NOW)
    edit = f"{LIST}edit/{news.pk}/"
    page = client.get(edit).content.decode()
    client.post(edit, form_of(page) | filled(other_site))
    assert news.get_latest_revision_as_object().site == site


def test_news_of_other_sites_do_not_exist(desk, other_site):
    news = published_news("Cudza wiadomość", site=other_site)
    assert "Cudza wiadomość" not in desk.get(LIST).content.decode()
    revision = news.latest_revision_id
    refused = []
    for name, _path in editing_paths():
        if not name.startswith(("portal-news:", "portal-desk:")):
            continue
        path = _path.replace("/1/", f"/{news.pk}/", 1)
        path = path.replace("/revisions/1/", f"/revisions/{revision}/")
        if str(news.pk) not in path or "/add" in path:
            continue
        for answer in (desk.get(path), desk.post(path)):
            assert answer.status_code in {404, 405}, (name, path, answer.status_code)
        refused.append(name)
    assert {"portal-news:edit", "portal-news:history", "portal-news:revisions_view",
            "portal-desk:news-state", "portal-desk:draft"} <= set(refused)  # fmt: skip


def test_the_base_and_the_portal_are_apart(desk, client):
    assert desk.get("/redakcja/praktyki/karty/").status_code == 404
    client.force_login(person_with("PRACTICE_EDITOR"), BACKEND)
    assert client.get(LIST).status_code == 404


def test_the_list_makes_no_more_statements_when_longer(
    desk, site, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    published_news("Jedna", site=site)
    desk.get(LIST)
    with CaptureQueriesContext(connection) as few:
        desk.get(LIST)
    for number in range(5):
        published_news(f"Dalsza {number}", site=site)
    with CaptureQueriesContext(connection) as many:
        desk.get(LIST)
    assert len(many) == len(few)


def test_a_picture_needs_words_and_an_author(desk, site):
    from io import BytesIO

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (30, 20), "blue").save(out, "PNG")
    page = desk.get(f"{LIST}add/").content.decode()

    def send(**row):
        file = SimpleUploadedFile("a.png", out.getvalue(), "image/png")
        rows = {
            "files-TOTAL_FORMS": "1",
            "files-0-kind": "PHOTO",
            "files-0-title": "Sala",
            "files-0-ORDER": "1",
            "files-0-upload": file,
        } | {f"files-0-{name}": value for name, value in row.items()}
        return desk.post(f"{LIST}add/", form_of(page) | filled(site) | rows)

    assert send(alternative="", credit="").status_code == 200
    assert not News.objects.exists()
    assert send(alternative="Pusta sala", credit="Jan Foto").status_code == 302
    assert (
        NewsFile.objects.count() == 1
        or News.objects.get().latest_revision.content["files"]
    )
