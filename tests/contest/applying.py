"""Steps of applicants and of the office, for the tests of applications."""

from datetime import datetime
from types import SimpleNamespace

from django.urls import reverse

from miara.contest.actions.entries import start_entry
from miara.questionnaires.public import fill

from tests.factories.contest import DURING  # isort: skip

BACKEND = "django.contrib.auth.backends.ModelBackend"


def set_rules(edition, **rules):
    """Rules of the edition, the rest as by default; no signatures unless asked."""
    edition.rules = {"signatures": {"signatories": []}, **rules}
    edition.save(update_fields=["rules"])


def receive_at(monkeypatch, moment: datetime):
    """Requests reach the server at this moment from now on."""
    clock = SimpleNamespace(now=lambda: moment)
    monkeypatch.setattr("miara.core.middleware.timezone", clock)


def draft(world, *, title="Biblioteka do nocy", complete=True, by=None):
    """A draft of the clerk, with or without answers."""
    entry = start_entry(
        edition=world.edition,
        unit_code="120617",
        domain=world.edition.domains.get(code="culture"),
        by=by or world.clerk,
        now=DURING,
    )
    if complete:
        write(entry, world, title)
    return entry


def write(entry, world, title):
    """Answer the required fields."""
    values = {"title": title, "goals": "Czytać po pracy."}
    fill(sheet=entry.sheet, values=values, by=world.clerk, now=DURING)


def of_entry(name, entry, *more):
    """Address of a page of an application."""
    return reverse(f"contest:{name}", args=[entry.uid, *more])


def of_office(name, *more):
    """Address of a page of the office."""
    return reverse(f"contest:{name}", args=["lider", "2026", *more])
