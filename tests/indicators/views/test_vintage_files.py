"""The lists as files: CSV and JSON say the same, and what the pages say."""

import csv
import io
import json

import pytest
from django.test import Client
from tests.factories.vintages import (
    PUBLISHED_AT,
    publish,
    publish_small_vintage,
    small_world,
)

from miara.indicators.actions.revisions import changes_between, record_changes
from miara.indicators.models import DataLoad
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.vintages import open_vintage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _published(settings) -> None:
    new = publish_small_vintage(settings)
    old = open_vintage(publish(small_world().ids["first"], at=PUBLISHED_AT))
    changes = changes_between(old, open_vintage(new))
    record_changes(vintage=new, changes=changes, now=PUBLISHED_AT)


def both(client: Client, path: str) -> list[dict[str, object]]:
    """Items of the JSON file, checked against the rows of the CSV file."""
    answer = client.get(f"{path}.json")
    items = json.loads(answer.content)["items"]
    text = client.get(f"{path}.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    as_text = [
        {key: "" if value is None else str(value) for key, value in item.items()}
        for item in items
    ]
    assert rows == as_text
    assert json.loads(answer.content)["count"] == len(rows)
    return items


def test_every_definition_is_listed(client: Client) -> None:
    items = both(client, "/wskazniki")

    assert [item["indicator"] for item in items] == list(definitions().indicators)
    newest = {item["indicator"]: item["newest"] for item in items}
    assert newest["fires_per_1000"] == "2023"  # the first vintage is served again
    assert newest["wb1_current_revenue_share"] is None


def test_every_file_in_use_is_listed(client: Client) -> None:
    items = both(client, "/zrodla")

    assert {item["sha256"] for item in items} == set(
        DataLoad.objects.active().values_list("sha256", flat=True)
    )


def test_every_vintage_is_listed_with_its_changes(client: Client) -> None:
    items = both(client, "/wydania")
    by_name = {item["vintage"]: item for item in items}
    ids = small_world().ids

    assert set(by_name) == set(ids.values())
    assert by_name[ids["first"]]["is_current"] is True
    assert by_name[ids["first"]]["changed"] == 0
    assert by_name[ids["current"]]["changed"] > 0


def test_change_of_one_number_is_in_the_file(client: Client) -> None:
    items = both(client, f"/wydania/{small_world().ids['current']}")

    wanted = {
        "series": "fires",
        "level": None,
        "reason": "SOURCE",
        "unit": "120617",
        "period": "2020",
        "old": 8.0,
        "new": 9.0,
    }
    assert wanted in items
    rates = [
        item
        for item in items
        if item["series"] == "fires_per_1000" and item["unit"] == "120617"
    ]
    assert [item["period"] for item in rates] == ["2020"]
    assert rates[0]["new"] / rates[0]["old"] == pytest.approx(9 / 8)


def test_unknown_vintage_has_no_file(client: Client) -> None:
    assert client.get("/wydania/abcdefabcdef.csv").status_code == 404
