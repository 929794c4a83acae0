"""What became of a table of former addresses, in lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.portal.actions.former import Fault, Kept
from miara.portal.models import FormerAddress
from miara.portal.presenters.links import news_path
from miara.portal.presenters.look import page_path

__all__ = ["path_of", "report_lines"]

_FAULTS: Final[dict[Fault, Promise]] = {
    Fault.NO_ADDRESS: gettext_lazy("there is no old address, or only the front page"),
    Fault.TOO_LONG: gettext_lazy("the old address is longer than 500 letters"),
    Fault.NO_AIM: gettext_lazy("the new address is of neither news nor a page"),
    Fault.UNKNOWN: gettext_lazy("the site has no such news or page"),
    Fault.TAKEN: gettext_lazy("the old address leads elsewhere already"),
}


def path_of(row: FormerAddress) -> str:
    """Where an old address leads now, in the active language."""
    if row.news is not None:
        return news_path(row.news.pk, row.news.title)
    assert row.page is not None  # the database lets one be empty
    return page_path(row.page)


def report_lines(done: Kept, *, is_dry: bool) -> Iterator[str]:
    """Lines left out with their reasons, then the counts."""
    for each in done.refused:
        yield _("Line %(line)s: %(old)s → %(new)s: %(fault)s.") % {
            "line": each.row.line,
            "old": each.row.old or "–",
            "new": each.row.new or "–",
            "fault": _FAULTS[each.fault],
        }
    if is_dry:
        yield _("Nothing was kept: this was a dry run.")
    yield _("New: %(new)s, known: %(known)s, left out: %(refused)s.") % {
        "new": done.new,
        "known": done.known,
        "refused": len(done.refused),
    }
