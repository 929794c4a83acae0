"""The file for the national portal of open data, and the files that it names."""

import csv
import hashlib
import io
import json
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from tests.factories.practices import NOW, content, published
from tests.factories.vintages import publish_small_vintage

from miara.core.open_data import LONGEST_IDENT
from miara.practices.actions import cards
from miara.practices.domain.content import Contact

pytestmark = pytest.mark.django_db
FILE = "/dane-gov-pl.xml"
PERSON = ("Jan Kowalik", "jan.kowalik@gmina.example")
#: Order of the schema.
OF_SET = [
    "extIdent", "title", "description", "url", "updateFrequency", "hasDynamicData",
    "hasHighValueData", "hasHighValueDataFromEuropeanCommissionList",
    "hasResearchData", "categories", "resources", "tags",
]  # fmt: skip
OF_RESOURCE = [
    "extIdent", "url", "title", "description", "availability", "dataDate",
    "hasDynamicData", "hasHighValueData",
    "hasHighValueDataFromEuropeanCommissionList", "hasResearchData",
    "containsProtectedData",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "search"
    publish_small_vintage(settings)


@pytest.fixture
def card():
    contact = Contact("Urząd Gminy", "urzad@gmina.example", "", *PERSON)
    return published("Autobus & <tramwaj>", unit_uid="120617", contact=contact)


def read(client):
    answer = client.get(FILE)
    assert answer.status_code == 200
    return ET.fromstring(answer.content)


def test_the_file_has_the_form_of_the_schema(client, card):
    raw = client.get(FILE).content
    assert b'<ns2:datasets xmlns:ns2="urn:otwarte-dane:harvester:1.13"' in raw
    root = ET.fromstring(raw)
    sets = list(root)
    assert len(sets) == 2
    seen = set()
    for data in sets:
        assert [child.tag for child in data] == OF_SET
        for resource in data.find("resources"):
            assert [child.tag for child in resource] == OF_RESOURCE
        for each in data.iter("extIdent"):
            assert len(each.text) <= LONGEST_IDENT
            assert each.text not in seen
            seen.add(each.text)
        for each in data.iter("title"):
            polish, english = each
            assert (polish.tag, english.tag) == ("polish", "english")
            assert polish.text != english.text


def test_the_checksum_is_that_of_the_file(client, card):
    digest = client.get("/dane-gov-pl.md5").content.decode()
    raw = client.get(FILE).content
    assert digest == hashlib.md5(raw, usedforsecurity=False).hexdigest()


def test_every_named_file_answers(client, card):
    for each in read(client).iter("resource"):
        path = urlsplit(each.findtext("url")).path
        assert client.get(path).status_code == 200, path


def test_what_is_fictional_is_never_published(client, card, settings):
    from miara.indicators.models import PublishedVintage

    assert {each.get("status") for each in read(client)} == {"published"}
    PublishedVintage.objects.update(is_fictional=True)
    root = read(client)
    assert {each.get("status") for each in root} == {"draft"}
    assert {each.get("status") for each in root.iter("resource")} == {"draft"}


def test_an_empty_base_is_no_set(client):
    assert [e.findtext("extIdent") for e in read(client)] == ["miara-wskazniki"]


def test_the_whole_base_holds_every_public_card_and_no_person(client, card):
    cards.create_card(content("Tajny szkic"), by=None, now=NOW)
    published("Druga", unit_uid="120102")
    texts = {}
    for suffix in ("csv", "json"):
        answer = client.get(f"/dane/praktyki.{suffix}")
        texts[suffix] = b"".join(answer.streaming_content).decode()
        assert not any(word in texts[suffix] for word in PERSON)
        assert "Tajny" not in texts[suffix]
    rows = list(csv.DictReader(io.StringIO(texts["csv"].removeprefix("\ufeff"))))
    whole = json.loads(texts["json"])
    assert [row["title"] for row in rows] == ["Autobus & <tramwaj>", "Druga"]
    assert [row["title"] for row in whole] == ["Autobus & <tramwaj>", "Druga"]
    assert whole[0]["texts"]["solution"]
    assert whole[0]["results"][0]["label"] == "Kursy dziennie"


@pytest.mark.parametrize("how_many", [1, 5])
def test_the_whole_base_takes_the_same_number_of_queries(
    client, how_many, django_assert_max_num_queries
):
    for number in range(how_many):
        published(f"Praktyka {number}")
    with django_assert_max_num_queries(8):
        text = b"".join(client.get("/dane/praktyki.json").streaming_content)
    assert len(json.loads(text)) == how_many
