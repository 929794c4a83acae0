"""Packs name only what exists, and fit units by kind and size."""

import doctest

import pytest
from django.urls import reverse

from miara.accounts.public import roles_for
from miara.catalogue import public as catalogue
from miara.cube.definitions import DEFINITIONS
from miara.cycle import public as cycle
from miara.risks.public import PRESETS
from miara.rollout.domain import packs as module
from miara.rollout.domain import reading, sheets, texts
from miara.rollout.domain.packs import (
    method_texts,
    packs,
    parts,
    proposed,
    schema_texts,
)
from miara.rollout.presenters.words import page_url


def test_packs_name_what_exists():
    services = {each.code for each in catalogue.service_templates()}
    domains = {each.code for each in catalogue.domains()}
    for pack in packs().values():
        assert pack.services == "ALL" or set(pack.services) <= services
        assert {c for goal in pack.goals for c in goal.domains} <= domains
        assert cycle.calendar(pack.calendar) is not None
        assert pack.scale in PRESETS
    roles = {role.code for role in roles_for("UNIT")}
    assert {post.role for post in parts().posts} <= roles
    for step in parts().steps:
        assert page_url(step.page, "120617-zielonki").startswith("/")


def test_every_step_data_and_document_is_of_some_pack():
    used = [code for pack in packs().values() for code in pack.steps]
    assert {step.code for step in parts().steps} == set(used)
    used = [code for pack in packs().values() for code in pack.data]
    assert {item.code for item in parts().data} == set(used)
    used = [code for pack in packs().values() for code in pack.documents]
    assert set(method_texts()) == set(used)


def test_the_large_city_has_the_whole_side_of_method():
    kinds = [method_texts()[code].kind for code in packs()["large_city"].documents]
    assert kinds.count("RULES") == 8
    assert kinds.count("ORDER") == 2
    assert kinds.count("PROCESS") == 5


def test_fields_of_texts_are_known():
    for text in method_texts().values():
        assert (text.code, texts.unknown_fields(text.body)) == (text.code, [])
        assert "[uzupełnij: " not in texts.filled(
            text.body, dict.fromkeys(texts.FIELDS, "x")
        )


@pytest.mark.parametrize(
    ("kind", "residents", "code"),
    [
        ("RURAL", 6_000, "small_rural"),
        ("RURAL", None, "small_rural"),
        ("URBAN_RURAL", 45_000, "middle_town"),
        ("CITY", 65_000, "middle_town"),
        ("CITY", 800_000, "large_city"),
        ("VOIVODESHIP", 3_000_000, "middle_town"),
    ],
)
def test_a_pack_is_proposed_by_kind_and_size(kind, residents, code):
    assert proposed(kind, residents).code == code


def test_published_schemas_are_current():
    for name, text in schema_texts().items():
        kept = (DEFINITIONS / "schemas" / name).read_text(encoding="utf-8")
        assert kept == text


def test_pages_of_packs_are_public(client, db):
    page = client.get(reverse("rollout:packs"))
    assert "Mała gmina" in page.content.decode()
    for code in packs():
        page = client.get(reverse("rollout:pack", args=[code])).content.decode()
        assert "Projekty zarządzeń" in page
        assert "po zalogowaniu" in page
    assert client.get("/wdrozenia/nie-ma/").status_code == 404
    assert client.get("/en/wdrozenia/large_city/").status_code == 200


@pytest.mark.parametrize("tested", [module, reading, sheets, texts])
def test_examples(tested):
    assert doctest.testmod(tested).failed == 0
