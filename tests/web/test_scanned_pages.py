"""No page escapes the scan: every address is in its tables or answers with no page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone
from tests.factories.contest import AFTER
from tests.factories.contest_addresses import urls_of
from tests.factories.contest_cast import ROLES, make_cast
from tests.functional.pages import NO_PAGES, NOT_IN_THE_SAMPLE, scanned


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Names of all addresses with their namespace."""
    for row in resolver.url_patterns:
        if str(row.pattern) == "redakcja/":
            continue  # tests/editing goes over these by itself
        if isinstance(row, URLResolver):
            yield from names(row, space or row.namespace or "")
        else:
            yield f"{space}:{row.name}" if space else row.name


def test_every_address_is_scanned_or_is_no_page() -> None:
    known = set(names(get_resolver()))
    assert known ^ (scanned() | NO_PAGES | NOT_IN_THE_SAMPLE) == set()
    assert scanned() & NO_PAGES == scanned() & NOT_IN_THE_SAMPLE == set()


@pytest.mark.django_db
def test_no_page_of_a_contest_hides_among_its_files_and_acts(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """Whoever asks, with things of the edition in every address."""
    cast = make_cast()
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    urls = {
        name: url
        for name, url in urls_of(cast).items()
        if f"contest:{name}" in NO_PAGES
    }
    assert len(urls) > 40
    seen = set()
    for role in ROLES:
        client = Client(raise_request_exception=False)
        if (user := cast.people[role]) is not None:
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        for name, url in urls.items():
            answer = client.get(url)
            is_page = answer.status_code == 200 and not answer.streaming
            if is_page and b"<html" in answer.content:
                seen.add(name)
    assert seen == set()
