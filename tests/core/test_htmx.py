"""One view for a page and its fragment."""

from types import SimpleNamespace

import pytest
from django.template import engines

from miara.core.htmx import render_page_or_part


class Htmx(SimpleNamespace):
    """What django-htmx puts on a request that htmx made."""

    def __bool__(self):
        return True


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


@pytest.mark.parametrize(
    ("htmx", "body"),
    [
        (None, "<h1>Units</h1><ul>3</ul>"),
        (Htmx(boosted=True), "<h1>Units</h1><ul>3</ul>"),
        (Htmx(boosted=False), "<ul>3</ul>"),
    ],
)
def test_htmx_gets_the_part_and_everybody_else_the_page(rf, page, htmx, body):
    request = rf.get("/")
    request.htmx = htmx
    response = render_page_or_part(request, page, {"rows": 3}, part="rows", status=422)
    assert response.content.decode() == body
    assert response.status_code == 422
    assert "HX-Request" in response["Vary"]
