"""A visitor finds a practice and follows the search; a unit adopts what it found."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.factories.practices import published
from tests.factories.vintages import publish_small_vintage

from miara.accounts import public as accounts
from miara.core import visitor_limits
from miara.notifications.public import Message
from miara.practices.actions.following import FOUND, send_search_alerts
from miara.practices.domain.content import Result
from miara.practices.models import Adoption, AdoptionAim, FollowedSearch
from miara.practices.presenters.searches import search_words
from miara.search import public as search

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def base(settings: Any, tmp_path: Any, live_server: Any) -> Any:
    """Three practices, two of them about buses."""
    settings.SEARCH_DIR = tmp_path / "search"
    settings.MIARA_HOME = tmp_path
    settings.MIARA_SITE_URL = live_server.url
    visitor_limits.limits.forget()
    publish_small_vintage(settings)
    now = timezone.now()
    aimed = (Result("Pożary", indicator="fires_per_1000", is_aim=True),)
    card = published(
        now=now, unit_uid="120617", results=aimed, began_on=date(2021, 5, 1)
    )
    published("Autobus do biblioteki", now=now, section="social")
    published("Żłobek w remizie", now=now, section="social")
    search.rebuild(now=now)
    return card


def test_a_visitor_finds_opens_prints_and_follows(
    page: Any, visit: Any, base: Any
) -> None:
    visit("/praktyki/")
    page.get_by_label("Czego szukasz?").fill("autobusow")
    page.get_by_role("button", name="Szukaj", exact=True).click()
    page.get_by_role("link", name="Autobus do biblioteki").wait_for()
    assert page.get_by_role("link", name="Żłobek w remizie").count() == 0
    facet = page.get_by_role("link", name="Usługi techniczne")
    if not facet.is_visible():
        page.locator("summary", has_text="Dział").click()
    facet.click()
    page.wait_for_url("**dzial=technical**")
    # The list is replaced in place: the other one goes away.
    page.get_by_role("link", name="Autobus do biblioteki").wait_for(state="detached")
    asked = page.url
    page.get_by_role("link", name="Autobus na telefon").click()
    page.get_by_role("heading", name="Autobus na telefon", level=1).wait_for()
    page.emulate_media(media="print")
    for seen in ("Jak to powtórzyć", "Autobus na telefon"):
        assert page.get_by_role("heading", name=seen).first.is_visible()
    for hidden in (".site-nav", ".actions", ".in-page"):
        assert not page.locator(hidden).first.is_visible(), hidden
    figure = page.locator("#series figure").first
    assert figure.is_visible()
    assert "Kreska oznacza początek" in figure.inner_text()
    page.emulate_media(media="screen")
    page.goto(asked)
    page.get_by_role("link", name="Powiadamiaj o nowych").click()
    main = page.locator("main")
    assert "„autobusow”; Dział: Usługi techniczne" in main.inner_text()
    page.get_by_label("Twój adres e-mail").fill("jan@example.org")
    page.get_by_role("button", name="Wyślij mi link do potwierdzenia").click()
    page.get_by_role("heading", name="Zajrzyj do skrzynki").wait_for()
    letter = Message.objects.get()
    page.goto(re.findall(r"http\S+", letter.text)[0])
    page.get_by_role("button", name="Potwierdź").click()
    page.get_by_role("heading", name="Potwierdzono").wait_for()
    _a_mail_follows(page)


def _a_mail_follows(page: Any) -> None:
    """Something fitting is published, a mail tells of it, one press ends the mails."""
    row = FollowedSearch.objects.get()
    FollowedSearch.objects.update(confirmed_at=row.confirmed_at - timedelta(days=1))
    card = published("Autobusy nocne", now=timezone.now())
    search.follow(now=timezone.now())
    later = timezone.now() + timedelta(hours=1)
    assert send_search_alerts(now=later, words=search_words).mailed == 1
    letter = Message.objects.get(kind=FOUND)
    assert card.title in letter.text
    page.goto(letter.unsubscribe_url)
    page.get_by_role("button", name="Zakończ powiadomienia").click()
    page.get_by_role("heading", name="Powiadomienia zakończone").wait_for()
    assert not FollowedSearch.objects.exists()


def test_a_unit_adopts_a_practice_and_declares_an_aim(
    page: Any, visit: Any, sign_in: Any, base: Any
) -> None:
    clerk = accounts.create_person(
        email="ewa@gmina.example",
        password=None,
        full_name="Ewa",
        by=None,
        now=timezone.now(),
    )
    accounts.grant_role(
        user=clerk,
        role_code="UNIT_EDITOR",
        scope=accounts.unit_scope("120102"),
        by=None,
        now=timezone.now(),
    )
    sign_in(clerk)
    visit(f"/praktyki/{base.pk}-autobus-na-telefon/")
    page.get_by_role("link", name="Wdrażamy tę praktykę").click()
    # By keyboard from here: the unit is chosen already, the state by an arrow.
    page.get_by_label("chcemy wdrożyć").focus()
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("wdrożyliśmy", exact=True).is_checked()
    page.get_by_label("Działa od").fill("2026-01-12")
    page.get_by_label("Co zmieniliście").fill("Bus zamiast autobusu.")
    page.get_by_role("button", name="Zgłoś", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Wdrożenie praktyki").wait_for()
    row = Adoption.objects.get()
    assert (row.unit_uid, row.state, row.starts_on) == (
        "120102",
        "ADOPTED",
        date(2026, 1, 12),
    )
    page.get_by_label("Wskaźnik, który ma się zmienić").select_option("fires_per_1000")
    page.get_by_label("spadek").check()
    page.get_by_role("button", name="Zgłoś cel na stałe").click()
    page.get_by_role("heading", name="Zgłoszone cele").wait_for()
    assert AdoptionAim.objects.get().declared_by == clerk
    page.context.clear_cookies()
    visit(f"/praktyki/{base.pk}-autobus-na-telefon/")
    told = page.locator("#adoptions").inner_text().replace("\xa0", " ")
    assert "gmina Bochnia: wdrożenie, działa od 12 stycznia 2026." in told
    assert "ma spaść" in told
    assert "Ewa" not in page.content()
    assert page.locator("#series figure").count() == 2
    visit("/jednostki/120102-bochnia/")
    block = page.locator("#praktyki")
    assert "Autobus na telefon (wdrożona tutaj)" in block.inner_text()
