"""One view for a page and its fragment."""

import pytest
from django.template import engines
from django_htmx.middleware import HtmxDetails

from miara.core.htmx import render_page_or_part


@pytest.fixture
def page(tmp_path, settings):
    text = (
        "{% load partials %}<h1>Units</h1>"
        "{% partialdef rows inline %}<ul>{{ rows }}</ul>{% endpartialdef %}"
    )
    (tmp_path / "list.html").write_text(text)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    assert engines["django"].get_template("list.html")
    return "list.html"


WHOLE, PART = "<h1>Units</h1><ul>3</ul>", "<ul>3</ul>"
ASKED = {"HX-Request": "true"}
BOOSTED = {**ASKED, "HX-Boosted": "true"}


@pytest.mark.parametrize(
    ("headers", "target", "body"),
    [
        ({}, "", WHOLE),
        (ASKED, "", PART),
        (BOOSTED, "", WHOLE),
        ({**BOOSTED, "HX-Target": "rows"}, "", WHOLE),
        ({**BOOSTED, "HX-Target": "rows"}, "rows", PART),
        ({**BOOSTED, "HX-Target": "body"}, "rows", WHOLE),
        ({**ASKED, "HX-History-Restore-Request": "true"}, "", WHOLE),
    ],
)
def test_htmx_gets_the_part_and_everybody_else_the_page(
    rf, page, headers, target, body
):
    request = rf.get("/", headers=headers)
    request.htmx = HtmxDetails(request)
    response = render_page_or_part(
        request, page, {"rows": 3}, part="rows", target=target, status=422
    )
    assert response.content.decode() == body
    assert response.status_code == 422
    assert "HX-Request" in response["Vary"]
    assert ("HX-Target" in response["Vary"]) == bool(target)
