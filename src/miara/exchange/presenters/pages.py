"""Values of pages of keys and packages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from miara.documents import public as documents
from miara.exchange.domain.keys import Scope
from miara.exchange.models import AccessKey, Package
from miara.exchange.phrases import SCOPES
from miara.exchange.queries.tables import layouts

__all__ = ["KeyLine", "key_lines", "package_page", "table_lines"]


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key as the list shows it."""

    row: AccessKey
    scopes: list[str]
    state: str
    is_living: bool


def key_lines(rows: Iterable[AccessKey], today: date) -> list[KeyLine]:
    """Keys with what they allow and whether they work."""
    return [
        KeyLine(
            row,
            [str(SCOPES[scope]) for scope in Scope if row.allows(scope)],
            _state(row, today),
            row.is_living(today),
        )
        for row in rows
    ]


def package_page(package: Package) -> dict[str, Any]:
    """What is known of a package, for its page."""
    about = package.about or {}
    made_at = about.get("made_at") or ""
    return {
        "about": about,
        "made_at": parse_datetime(made_at) if made_at else None,
        "tables": table_lines(about.get("tables", {})),
        "size": documents.file_size(package.size) if package.size else "",
        "attached": documents.file_size(about.get("bytes", 0)),
    }


def table_lines(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Names of tables with their rows, those with most rows first; empty ones left."""
    names = {layout.label: layout.title for layout in layouts()}
    found = [(names.get(label, label), rows) for label, rows in counts.items() if rows]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def _state(row: AccessKey, today: date) -> str:
    if row.revoked_at is not None:
        return _("revoked")
    return _("works") if row.is_living(today) else _("expired")
