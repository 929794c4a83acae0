"""Where addresses of earlier bases lead."""

from __future__ import annotations

from miara.practices.domain.former import possible
from miara.practices.models import FormerAddress, PracticeCard

__all__ = ["card_at_any"]


def card_at_any(address: str) -> PracticeCard | None:
    """The public card that an old address leads to, whatever its parameters' order.

    Parameters that old pages added (a tab, a section) are left out one after another
    until an address is known. Two statements at most, however many there are.
    """
    wanted = list(possible(address))
    rows = FormerAddress.objects.filter(address__in=wanted, card__live=True)
    found = {row.address: row.card for row in rows.select_related("card")}
    return next((found[each] for each in wanted if each in found), None)
