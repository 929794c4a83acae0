"""The operator's pages by keyboard alone: every stop seen, none missed, none a trap."""

import pytest
from tests.factories.units import NOW
from tests.factories.vintages import publish_small_vintage

from miara.accounts.public import create_operator
from miara.core.localized import Localized
from miara.organisations.public import create_organisation

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

PASSWORD = "dluga-lipowa-aleja-7"
PATHS = ("/operator/", "/operator/import/", "/operator/dziennik/", "/konto/wnioski/")
MOST_STOPS = 300
# Parts of a field of dates are stops of their own, inside one element.
STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const all = [...document.querySelectorAll("*")];
  const box = e.getBoundingClientRect();
  const seen = getComputedStyle(e).outlineStyle !== "none" || e.type === "date";
  return {
    place: all.indexOf(e),
    what: e.outerHTML.slice(0, 120),
    isSeen: seen && box.width > 1 && box.height > 1,
  };
}"""
# What Tab should reach: a radio group is one stop, what is hidden is none.
REACHABLE = """() => {
  const all = [...document.querySelectorAll("*")];
  const wanted = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  return all.flatMap((e, place) =>
    e.matches(wanted) && !e.disabled && e.type !== "hidden" && e.type !== "radio"
      && e.checkVisibility({ checkVisibilityCSS: true }) ? [place] : []);
}"""


@pytest.fixture
def desk(db, settings, page, visit):
    """A browser in which the operator is logged in."""
    settings.MIARA_OPERATOR_SECOND_FACTOR = False
    publish_small_vintage(settings)
    operator = create_operator(
        email="operator@miara.example", password=PASSWORD, full_name="Olga", now=NOW
    )
    visit("/konto/logowanie/")
    page.get_by_label("Adres e-mail").fill(operator.email)
    page.get_by_label("Hasło").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "logowanie" not in url)
    return page


def stops(page):
    """Everything Tab visits, in order, until it leaves the page."""
    found = []
    while len(found) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        # After the last stop comes the browser itself, or the first one again.
        if stop is None or (found and stop["place"] == found[0]["place"]):
            return found
        found.append(stop)
    return pytest.fail(f"Tab never leaves {page.url}")


def test_tab_visits_everything_in_order_and_is_always_seen(desk, visit):
    row = create_organisation(
        kind="OTHER", name=Localized("Fundacja"), by=None, now=NOW
    )
    wrong = {}
    for path in (*PATHS, f"/konto/organizacje/{row.uid}/"):
        found = stops(visit(path))
        places = [stop["place"] for stop in found]
        missed = set(desk.evaluate(REACHABLE)) - set(places)
        unseen = [stop["what"] for stop in found if not stop["isSeen"]]
        if missed or unseen or places != sorted(places):
            wrong[path] = (missed, unseen, places)
    assert wrong == {}


def test_the_first_stop_skips_to_the_content(desk, visit):
    for path in ("/operator/", "/konto/organizacje/nowa/"):
        visit(path)
        desk.keyboard.press("Tab")
        assert desk.evaluate("document.activeElement.getAttribute('href')")[0] == "#"
        desk.keyboard.press("Enter")
        desk.keyboard.press("Tab")
        assert desk.evaluate("!!document.activeElement.closest('main')"), path


def test_an_organisation_is_entered_by_keyboard_and_passes_the_scan(desk, visit, axe):
    visit("/konto/organizacje/nowa/")
    desk.get_by_label("Rodzaj").focus()
    for keys in ("s", "Tab", "Stowarzyszenie Rzek", "Tab", "Tab", "123456785", "Enter"):
        if keys in {"Tab", "Enter", "s"}:
            desk.keyboard.press(keys)
        else:
            desk.keyboard.type(keys)
    desk.wait_for_url(lambda url: "nowa" not in url)
    assert desk.locator("h1").inner_text() == "Stowarzyszenie Rzek"
    for theme in ("light", "dark"):
        desk.emulate_media(color_scheme=theme)
        assert axe(desk) == []
