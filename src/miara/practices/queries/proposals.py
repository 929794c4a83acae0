"""Proposals of readers."""

from __future__ import annotations

from django.db.models import QuerySet

from miara.language import fold
from miara.practices.models import PracticeProposal
from miara.units import public as units

__all__ = ["confirmed_proposals", "proposal_of", "unit_named"]


def proposal_of(key: str) -> PracticeProposal | None:
    """The proposal whose mail has this link; None when it was erased."""
    return PracticeProposal.objects.filter(key=key).first()


def confirmed_proposals() -> QuerySet[PracticeProposal]:
    """What editors are to look at, the newest first."""
    found = PracticeProposal.objects.filter(confirmed_at__isnull=False)
    return found.select_related("card").order_by("-confirmed_at", "-pk")


def unit_named(text: str) -> str:
    """The uid of the one unit that a name means; empty when it is not certain."""
    wanted = fold(text).lower()
    found = [match.unit for match in units.search(text, limit=20)]
    exact = [
        unit
        for unit in found
        if unit.exists
        and wanted in {fold(unit.full_name).lower(), fold(unit.title).lower()}
    ]
    return exact[0].uid if len(exact) == 1 else ""
