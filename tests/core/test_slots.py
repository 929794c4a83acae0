"""Page slots: order, silence, values, declared cost."""

from pathlib import Path

import pytest
from django.template import engines

from miara.core import slots
from miara.core.models import Job


@pytest.fixture(autouse=True)
def own_slots(monkeypatch, settings):
    monkeypatch.setattr(slots, "_blocks", {})
    folder = Path(__file__).parent / "templates"
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [folder]}]


def add(name, build, slot="tests.page", order=10, queries=0):
    slots.register(
        slot,
        name=name,
        order=order,
        build=build,
        template="tests/_block.html",
        queries=queries,
    )


def says(text):
    return lambda request, context: {"text": text}


def page(rf, **context):
    source = '{% load miara %}<main>{% render_slot "tests.page" %}</main>'
    return engines["django"].from_string(source).render(context, rf.get("/"))


def test_blocks_come_in_order_and_only_into_their_slot(rf):
    add("tests.third", says("3"), order=20)
    add("tests.second", says("2 & more"))
    add("tests.first", says("1"), order=5)
    add("tests.elsewhere", says("no"), slot="tests.other")
    add("tests.silent", lambda request, context: None)

    assert page(rf) == "<main><p>1</p><p>2 &amp; more</p><p>3</p></main>"


def test_block_gets_the_request_and_the_values_of_the_page(rf):
    add("tests.echo", lambda request, c: {"text": f"{request.path} {c['unit']}"})
    assert page(rf, unit="120617") == "<main><p>/ 120617</p></main>"


def test_empty_slot_is_empty(rf):
    assert page(rf) == "<main></main>"


def test_name_is_taken_once():
    build = says("1")
    add("tests.first", build)
    add("tests.first", build)  # modules may be imported twice
    with pytest.raises(ValueError, match="already"):
        add("tests.first", says("2"))


@pytest.mark.django_db
def test_overspending_names_the_block_and_its_statements(rf):
    def count(request, context):
        return {"text": Job.objects.count()}

    add("tests.honest", count, queries=1)
    add("tests.greedy", count, queries=0)

    [complaint] = slots.overspending("tests.page", rf.get("/"), {})

    assert complaint.startswith("tests.greedy: 1 statements, declared 0: SELECT")
