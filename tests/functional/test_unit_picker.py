"""A local government is picked by name wherever one is typed."""

import pytest
from django.utils.translation import override
from playwright.sync_api import expect
from tests.contest.applying import draft, of_entry, receive_at
from tests.factories.contest import DURING, make_world

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]


def test_a_partner_is_picked_by_keyboard(visit, sign_in, axe, page, monkeypatch):
    receive_at(monkeypatch, DURING)
    world = make_world()
    entry = draft(world)
    sign_in(world.clerk)
    with override("pl"):
        visit(of_entry("entry-describe", entry))
    field = page.locator("[name='p-0-unit']")
    field.press_sequentially("Skaw", delay=20)
    expect(page.locator(".combobox-list [role=option]")).to_have_count(1)
    assert axe(page) == []
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Skawina (120611)")
    page.locator("main form button.button-primary").click()
    expect(page.locator("[name='p-0-unit']")).to_have_value("Skawina (120611)")
    assert entry.partners.get().unit_uid
