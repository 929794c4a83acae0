"""An expert marks by keyboard, on a phone, and in a train without network."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.factories.assessment import make_accepted, make_assignment, make_expert
from tests.factories.contest import make_world
from tests.functional.keyboard import Keyboard

from miara.contest.models import Assignment, Mark

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def assignment():
    world = make_world()
    found = make_assignment(make_accepted(world), make_expert(world, "anna"))
    found.due_at = timezone.now() + timedelta(days=3)
    found.save()
    return found


@pytest.fixture
def marking(page, visit, sign_in, assignment):
    page.context.set_default_timeout(30_000)  # the first page compiles templates
    sign_in(assignment.expert.user)
    page = visit("/ocena/")
    page.get_by_role("link", name="Zielonki").click()
    page.get_by_label("Nie, nic mnie nie łączy").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Złóż oświadczenie").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("form[data-marks]")
    return page


def first(page):
    return page.locator("input[type=number]").first


def status(page, text):
    page.locator("[data-status]").filter(has_text=text).wait_for()


def test_marks_survive_a_lost_network_and_a_closed_page(marking):
    page = marking
    first(page).focus()
    page.keyboard.type("12")
    status(page, "Zapisano o")
    assert Mark.objects.get().points == 12
    page.context.set_offline(True)
    page.locator("textarea").first.fill("Pisane w pociągu.")
    status(page, "Czekam na sieć")
    assert Mark.objects.get().comment == ""
    page.context.set_offline(False)
    status(page, "Zapisano o")
    assert Mark.objects.get().comment == "Pisane w pociągu."
    # The page is closed before the network is back: the words wait on the device.
    page.context.set_offline(True)
    page.locator("textarea").nth(1).fill("Tunel.")
    status(page, "Czekam na sieć")
    url = page.url
    again = page.context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.close(run_before_unload=False)
    again.context.set_offline(False)
    again.goto(url)
    # Whether the closing page or this one sends them, they are there and they arrive.
    expect(again.locator("textarea").nth(1)).to_have_value("Tunel.")
    for _attempt in range(100):
        if Mark.objects.filter(comment="Tunel.").exists():
            break
        again.wait_for_timeout(200)
    assert Mark.objects.filter(comment="Tunel.").exists()


def test_everything_is_marked_by_keyboard_and_submitted_at_380_px(
    page, visit, sign_in, assignment
):
    page.context.set_default_timeout(30_000)
    page.set_viewport_size({"width": 380, "height": 800})
    sign_in(assignment.expert.user)
    keyboard = Keyboard(visit("/ocena/"))
    keyboard.skip_to_content()
    keyboard.follow("Gmina Zielonki")
    keyboard.skip_to_content()
    keyboard.go_to("Czy coś")
    keyboard.press("Space")
    keyboard.follow("Złóż oświadczenie")
    keyboard.skip_to_content()
    for _criterion in assignment.entry.edition.criteria.all():
        keyboard.go_to("Punkty, od 0 do 20")
        keyboard.type("15")
        keyboard.go_to("Uzasadnienie")
        keyboard.type("Opisane i potwierdzone.")
    keyboard.go_to("Na ile pewne")
    keyboard.type("4")
    keyboard.follow("Złóż oceny")
    page.get_by_text("75 z 100 pkt").wait_for()
    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.SUBMITTED
    assert keyboard.unseen == []
