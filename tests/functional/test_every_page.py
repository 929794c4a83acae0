"""Every page, once: accessible in both languages and themes, and never too wide.

Journeys are in the other files; an address that people may open has its line in
`pages`. A page is loaded once for each language and looked at in all widths; its
colours are looked at in both themes once.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from tests.factories.attendance import make_guests
from tests.factories.ceremony import make_gala
from tests.factories.contest import AFTER
from tests.factories.contest_site import (
    ContestSite,
    make_contest_site,
    make_finished_site,
)
from tests.factories.events import make_event
from tests.factories.finished_contest import ENDED
from tests.factories.past import load as load_archive
from tests.factories.past import make_tricky_register
from tests.factories.plan_site import make_plan_site
from tests.factories.portal import make_portal, make_site
from tests.factories.practice_site import make_practice_site
from tests.factories.practice_use import add_use
from tests.factories.shapes import make_shapes
from tests.factories.units import NOW
from tests.factories.vintages import publish_small_vintage, small_register
from tests.functional.pages import (
    ACCOUNTS,
    ARCHIVE,
    CEREMONY,
    CONTEST,
    DESK,
    EMPTY_ARCHIVE,
    EVENTS,
    FINISHED,
    INDICATORS,
    OTHERS,
    PLANS,
    PORTAL,
    PRACTICES,
    QUIET_DESK,
    UNITS,
    UNPUBLISHED,
    WITHOUT_SHAPES,
    Page,
)

from miara.accounts.public import (
    create_operator,
    create_person,
    grant_role,
    unit_scope,
)
from miara.cube.register import Level
from miara.indicators.actions.error_report_handling import report_error
from miara.indicators.actions.subscription_lifecycle import subscribe
from miara.indicators.models import (
    DataLoad,
    Subscription,
)
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.error_report_subject import reported_number

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 380, 768, 1280)
LANGUAGES = ("", "/en")


OPEN_ALL = """() => {
    const closed = [...document.querySelectorAll('main details:not([open])')];
    closed.forEach((one) => { one.open = true; });
    return closed.length;
}"""


@pytest.fixture
def quick(settings: Any, tmp_path: Any) -> None:
    """Sign in without a second factor and without the work of a strong hash."""
    cache.clear()
    settings.MIARA_OPERATOR_SECOND_FACTOR = False
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def operator(quick: None) -> Any:
    """Somebody who may open everything."""
    return create_operator(
        email="operator@miara.example",
        password="dluga-lipowa-aleja-7",
        full_name="Olga",
        now=NOW,
    )


@pytest.fixture
def busy(settings: Any, operator: Any) -> dict[str, str]:
    """A site with numbers, maps, people, a subscription and a report of an error.

    Returns what the addresses name.
    """
    served = publish_small_vintage(settings)
    make_site()
    units = small_register().at_level(Level.MUNICIPALITY)
    make_shapes(Level.MUNICIPALITY, [unit.uid for unit in units])
    reader = create_person(
        email="rafal@gmina.example", password=None, full_name="Rafał", by=None, now=NOW
    )
    scope = unit_scope("120617")
    grant_role(user=reader, role_code="UNIT_READER", scope=scope, by=operator, now=NOW)
    subscribe(email="jan@example.org", unit_uid="120617", language="pl", now=NOW)
    report = report_error(
        number=reported_number("fires_per_1000", "120617", "2020"),
        text="W naszym sprawozdaniu jest 35 pożarów.",
        reply_to="jan@example.org",
        language="pl",
        by=None,
        now=NOW,
    )
    return {
        "vintage": served.vintage_id,
        "token": str(Subscription.objects.get().token),
        "load": str(DataLoad.objects.order_by("pk")[0].pk),
        "report": str(report.pk),
    }


@pytest.fixture
def look(
    page: Any,
    both_themes: Callable[[Any], dict[str, Any]],
    structure: Callable[[Any], dict[str, Any]],
) -> Any:
    """Open pages one after another and say everything that is wrong with them."""

    def faults_of(one: Page, path: str, prefix: str) -> dict[str, object]:
        scan = structure if prefix else both_themes
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(path, wait_until="load")
        found: dict[str, object] = dict(scan(page))
        if (answer.status, page.url.endswith(path)) != (one.status, True):
            found["answer"] = (answer.status, page.url)
        if page.locator("main h1").count() != 1 and not one.is_frame:
            found["h1"] = page.locator("h1").count()
        if one.unfolds and page.evaluate(OPEN_ALL):
            found |= {f"unfolded {k}": v for k, v in scan(page).items()}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                found[f"at {width}"] = needed
        return found

    def go(pages: Sequence[Page], prefix: str, **named: str) -> dict[str, object]:
        found = {}
        for one in pages:
            path = prefix + one.path.format(**named)
            if faults := faults_of(one, path, prefix):
                found[path] = faults
        return found

    return go


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize(
    "pages", [UNITS, INDICATORS, OTHERS], ids=["units", "indicators", "others"]
)
def test_a_public_page(
    busy: dict[str, str], look: Any, pages: list[Page], prefix: str
) -> None:
    assert definitions().indicators["library_loans"].status == "unconfirmed"
    assert look(pages, prefix, **busy) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_a_page_of_the_archive(look: Any, prefix: str) -> None:
    assert look(EMPTY_ARCHIVE, prefix) == {}
    make_tricky_register()
    load_archive()
    assert look(ARCHIVE, prefix) == {}


@pytest.fixture
def signed_in(busy: dict[str, str], operator: Any, sign_in: Any) -> dict[str, str]:
    """The same site, with the operator in the browser."""
    sign_in(operator)
    return busy


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("pages", [ACCOUNTS, DESK], ids=["accounts", "desk"])
def test_a_page_of_the_operator(
    signed_in: dict[str, str], look: Any, pages: list[Page], prefix: str
) -> None:
    assert look(pages, prefix, **signed_in) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_a_page_before_there_is_something_to_show(
    look: Any, sign_in: Any, operator: Any, settings: Any, prefix: str
) -> None:
    settings.DEBUG = True  # the gallery is open
    assert look(UNPUBLISHED, prefix) == {}
    publish_small_vintage(settings)
    cache.clear()
    assert look(WITHOUT_SHAPES, prefix) == {}
    sign_in(operator)
    assert look(QUIET_DESK, prefix) == {}


@pytest.fixture
def look_as(page: Any, look: Any, sign_in: Any) -> Any:
    """Open the pages of a contest as those whom they are for, in both languages."""

    def go(tables: dict[str, list[Page]], site: ContestSite) -> dict[str, object]:
        found = {}
        for role, pages in tables.items():
            page.context.clear_cookies()
            if (person := site.people[role]) is not None:
                sign_in(person)
            for prefix in LANGUAGES:
                found |= look(pages, prefix, **site.named)
        return found

    return go


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Let the whole program believe that it is this moment."""

    def go(moment: Any) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return go


def test_a_page_of_a_contest(
    quick: None, look_as: Any, at: Callable[[Any], None]
) -> None:
    site = make_contest_site()
    at(AFTER)
    assert look_as(CONTEST, site) == {}


def test_a_page_of_a_contest_that_is_over(
    quick: None, look_as: Any, at: Callable[[Any], None]
) -> None:
    site = make_finished_site()
    at(ENDED)
    assert look_as(FINISHED, site) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_a_page_of_the_base_of_practices(
    quick: None, look: Any, sign_in: Any, settings: Any, prefix: str
) -> None:
    settings.SEARCH_DIR = settings.FILES_DIR / "search"
    named, editor = make_practice_site()
    people = {"editor": editor, "clerk": add_use(named)}
    for role, pages in PRACTICES.items():
        if role in people:
            sign_in(people[role])
        assert look(pages, prefix, **named) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_a_page_of_an_event(quick: None, look: Any, sign_in: Any, prefix: str) -> None:
    meeting = make_event()
    named = {
        "event": meeting.event.code,
        "room": str(meeting.rooms[0].pk),
        "session": meeting.event.sessions.earliest("pk").uid,
        **make_guests(meeting),
    }
    assert look(EVENTS["anonymous"], prefix, **named) == {}
    sign_in(meeting.world.organiser)
    assert look(EVENTS["editor"], prefix, **named) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_a_page_of_a_ceremony(
    quick: None, look: Any, sign_in: Any, prefix: str
) -> None:
    gala = make_gala(opened=True)
    sign_in(gala.world.organiser)
    assert look(CEREMONY["organiser"], prefix) == {}
    sign_in(gala.bench.chair)
    assert look(CEREMONY["chair"], prefix) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("role", list(PLANS))
def test_a_page_of_plans(
    quick: None, look: Any, sign_in: Any, role: str, prefix: str
) -> None:
    named, people = make_plan_site()
    if (person := people.get(role)) is not None:
        sign_in(person)
    assert look(PLANS[role], prefix, **named) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_portal(quick: None, look: Any, settings: Any, prefix: str) -> None:
    settings.SEARCH_DIR = settings.FILES_DIR / "search"
    assert look(PORTAL, prefix, **make_portal()) == {}
