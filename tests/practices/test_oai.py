"""The harvest by OAI-PMH 2.0: held against the rules of its schemas."""

import re
from datetime import timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from tests.factories.practices import NOW, published

from miara.practices.actions import cards
from miara.practices.domain.content import Contact, Partner
from miara.practices.domain.oai import OaiError, span_of
from miara.practices.views import oai as views

pytestmark = pytest.mark.django_db
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
OAI_DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}"
LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
PERSON = ("Jan Kowalik", "jan.kowalik@gmina.example")
#: Children of each element in the order of OAI-PMH.xsd: name, least, most.
RULES = {
    "OAI-PMH": [("responseDate", 1, 1), ("request", 1, 1), ("*", 1, 99)],
    "Identify": [
        ("repositoryName", 1, 1), ("baseURL", 1, 1), ("protocolVersion", 1, 1),
        ("adminEmail", 1, 9), ("earliestDatestamp", 1, 1), ("deletedRecord", 1, 1),
        ("granularity", 1, 1),
    ],
    "ListMetadataFormats": [("metadataFormat", 1, 9)],
    "metadataFormat": [
        ("metadataPrefix", 1, 1), ("schema", 1, 1), ("metadataNamespace", 1, 1),
    ],
    "ListSets": [("set", 1, 999), ("resumptionToken", 0, 1)],
    "set": [("setSpec", 1, 1), ("setName", 1, 1)],
    "GetRecord": [("record", 1, 1)],
    "ListRecords": [("record", 1, 999), ("resumptionToken", 0, 1)],
    "ListIdentifiers": [("header", 1, 999), ("resumptionToken", 0, 1)],
    "record": [("header", 1, 1), ("metadata", 0, 1)],
    "header": [("identifier", 1, 1), ("datestamp", 1, 1), ("setSpec", 0, 9)],
}  # fmt: skip
ELEMENTS = {
    "title", "creator", "subject", "description", "publisher", "contributor", "date",
    "type", "format", "identifier", "source", "language", "relation", "coverage",
    "rights",
}  # fmt: skip


def check(element):
    """Hold an answer against the order and number of children that schemas ask."""
    name = element.tag.removeprefix(OAI)
    if name == "metadata":
        (dublin,) = element
        assert dublin.tag == f"{OAI_DC}dc"
        assert dublin.get(LOCATION).split() == [OAI_DC[1:-1], f"{OAI_DC[1:-2]}.xsd"]
        for row in dublin:
            assert row.tag.removeprefix(DC) in ELEMENTS
            assert row.text
        return
    assert element.tag.startswith(OAI), element.tag
    children = [child.tag.removeprefix(OAI) for child in element]
    for wanted, least, most in RULES.get(name, []):
        count = 0
        while children and (children[0] == wanted or wanted == "*"):
            children.pop(0)
            count += 1
        assert least <= count <= most, (name, wanted, count)
    assert children == [], name
    for child in element:
        check(child)


def ask(client, **arguments):
    answer = client.get("/oai?" + urlencode(arguments, doseq=True))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert not answer.cookies
    root = ET.fromstring(answer.content)
    check(root)
    assert STAMP.fullmatch(root.findtext(f"{OAI}responseDate"))
    return root


def listed(client, **arguments):
    """Names of records of all pages, and how many pages there were."""
    names, pages = [], 0
    given = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", **arguments}
    while given:
        root = ask(client, **given)
        names += [e.text for e in root.iter(f"{OAI}identifier")]
        pages += 1
        token = root.find(f".//{OAI}resumptionToken")
        going_on = token is not None and token.text
        given = (
            {"verb": "ListIdentifiers", "resumptionToken": token.text}
            if going_on
            else None
        )
    return names, pages


def code(root):
    found = root.find(f"{OAI}error")
    return None if found is None else found.get("code")


@pytest.fixture
def card(register):
    contact = Contact("Urząd Gminy", "urzad@gmina.example", "", *PERSON)
    return published(unit_uid="120617", contact=contact, title_en="Bus on call")


def test_every_verb_answers_by_the_rules(client, card):
    name = f"oai:127.0.0.1:praktyka/{card.pk}"
    root = ask(client, verb="Identify")
    assert root.findtext(f".//{OAI}baseURL").endswith("/oai")
    assert root.findtext(f".//{OAI}earliestDatestamp") == "2026-03-02T10:00:00Z"
    assert root.findtext(f".//{OAI}deletedRecord") == "persistent"
    assert "@" in root.findtext(f".//{OAI}adminEmail")
    assert ask(client, verb="ListMetadataFormats", identifier=name)
    sets = ask(client, verb="ListSets")
    assert "technical" in [e.text for e in sets.iter(f"{OAI}setSpec")]
    root = ask(client, verb="GetRecord", identifier=name, metadataPrefix="oai_dc")
    assert root.find(f"{OAI}request").attrib == {
        "verb": "GetRecord", "identifier": name, "metadataPrefix": "oai_dc",
    }  # fmt: skip
    texts = {e.text for e in root.iter() if e.tag.startswith(DC)}
    assert {"Autobus na telefon", "Bus on call", "gmina Zielonki"} <= texts
    assert f"http://127.0.0.1:8000/praktyki/{card.pk}-autobus-na-telefon/" in texts
    assert root.findtext(f".//{OAI}setSpec") == "technical"
    ask(client, verb="ListRecords", metadataPrefix="oai_dc")


def test_a_post_is_answered_like_a_get(client, card):
    data = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
    answer = client.post("/oai", data)
    assert answer.status_code == 200
    assert b"<header>" in answer.content


def test_no_record_holds_a_person(client, card):
    root = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    text = ET.tostring(root, encoding="unicode")
    assert "Autobus" in text
    assert not any(word in text for word in PERSON)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, "badVerb"),
        ({"verb": "Delete"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "x": "1"}, "badArgument"),
        ({"verb": "GetRecord"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ["oai_dc"] * 2}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        (
            {"verb": "ListRecords", "resumptionToken": "x", "set": "social"},
            "badArgument",
        ),
        (
            {"verb": "GetRecord", "identifier": "oai:x:1", "metadataPrefix": "oai_dc"},
            "idDoesNotExist",
        ),
        ({"verb": "ListMetadataFormats", "identifier": "x"}, "idDoesNotExist"),
        *(
            ({"verb": "ListRecords", "metadataPrefix": "oai_dc", **more}, expected)
            for more, expected in (
                ({"set": "social"}, "noRecordsMatch"),
                ({"set": "nothing"}, "noRecordsMatch"),
                ({"from": "2026-03-03"}, "noRecordsMatch"),
                ({"until": "2026-03-01"}, "noRecordsMatch"),
                ({"from": "2026-02-30"}, "badArgument"),
                ({"from": "1.3.2026"}, "badArgument"),
                ({"from": "9999-12-31", "until": "9999-12-31"}, "badArgument"),
                ({"from": "2026-03-03", "until": "2026-03-01"}, "badArgument"),
                (
                    {"from": "2026-03-01", "until": "2026-03-03T00:00:00Z"},
                    "badArgument",
                ),
            )
        ),
    ],
)
def test_refusals_have_the_codes_of_the_protocol(client, card, arguments, expected):
    root = ask(client, **arguments)
    assert code(root) == expected
    if expected in {"badVerb", "badArgument"}:
        assert root.find(f"{OAI}request").attrib == {}


def test_days_and_seconds_are_inclusive(client, card):
    for more in (
        {"from": "2026-03-02", "until": "2026-03-02"},
        {"from": "2026-03-02T10:00:00Z", "until": "2026-03-02T10:00:00Z"},
    ):
        assert len(listed(client, **more)[0]) == 1
    with pytest.raises(OaiError):
        span_of("2026-03-01T00:00:00+01:00", "")


def test_a_change_brings_a_record_back_to_those_who_ask_since(client, card):
    later = NOW + timedelta(days=3)
    since = {"from": "2026-03-04"}
    root = ask(client, verb="ListRecords", metadataPrefix="oai_dc", **since)
    assert code(root) == "noRecordsMatch"
    cards.archive_card(card, reason="ENDED", note="Koniec.", by=None, now=later)
    root = ask(client, verb="ListRecords", metadataPrefix="oai_dc", **since)
    assert root.findtext(f".//{OAI}datestamp") == "2026-03-05T10:00:00Z"
    assert root.find(f".//{OAI}metadata") is not None


def test_one_that_was_taken_out_is_told_as_deleted_and_a_draft_is_not_told(
    client, card
):
    from tests.factories.practices import content

    cards.create_card(content("Szkic"), by=None, now=NOW)
    card.live = False
    card.save(update_fields=["live"])
    root = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    (record,) = root.iter(f"{OAI}record")
    assert record.find(f"{OAI}header").get("status") == "deleted"
    assert record.find(f"{OAI}metadata") is None
    assert "Autobus" not in ET.tostring(root, encoding="unicode")


def test_pages_hold_every_record_once_while_others_change(
    client, register, monkeypatch
):
    monkeypatch.setattr(views, "PAGE", 3)
    made = [published(f"Praktyka {n}", now=NOW + timedelta(n > 3)) for n in range(8)]
    names, pages = listed(client)
    assert (len(names), len(set(names)), pages) == (8, 8, 3)
    root = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    token = root.find(f".//{OAI}resumptionToken")
    assert (token.get("cursor"), token.get("completeListSize")) == ("0", "8")
    later = NOW + timedelta(days=9)
    cards.archive_card(made[7], reason="ENDED", note="x", by=None, now=later)
    given = {"verb": "ListIdentifiers", "resumptionToken": token.text}
    rest = [e.text for e in ask(client, **given).iter(f"{OAI}identifier")]
    assert not set(rest) & set(names[:3])
    other = ask(client, verb="ListRecords", resumptionToken=token.text)
    assert code(other) == "badResumptionToken"
    assert listed(client, set="technical", until="2026-03-02")[0] == names[:4]


def test_a_text_that_xml_cannot_hold_does_not_break_the_answer(client, register):
    card = published("Znak \x0b i <b>&", partners=(Partner(name="A & B"),))
    name = f"oai:127.0.0.1:praktyka/{card.pk}"
    root = ask(client, verb="GetRecord", identifier=name, metadataPrefix="oai_dc")
    assert root.findtext(f".//{DC}title") == "Znak   i <b>&"
    assert root.findtext(f".//{DC}contributor") == "A & B"
    assert code(ask(client, verb="GetRecord", identifier="\x0b", metadataPrefix="x"))


@pytest.mark.parametrize("how_many", [1, 7])
def test_a_list_makes_the_same_number_of_queries(
    client, register, how_many, django_assert_num_queries
):
    for number in range(how_many):
        published(f"Praktyka {number}", unit_uid="120617")
    ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    with django_assert_num_queries(3):
        root = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    assert len(list(root.iter(f"{OAI}record"))) == how_many
