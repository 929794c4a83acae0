"""Domains with their services for a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from miara.strategy.models import Service, UnitDomain

__all__ = ["DomainBlock", "domain_blocks"]


@dataclass(slots=True)
class DomainBlock:
    """A domain, whether it is in use, and its services."""

    row: UnitDomain
    in_use: bool
    services: list[Service] = field(default_factory=list)


def domain_blocks(
    domains: list[UnitDomain], services: list[Service], on: date
) -> list[DomainBlock]:
    """Every domain in its order with its services in theirs."""
    blocks = {
        row.pk: DomainBlock(row, in_use=row.until is None or row.until > on)
        for row in domains
    }
    for service in services:
        blocks[service.domain_id].services.append(service)
    return list(blocks.values())
