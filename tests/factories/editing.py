"""Addresses of the editing pages and the people who meet them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.urls import URLResolver, get_resolver

from miara.accounts import public as accounts
from miara.practices.roles import BASE, PracticeRole

__all__ = ["NOW", "PASSWORD", "editing_paths", "person_with"]

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PREFIX = "redakcja/"
PASSWORD = "dluga-lipowa-aleja-7"
_SAMPLES = {"int": "1", "str": "nie-ma", "slug": "nie-ma", "uuid": "0" * 32}
_WILD = {r"^.*/$": "czegos-takiego-nie-ma/"}


def editing_paths() -> list[tuple[str, str]]:
    """Name and a path of every address under the prefix, in the order of the resolver."""
    root = next(
        entry for entry in get_resolver().url_patterns if str(entry.pattern) == PREFIX
    )
    return list(_paths(root, "/" + PREFIX, ""))


def _paths(resolver: URLResolver, before: str, space: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _paths(entry, before + str(entry.pattern), inner)
        else:
            yield f"{space}{entry.name}", before + _sample(str(entry.pattern))


def _sample(pattern: str) -> str:
    if pattern in _WILD:
        return _WILD[pattern]
    if "(?P<" in pattern:
        path = re.sub(r"\(\?P<\w+>[^)]*\)", "1", pattern.strip("^$"))
        return path.replace("\\", "")
    return re.sub(r"<(?:(\w+):)?\w+>", lambda m: _SAMPLES[m[1] or "str"], pattern)


def person_with(role: str = "", *, email: str = "", language: str = "pl"):
    """A person with a role over the base, over a unit, or with none."""
    person = accounts.create_person(
        email=email or f"{role.lower() or 'nikt'}@baza.example",
        password=PASSWORD,
        full_name=f"Osoba {role}",
        by=None,
        now=NOW,
    )
    person.language = language
    person.save()
    if role:
        scope = BASE if role in set(PracticeRole) else accounts.unit_scope("120617")
        accounts.Membership.objects.create(
            user=person,
            role=role,
            scope_kind=scope.kind,
            scope_id=scope.id,
            since=NOW - timedelta(days=1),
            granted_at=NOW,
        )
    return person
