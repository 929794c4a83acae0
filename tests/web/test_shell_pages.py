"""The frame of pages, as the server sends it."""

import itertools
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.template import engines
from django.test import Client

import miara.web
from miara.charts import style
from miara.indicators.models import PublishedVintage

WEB = Path(miara.web.__file__).parent
STATIC = WEB / "static" / "web"
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def gallery(settings):
    settings.DEBUG = True
    return Client().get("/styl/").content.decode()


def test_home_asks_the_question_and_works_as_a_plain_form(client):
    html = client.get("/").content.decode()
    assert '<html lang="pl">' in html
    assert "Jak radzi sobie Twój samorząd?" in html
    assert re.search(r'<form class="combobox"[^>]*action="/jednostki/"', html)
    assert 'hreflang="en" href="' + django_settings.MIARA_SITE_URL + '/en/"' in html


def test_public_pages_set_no_cookie(client):
    assert client.get("/").cookies == {}


def test_the_gallery_is_hidden_from_visitors(client, settings):
    settings.DEBUG = False
    assert client.get("/styl/").status_code == 404


def test_the_gallery_opens_for_the_operator(client, settings, django_user_model):
    settings.DEBUG = False
    person = django_user_model(email="o@example.org", is_staff=True)
    person.set_password("a-long-password-here")
    person.save()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/styl/").status_code == 200


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(gallery):
    assert not re.search(r"<[^>]+\sstyle=", gallery)
    assert not re.search(r"<[^>]+\son[a-z]+=", gallery)
    assert "<style" not in gallery
    assert all(
        body == "" for body in re.findall(r"<script[^>]*>(.*?)</script>", gallery)
    )
    assert re.findall(r'(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1)', gallery) == []


def test_headings_go_down_without_gaps(gallery):
    levels = [int(n) for n in re.findall(r"<h([1-6])", gallery)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_ids_are_unique(gallery):
    ids = re.findall(r'\sid="([^"]+)"', gallery)
    assert sorted(ids) == sorted(set(ids))


def test_a_form_with_mistakes_keeps_what_was_written(settings):
    settings.DEBUG = True
    answer = Client().post("/styl/", {"name": "<Anna>", "email": "x"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="&lt;Anna&gt;"' in html
    assert re.findall(r'<a href="#([^"]+)">', html.split("error-summary")[1])[:1] == [
        "id_email"
    ]
    email = re.search(r'<input[^>]*name="email"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in email
    assert 'id="id_email_error"' in html
    assert "id_email_error" in re.search(r'aria-describedby="([^"]*)"', email)[1]


def test_the_fictional_notice_stands_on_every_page(client):
    def warnings():
        return client.get("/metoda/").content.decode().count("fikcyjne")

    facts = {"built_at": NOW, "published_at": NOW, "is_current": True}
    official = PublishedVintage.objects.create(vintage_id="a", **facts)
    assert warnings() == 0
    official.delete()
    PublishedVintage.objects.create(vintage_id="b", is_fictional=True, **facts)
    assert warnings() == 2


def test_the_sheet_of_charts_is_the_one_the_kit_writes():
    assert (STATIC / "charts.css").read_text() == style.stylesheet()


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): ([^;]+);", block))


@pytest.mark.parametrize(
    ("theme", "selector"),
    [("light", ":root {"), ("dark", ':root[data-theme="dark"] {')],
)
def test_files_of_charts_have_the_colours_of_pages(theme, selector):
    sheet = (STATIC / "tokens.css").read_text()
    block = tokens(sheet.split(selector, 1)[1].split("\n}", 1)[0])
    shared = {name for name in style.THEMES[theme] if name != "sans"}
    assert {name: style.THEMES[theme][name] for name in shared} == {
        name: block[name] for name in shared
    }


def test_a_choice_and_a_device_give_the_same_theme():
    sheet = (STATIC / "tokens.css").read_text()
    for query, choice in [
        ("prefers-color-scheme: dark", "dark"),
        ("prefers-contrast", "contrast"),
    ]:
        by_device = tokens(sheet.split(query, 1)[1].split("\n}", 1)[0])
        by_choice = tokens(
            sheet.split(f':root[data-theme="{choice}"]', 1)[1].split("\n}", 1)[0]
        )
        assert by_device == by_choice
        assert len(by_device) > 15


def test_every_variable_in_the_sheets_is_a_token():
    known = set(tokens((STATIC / "tokens.css").read_text()))
    used = {
        name
        for sheet in STATIC.glob("*.css")
        for name in re.findall(r"var\(--([a-z0-9-]+)\)", sheet.read_text())
    }
    assert used <= known


def test_every_template_compiles():
    engine = engines["django"]
    folder = WEB / "templates"
    names = [p.relative_to(folder).as_posix() for p in folder.rglob("*.html")]
    assert len(names) > 25
    for name in names:
        engine.get_template(name)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    "selector",
    [":root {", ':root[data-theme="dark"] {', ':root[data-theme="contrast"] {'],
)
def test_colours_keep_the_contrast_they_promise(selector):
    sheet = (STATIC / "tokens.css").read_text()
    c = tokens(sheet.split(selector, 1)[1].split("\n}", 1)[0])
    assert contrast(c["ink"], c["paper"]) > 12
    assert contrast(c["ink-2"], c["paper"]) > 7
    for name in ("accent", "better", "worse", "danger"):
        assert contrast(c[name], c["paper"]) >= 4.5, name
        assert contrast(c[name], c["raised"]) >= 4.5, name
    for name in ("field-line", "peer"):
        assert contrast(c[name], c["paper"]) >= 3, name
    assert contrast(c["on-accent"], c["accent"]) >= 4.5
