"""Reads of domains, services, documents and goals of a unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, QuerySet

from miara.strategy.domain.tree import walk
from miara.strategy.models import Document, Goal, Service, UnitDomain

__all__ = [
    "current_document",
    "document_of",
    "documents_of",
    "domains_of",
    "goals_in_order",
    "goals_of",
    "public_document",
    "public_documents",
    "services_of",
]


def domains_of(unit_uid: str, on: date | None = None) -> QuerySet[UnitDomain]:
    """Domains of a unit in its order; all of them, or those in use on a day."""
    rows = UnitDomain.objects.filter(unit_uid=unit_uid)
    rows = rows if on is None else rows.on(on)
    return rows.select_related("coordinator").order_by("position", "code")


def services_of(unit_uid: str) -> QuerySet[Service]:
    """Services of a unit by domain, each with its provider."""
    rows = Service.objects.filter(unit_uid=unit_uid)
    rows = rows.select_related("domain", "provider")
    return rows.order_by("domain__position", "domain__code", "position", "pk")


def documents_of(unit_uid: str) -> QuerySet[Document]:
    """Documents of a unit, those in force first, with the number of goals."""
    rows = Document.objects.filter(unit_uid=unit_uid)
    rows = rows.select_related("coordinator").annotate(goal_count=Count("goals"))
    return rows.order_by("state", "kind", "-first_year", "-edition", "pk")


def document_of(unit_uid: str, pk: int) -> Document | None:
    """One document when it belongs to the unit."""
    return Document.objects.filter(unit_uid=unit_uid, pk=pk).first()


def current_document(unit_uid: str) -> Document | None:
    """The strategy in force, else any other one; None without documents."""
    rows = Document.objects.filter(unit_uid=unit_uid)
    found = sorted(rows, key=_rank)
    return found[0] if found else None


def _rank(row: Document) -> tuple[bool, bool, int, int]:
    is_other = row.kind != Document.Kind.STRATEGY
    is_idle = row.state != Document.State.ADOPTED
    return is_other, is_idle, -row.edition, row.pk


def public_documents(unit_uid: str) -> QuerySet[Document]:
    """Documents that everybody may read."""
    return documents_of(unit_uid).filter(published_at__isnull=False)


def public_document(unit_uid: str, pk: int) -> Document | None:
    """One of them."""
    rows = Document.objects.filter(unit_uid=unit_uid, pk=pk)
    return rows.filter(published_at__isnull=False).first()


def goals_of(documents: Iterable[Document | int]) -> QuerySet[Goal]:
    """Goals of documents with owner, domains and services; three queries."""
    keys = {getattr(each, "pk", each) for each in documents}
    rows = Goal.objects.filter(document__in=keys).select_related("owner", "document")
    return rows.prefetch_related("domains", "services").order_by("level", "position")


def goals_in_order(document: Document) -> list[Goal]:
    """Goals of one document in the order in which they are read."""
    rows = {row.pk: row for row in goals_of([document])}
    tree = walk([(row.pk, row.parent_id, row.position) for row in rows.values()])
    return [rows[key] for key, _depth in tree]
