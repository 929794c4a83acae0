"""Good practices that a unit adopts and no project of it names yet."""

from __future__ import annotations

from django.db.models import QuerySet

from miara.practices.public import Adoption

__all__ = ["adoption_without_project", "adoptions_without_project"]


def adoptions_without_project(unit_uid: str) -> QuerySet[Adoption]:
    """Adoptions that go on without a project, the newest first, with their cards."""
    rows = Adoption.objects.filter(unit_uid=unit_uid, instruments=None, card__live=True)
    rows = rows.exclude(state=Adoption.State.GIVEN_UP).select_related("card")
    return rows.order_by("-declared_at", "-pk")


def adoption_without_project(unit_uid: str, pk: int) -> Adoption | None:
    """One of them."""
    return adoptions_without_project(unit_uid).filter(pk=pk).first()
