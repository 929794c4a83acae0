"""Former addresses: kept for ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db import transaction

from miara.audit import public as audit
from miara.portal.domain.former_table import Aim, Row, aim_of
from miara.portal.errors import NotAllowedError
from miara.portal.models import FormerAddress, News, PageAddress, Site
from miara.portal.permissions import can_edit
from miara.practices import public as practices

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["Fault", "Kept", "Refused", "keep_former_addresses"]

#: As the column holds.
LONGEST: Final = 500


class Fault(StrEnum):
    """Why a line was left out."""

    NO_ADDRESS = "no-address"  # nothing, or only the front page
    TOO_LONG = "too-long"
    NO_AIM = "no-aim"  # the new address is of neither news nor a page
    UNKNOWN = "unknown"  # there is no such news or page
    TAKEN = "taken"  # the old address leads elsewhere


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was left out."""

    row: Row
    fault: Fault


@dataclass(slots=True)
class Kept:
    """What became of a table."""

    new: int = 0
    known: int = 0
    refused: list[Refused] = field(default_factory=list)


@transaction.atomic
def keep_former_addresses(
    site: Site,
    rows: Sequence[Row],
    *,
    by: User | None,
    now: datetime,
    dry_run: bool = False,
) -> Kept:
    """Let addresses of the former portal of a site lead to its news and pages.

    Safe to run again: known ones are counted. A line that cannot be kept is told and
    stops no other. A constant number of statements.

    Parameters
    ----------
    rows
        Old addresses with new ones.
    dry_run
        Report without keeping anything.

    Raises
    ------
    NotAllowedError
        When ``by`` does not edit the site.
    """
    if by is not None and not (decision := can_edit(by, site, now=now)):
        raise NotAllowedError(reason=decision.reason)
    done = Kept()
    made: dict[str, FormerAddress] = {}
    aims = _Aims.of(site, rows)
    before = _known(site)
    for row in rows:
        old = practices.canonical_address(row.old)
        found = aims.row_of(row.new)
        fault = _fault(old, row, found)
        known = before.get(old) or made.get(old)
        if fault is None and known and found and not _same(known, found):
            fault = Fault.TAKEN
        if fault is not None or found is None:
            done.refused.append(Refused(row, fault or Fault.UNKNOWN))
        elif known:
            done.known += 1
        else:
            found.site, found.address = site, old
            made[old] = found
    done.new = len(made)
    if made and not dry_run:
        FormerAddress.objects.bulk_create(made.values(), batch_size=1_000)
        audit.record(
            "portal.addresses_kept",
            by=by,
            at=now,
            target=site,
            after={"code": site.code, "count": done.new},
        )
    return done


def _known(site: Site) -> dict[str, FormerAddress]:
    return {row.address: row for row in FormerAddress.objects.filter(site=site)}


def _same(one: FormerAddress, other: FormerAddress) -> bool:
    return (one.news_id, one.page_id) == (other.news_id, other.page_id)


def _fault(old: str, row: Row, found: FormerAddress | None) -> Fault | None:
    if old in {"", "/"}:
        return Fault.NO_ADDRESS
    if len(old) > LONGEST:
        return Fault.TOO_LONG
    if aim_of(row.new) is None:
        return Fault.NO_AIM
    return None if found else Fault.UNKNOWN


@dataclass(frozen=True, slots=True)
class _Aims:
    """News and pages of a site that a table names."""

    code: str
    news: frozenset[int]
    pages: dict[str, int]

    @classmethod
    def of(cls, site: Site, rows: Sequence[Row]) -> _Aims:
        """Two statements."""
        pages = PageAddress.objects.filter(site=site).values_list("slug", "page_id")
        news = News.objects.filter(site=site).values_list("pk", flat=True)
        return cls(site.code, frozenset(news), dict(pages))

    def row_of(self, address: str) -> FormerAddress | None:
        """An unsaved row that leads there; None when there is nothing of the site."""
        aim: Aim | None = aim_of(address)
        if aim is None:
            return None
        if aim.news in self.news:
            return FormerAddress(news_id=aim.news)
        page = self.pages.get(aim.slug) if aim.site == self.code else None
        return FormerAddress(page_id=page) if page else None
