"""Dashboards as data: whose, which facts, which table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["DASHBOARDS", "Dashboard", "Lower"]


class Lower(StrEnum):
    """The table below the sentences."""

    DOMAINS = "DOMAINS"
    OWN_DOMAINS = "OWN_DOMAINS"
    OWN_TASKS = "OWN_TASKS"


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What one role is told: codes of facts in their order, and a table.

    ``own`` narrows numbers to what belongs to the posts of the reader.
    """

    facts: tuple[str, ...]
    table: Lower
    own: bool = False


#: By the word of the address; the first is shown when none is asked for.
DASHBOARDS: Final[dict[str, Dashboard]] = {
    "kierownictwo": Dashboard(
        ("targets", "money", "reports", "terms", "milestones", "gaps", "risks"),
        Lower.DOMAINS,
    ),
    "koordynator": Dashboard(
        ("targets", "milestones", "gaps"), Lower.OWN_DOMAINS, own=True
    ),
    "skarbnik": Dashboard(
        ("money", "unassigned", "contradictions", "reports"), Lower.DOMAINS
    ),
    "kierownik-zadan": Dashboard(("reports", "terms"), Lower.OWN_TASKS, own=True),
    "audytor": Dashboard(
        ("gaps", "contradictions", "unassigned", "reports", "risks"), Lower.DOMAINS
    ),
}
