"""Feeds tell what publications changed, in valid Atom, for whoever asks."""

import xml.etree.ElementTree as ET
from datetime import datetime

import pytest
from django.test import Client
from tests.factories.vintages import (
    BUILT_AT,
    PUBLISHED_AT,
    publish,
    publish_small_vintage,
    small_world,
)

from miara.cube.store import diff
from miara.indicators.actions.revisions import changes_between, record_changes
from miara.indicators.models import Publication, PublishedVintage
from miara.indicators.queries.feeds_changes import changes_of_unit, steps
from miara.indicators.queries.vintages import open_vintage

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def history(db, settings):
    """First and current vintage, published one after the other, with the log."""
    publish_small_vintage(settings)
    Publication.objects.all().delete()
    ids = small_world().ids
    first = publish(ids["first"], at=BUILT_AT)
    current = publish(ids["current"], at=PUBLISHED_AT)
    changes = changes_between(open_vintage(first), open_vintage(current))
    record_changes(vintage=current, changes=changes, now=PUBLISHED_AT)
    return first, current


def feed(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)


def texts(root, path):
    return [node.text for node in root.findall(path, ATOM)]


def test_changes_of_a_unit_are_those_of_the_comparison_of_vintages(history):
    """Against the cube's own comparison, which goes another way."""
    first, current = history
    found = {
        (c.indicator, c.level, c.period, c.old, c.new)
        for c in changes_of_unit(first, current, "120617")
    }
    compared = diff(open_vintage(first), open_vintage(current), units=["120617"])
    expected = {
        (
            c.code,
            c.level,
            c.period.label,
            None if c.old != c.old else c.old,
            None if c.new != c.new else c.new,
        )
        for series in compared.indicators
        for c in series
        if c.kind != "restated"
    }
    assert found == expected
    assert any(period == "2020" and old for _i, _l, period, old, _n in found)


def test_the_feed_of_a_unit_lists_old_and_new(client, history):
    root = feed(client, "/jednostki/120617-zielonki/zmiany.atom")
    assert texts(root, "a:title") == ["Miara: zmienione liczby, gmina Zielonki"]
    (body,) = texts(root, "a:entry/a:summary")
    assert "Pożary na 1000 mieszkańców, 2020:" in body
    assert "→" in body
    (link,) = root.findall("a:entry/a:link", ATOM)
    assert link.get("href").endswith("/jednostki/120617-zielonki/")


def test_every_publication_is_an_entry_with_its_own_lasting_id(client, history):
    root = feed(client, "/zmiany.atom")
    ids = texts(root, "a:entry/a:id")
    assert len(ids) == len(set(ids)) == 2
    assert all(each.startswith("tag:") for each in ids)
    assert texts(root, "a:entry/a:title")[1] == "Pierwsze wydanie"
    assert ids == texts(feed(client, "/zmiany.atom"), "a:entry/a:id")
    moments = map(datetime.fromisoformat, texts(root, "a:entry/a:updated"))
    assert list(moments) == [PUBLISHED_AT, BUILT_AT]


def test_the_feed_of_an_indicator_counts_and_says_why(client, history):
    root = feed(client, "/wskazniki/fires_per_1000/zmiany.atom")
    summaries = " ".join(texts(root, "a:entry/a:summary"))
    assert "1 poprawiona liczba" in summaries
    assert "źródło ogłosiło inne liczby" in summaries
    english = feed(client, "/en/wskazniki/fires_per_1000/zmiany.atom")
    assert "1 corrected number" in " ".join(texts(english, "a:entry/a:summary"))


def test_a_feed_without_changes_is_still_a_feed(client, db, settings):
    publish_small_vintage(settings)
    root = feed(client, "/jednostki/120617-zielonki/zmiany.atom")
    assert root.findall("a:entry", ATOM) == []


@pytest.mark.parametrize(
    "path", ["/jednostki/120617-zielonki/zmiany.atom", "/zmiany.atom"]
)
def test_an_unchanged_feed_is_not_sent_again(client, db, settings, path):
    publish_small_vintage(settings)
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_addresses_of_feeds(client, history):
    moved = client.get("/jednostki/1261/zmiany.atom")
    assert (moved.status_code, moved.headers["Location"]) == (
        301,
        "/jednostki/126101-krakow/zmiany.atom",
    )
    assert client.get("/jednostki/999999/zmiany.atom").status_code == 404
    assert client.get("/wskazniki/nothing/zmiany.atom").status_code == 404


def test_the_cost_of_a_unit_feed_does_not_grow(history, django_assert_num_queries):
    client = Client()
    path = "/jednostki/120617-zielonki/zmiany.atom"
    client.get(path)
    with django_assert_num_queries(2):
        client.get(path)
    ids = small_world().ids
    publish(ids["first"], at=PUBLISHED_AT.replace(day=3))
    publish(ids["current"], at=PUBLISHED_AT.replace(day=4))
    with django_assert_num_queries(2):
        client.get(path)


def test_steps_know_what_was_served_before(history):
    first, current = history
    assert [(s.vintage, s.before) for s in steps()] == [
        (current, first),
        (first, None),
    ]
    assert [(s.vintage, s.before) for s in steps(most=1)] == [(current, first)]
    assert PublishedVintage.objects.count() == 2
