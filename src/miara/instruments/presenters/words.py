"""Words about instruments and their parts."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miara.instruments.domain.progress import MarkState

__all__ = ["FIELD_NAMES", "MARK_WORDS", "PART_WORDS"]

MARK_WORDS: Final[dict[MarkState, Promise]] = {
    MarkState.DONE: _("reached in time"),
    MarkState.DONE_LATE: _("reached late"),
    MarkState.LATE: _("overdue"),
    MarkState.WILL_BE_LATE: _("expected late"),
    MarkState.SOON: _("near"),
    MarkState.AHEAD: _("ahead"),
}

#: One part, in the accusative of a sentence about it.
PART_WORDS: Final[dict[str, Promise]] = {
    "goal": _("goal"),
    "target": _("target"),
    "member": _("part"),
    "stage": _("stage"),
    "milestone": _("milestone"),
    "product": _("product"),
    "partner": _("partner"),
    "money": _("money of a year"),
}

FIELD_NAMES: Final[dict[str, Promise]] = {
    "kind": _("kind"),
    "code": _("symbol"),
    "name": _("name"),
    "description": _("description"),
    "state": _("state"),
    "domain": _("domain"),
    "organisational_unit": _("organisational unit"),
    "manager": _("manager"),
    "district": _("district or village"),
    "since": _("from"),
    "until": _("until"),
    "adoption": _("adopted practice"),
    "civic_year": _("year of the civic budget"),
    "votes": _("votes"),
    "is_public": _("public"),
    "sections": _("sections"),
    "planned_on": _("planned day"),
    "forecast_on": _("day now expected"),
    "done_on": _("completed on"),
    "contribution": _("how it serves the goal"),
    "weight": _("share of the effort in per cent"),
    "planned": _("planned amount"),
    "achieved": _("achieved"),
    "executed": _("executed amount"),
    "unit_of_measure": _("unit of measure"),
    "year": _("year"),
    "source": _("source"),
    "goal": _("goal"),
    "target": _("target"),
    "part": _("part"),
    "note": _("note"),
}
