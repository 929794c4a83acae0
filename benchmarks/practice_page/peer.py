"""A plain Wagtail project that shows the same descriptions as pages of its own.

What its own tutorial would lead to: one type of page with the texts as rich text, the
rows as inline children, a tree home - list - pages, the template with breadcrumbs, a
menu and the tables. Nothing cached, as it comes. Its site is answered inside the
process, as ours is. Facets, freshness, contacts, linked data, languages and blocks of
other parts are not there: it does less.
"""

import json
import sys
import tempfile
import types
from pathlib import Path

LABEL = "stockpeer"
TEMPLATE = """{% load wagtailcore_tags %}<!doctype html><html lang="pl"><head>
<meta charset="utf-8"><title>{{ page.seo_title|default:page.title }}</title>
<meta name="description" content="{{ page.search_description }}"></head><body>
<header><nav><ul>{% for one in menu %}<li>
<a href="{% pageurl one %}">{{ one.title }}</a></li>
{% endfor %}</ul></nav></header><main>
<nav><ol>{% for one in page.get_ancestors %}{% if not one.is_root %}<li>
<a href="{% pageurl one %}">{{ one.title }}</a></li>{% endif %}{% endfor %}</ol></nav>
<h1>{{ page.title }}</h1><p>{{ page.result_sentence }}</p>
{% for name, text in page.texts %}{% if text %}<section><h2>{{ name }}</h2>
{{ text|richtext }}</section>{% endif %}{% endfor %}
<ul>{% for row in page.partners.all %}<li>{{ row.name }}</li>{% endfor %}</ul>
<table>{% for row in page.results_rows.all %}<tr><th>{{ row.label }}</th>
<td>{{ row.before }}</td><td>{{ row.after }}</td><td>{{ row.source }}</td></tr>
{% endfor %}</table>
<table>{% for row in page.costs.all %}<tr><th>{{ row.label }}</th>
<td>{{ row.kind }}</td><td>{{ row.amount }}</td><td>{{ row.source }}</td></tr>
{% endfor %}</table>
<ul>{% for row in page.awards.all %}<li>{{ row.contest }}, {{ row.title }},
{{ row.year }}</li>{% endfor %}</ul></main></body></html>"""
TEXTS = (
    "summary", "situation", "goals", "solution", "people", "organisation",
    "innovation", "results", "staff", "obstacles", "repetition", "lessons",
)  # fmt: skip


def configure(folder: Path) -> None:
    """Settings as a new project of Wagtail has them, without its editing pages."""
    from django.conf import settings

    package = types.ModuleType(LABEL)
    package.__path__ = [str(folder)]  # type: ignore[attr-defined]
    package.__file__ = str(folder / "__init__.py")
    sys.modules[LABEL] = package
    urls = types.ModuleType("stockpeer_urls")
    sys.modules[urls.__name__] = urls
    (folder / "templates" / LABEL).mkdir(parents=True)
    (folder / "templates" / LABEL / "practice_page.html").write_text(TEMPLATE)
    settings.configure(
        SECRET_KEY="only for this run",
        ALLOWED_HOSTS=["*"],
        DEBUG=False,
        INSTALLED_APPS=[
            LABEL, "wagtail", "modelcluster", "taggit", "django.contrib.auth",
            "django.contrib.contenttypes", "django.contrib.sessions",
            "django.contrib.messages",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "django.middleware.security.SecurityMiddleware",
        ],
        ROOT_URLCONF=urls.__name__,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": folder / "stock.sqlite3",
            }
        },
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [folder / "templates"],
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                    ]
                },
            }
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        WAGTAIL_SITE_NAME="stock",
        WAGTAILADMIN_BASE_URL="http://localhost",
        STATIC_URL="/static/",
        USE_TZ=True,
        LANGUAGE_CODE="pl",
    )  # fmt: skip
    import django

    django.setup()
    from django.urls import include, path

    urls.urlpatterns = [path("", include("wagtail.urls"))]  # type: ignore[attr-defined]


def make_models() -> type:
    """The type of page and its rows."""
    from django.db import models
    from modelcluster.fields import ParentalKey
    from wagtail.fields import RichTextField
    from wagtail.models import Orderable, Page

    fields = {name: RichTextField(blank=True) for name in TEXTS}

    def get_context(self, request, *args, **kwargs):  # type: ignore[no-untyped-def]
        context = Page.get_context(self, request, *args, **kwargs)
        home = self.get_site().root_page
        context["menu"] = home.get_children().live().in_menu()
        return context

    page = type(
        "PracticePage",
        (Page,),
        {
            "__module__": LABEL,
            "Meta": type("Meta", (), {"app_label": LABEL}),
            "result_sentence": models.CharField(max_length=300, blank=True),
            "get_context": get_context,
            "texts": property(lambda self: [(n, getattr(self, n)) for n in TEXTS]),
            **fields,
        },
    )

    def row(name: str, related: str, *columns: str) -> type:
        return type(
            name,
            (Orderable,),
            {
                "__module__": LABEL,
                "Meta": type("Meta", (Orderable.Meta,), {"app_label": LABEL}),
                "page": ParentalKey(
                    page, on_delete=models.CASCADE, related_name=related
                ),
                **{one: models.CharField(max_length=500) for one in columns},
            },
        )

    row("Partner", "partners", "name")
    row("ResultRow", "results_rows", "label", "before", "after", "source")
    row("Cost", "costs", "label", "kind", "amount", "source")
    row("Award", "awards", "contest", "title", "year")
    return page


def fill(page: type, rows: list[dict], total: int) -> list[str]:
    """Put the pages into the tree; addresses of those to ask for."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from wagtail.models import Page, Site

    root = Page.get_first_root_node() or Page.add_root(title="Root")
    home = root.add_child(instance=Page(title="Start", slug="start"))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    for name in ("aktualnosci", "o-bazie"):
        home.add_child(instance=Page(title=name, slug=name, show_in_menus=True))
    place = Page(title="Praktyki", slug="praktyki", show_in_menus=True)
    home.add_child(instance=place)
    kind = ContentType.objects.get_for_model(page)
    children = {
        "partners": ("name",),
        "results_rows": ("label", "before", "after", "source"),
        "costs": ("label", "kind", "amount", "source"),
        "awards": ("contest", "title", "year"),
    }
    with transaction.atomic():
        for number in range(total):
            row = rows[number % len(rows)]
            card = row["card"]
            made = page(
                title=f"{card['title']} {number}",
                slug=f"praktyka-{number}",
                content_type=kind,
                result_sentence=card["result_sentence"],
                search_description=card["result_sentence"],
                **{
                    name: "".join(f"<p>{p}</p>" for p in card[name].split("\n\n"))
                    for name in TEXTS
                },
            )
            given = {
                "partners": [[name] for name in row["partners"]],
                "results_rows": row["results"],
                "costs": row["costs"],
                "awards": row["awards"],
            }
            for related, columns in children.items():
                model = getattr(page, related).rel.related_model
                setattr(
                    made,
                    related,
                    [
                        model(**dict(zip(columns, values, strict=True)))
                        for values in given[related]
                    ],
                )
            place.add_child(instance=made)
    step = max(total // 200, 1)
    return [f"/praktyki/praktyka-{n}/" for n in range(0, total, step)][:200]


def main() -> int:
    """Make the project, fill it, ask, and print what was measured as JSON."""
    rows = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        configure(Path(folder))
        from django.apps import apps
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        page = make_models()
        with connection.schema_editor() as editor:
            for model in apps.get_app_config(LABEL).get_models():
                editor.create_model(model)
        paths = fill(page, rows, int(sys.argv[2]))
        from benchmarks.practice_page.__main__ import measure

        found = measure("stock", paths)
    said = {
        "clock": found.clock,
        "processor": found.processor,
        "queries": found.queries,
        "size": found.size,
    }
    print(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
