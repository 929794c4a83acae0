"""A page leaves the public with a reason, and comes back."""

import pytest
from django.db import IntegrityError, transaction
from tests.factories.portal import NOW, editor_of

from miara.audit.models import Event
from miara.portal.actions.pages import create_page, publish_page
from miara.portal.actions.withdrawal import bring_back_page, withdraw_page
from miara.portal.errors import (
    NotAllowedError,
    ReasonMissingError,
    WithdrawnPageError,
    WithoutPublicError,
)
from miara.portal.found_pages import PageSource
from miara.portal.models import PageWithdrawal
from miara.portal.queries.pages import menu_of

pytestmark = pytest.mark.django_db
ADDRESS = "/strony/zgp/kontakt/"


@pytest.fixture
def page(site):
    draft = create_page(
        site=site, slug="kontakt", title="Kontakt", body="Biuro", by=None, now=NOW
    )
    return publish_page(draft, by=None, now=NOW)


def seen(client, page):
    """Where readers may meet the page."""
    return {
        "page": client.get(ADDRESS).status_code == 200,
        "menu": [each.pk for each in menu_of("zgp")] == [page.pk],
        "search": PageSource().visible([str(page.pk)], hidden_too=False) != set(),
        "sitemap": ADDRESS in client.get("/sitemap-strony.xml").content.decode(),
        "everything": ADDRESS in client.get("/szukaj/?q=kontakt").content.decode(),
    }


def test_a_withdrawn_page_is_nowhere_but_at_its_address(client, page, editor):
    assert set(seen(client, page).values()) == {True}
    withdraw_page(page, reason=" Biuro się przenosi. ", by=editor, now=NOW)
    assert set(seen(client, page).values()) == {False}
    gone = client.get(ADDRESS)
    assert gone.status_code == 410
    html = gone.content.decode()
    assert "<h1>Kontakt</h1>" in html
    assert "Biuro się przenosi." in html
    assert '<meta name="robots" content="noindex">' in html
    bring_back_page(page, by=editor, now=NOW)
    assert set(seen(client, page).values()) == {True}
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[-2:] == ["portal.page_withdrawn", "portal.page_brought_back"]
    bring_back_page(page, by=editor, now=NOW)
    assert Event.objects.count() == len(kinds)


def test_what_cannot_be_withdrawn_is_told(site, page, editor, other_site):
    with pytest.raises(ReasonMissingError):
        withdraw_page(page, reason=" ", by=editor, now=NOW)
    draft = create_page(
        site=site, slug="szkic", title="Szkic", body="x", by=None, now=NOW
    )
    with pytest.raises(WithoutPublicError):
        withdraw_page(draft, reason="Bo tak.", by=editor, now=NOW)
    withdraw_page(page, reason="Bo tak.", by=editor, now=NOW)
    with pytest.raises(WithdrawnPageError):
        withdraw_page(page, reason="Bo tak.", by=editor, now=NOW)
    with pytest.raises(WithdrawnPageError):
        publish_page(page, by=editor, now=NOW)
    for act in (
        lambda by: withdraw_page(page, reason="x", by=by, now=NOW),
        lambda by: bring_back_page(page, by=by, now=NOW),
    ):
        with pytest.raises(NotAllowedError):
            act(editor_of(other_site, email=f"x{id(act)}@zpp.example"))


def test_a_withdrawal_has_a_reason_in_the_database(page):
    with (
        pytest.raises(IntegrityError, match="portal_page_withdrawal_has_reason"),
        transaction.atomic(),
    ):
        PageWithdrawal.objects.create(page=page, withdrawn_at=NOW, reason="")


def test_former_words_of_a_withdrawn_page_lead_to_its_notice(client, page):
    draft = page.get_latest_revision_as_object()
    draft.slug = "biuro"
    draft.save_revision(clean=False)
    publish_page(page, by=None, now=NOW)
    withdraw_page(page, reason="Bo tak.", by=None, now=NOW)
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Location"]) == (308, "/strony/zgp/biuro/")
    assert client.get("/strony/zgp/biuro/").status_code == 410


def test_an_editor_withdraws_a_page_in_the_browser(desk, page, other_site):
    state = f"/redakcja/aktualnosci/strona/{page.pk}/stan/"
    edit = desk.get(f"/redakcja/strony/karty/edit/{page.pk}/").content.decode()
    assert state in edit
    assert desk.post(f"{state}wycofaj/", {"reason": ""}).status_code == 422
    assert desk.post(f"{state}wycofaj/", {"reason": "Pomyłka."}).status_code == 302
    html = desk.get(state).content.decode()
    assert "wycofana" in html
    assert "Pomyłka." in html
    assert "wycofana" in desk.get("/redakcja/strony/karty/").content.decode()
    again = desk.post(f"{state}wycofaj/", {"reason": "Jeszcze raz."})
    assert again.status_code == 422
    assert desk.post(f"{state}przywroc/").status_code == 302
    assert desk.post(f"{state}nic/").status_code == 404
    assert desk.get(ADDRESS).status_code == 200


def test_a_page_of_another_site_is_unknown_on_the_desk(client, desk, other_site):
    draft = create_page(
        site=other_site, slug="o-nas", title="O nas", body="x", by=None, now=NOW
    )
    state = f"/redakcja/aktualnosci/strona/{draft.pk}/stan/"
    assert desk.get(state).status_code == 404
    assert desk.post(f"{state}wycofaj/", {"reason": "x"}).status_code == 404
    assert client.get(state).status_code == 302
