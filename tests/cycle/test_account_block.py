"""From their account people reach the plans of their units, and nobody else's."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize(
    ("who", "shown"), [("planner", True), ("reader", True), ("stranger", False)]
)
def test_the_account_leads_to_plans_of_own_units(office, enter, who, shown):
    client = enter(office.people[who])
    page = client.get(reverse("accounts:account")).content.decode()
    ways = (
        "/jednostki/120617-zielonki/plany/kalendarz/",
        "/jednostki/120617-zielonki/plany/strategia/",
        "/jednostki/120617-zielonki/plany/budzet/",
        "/jednostki/120617-zielonki/plany/lancuch/",
    )
    assert [way in page for way in ways] == [shown] * len(ways)
