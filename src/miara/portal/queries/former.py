"""Where addresses of former portals lead."""

from __future__ import annotations

from miara.portal.models import FormerAddress
from miara.practices import public as practices

__all__ = ["led_to"]


def led_to(code: str, address: str) -> FormerAddress | None:
    """The row that an old address of a site leads by, with its news or page.

    The order of parameters does not count, and those that old pages added are left out
    one after another until an address is known. What is not public leads nowhere. One
    statement.
    """
    wanted = list(practices.possible_addresses(address))
    rows = FormerAddress.objects.filter(site__code=code, address__in=wanted)
    known = {
        row.address: row
        for row in rows.select_related("news", "page__site")
        if (row.news and row.news.live) or (row.page and row.page.live)
    }
    return next((known[each] for each in wanted if each in known), None)
