"""Words of the start, of steps and of what was made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from miara.rollout.domain.packs import PageCode
from miara.rollout.models import TableFile

__all__ = ["STAGES", "made_sentences", "page_url", "summary_sentence", "time_words"]

STAGES: Final[dict[str, Promise]] = {
    "DAY": gettext_lazy("On the first day"),
    "MONTH": gettext_lazy("In the first month"),
    "QUARTER": gettext_lazy("After the first quarter"),
    "YEAR": gettext_lazy("Within a year"),
}
_MADE: Final = {
    "offices": ngettext_lazy(
        "%(count)s organisational unit", "%(count)s organisational units", "count"
    ),
    "posts": ngettext_lazy("%(count)s post", "%(count)s posts", "count"),
    "people": ngettext_lazy(
        "%(count)s person named at a post", "%(count)s people named at posts", "count"
    ),
    "invited": ngettext_lazy(
        "%(count)s invitation by mail", "%(count)s invitations by mail", "count"
    ),
    "terms": ngettext_lazy(
        "%(count)s term of the calendar", "%(count)s terms of the calendar", "count"
    ),
    "given_terms": ngettext_lazy(
        "%(count)s term given to a post", "%(count)s terms given to posts", "count"
    ),
    "passed_terms": ngettext_lazy(
        "%(count)s term dropped, because its day has passed",
        "%(count)s terms dropped, because their day has passed",
        "count",
    ),
    "budgets": ngettext_lazy(
        "%(count)s budget year", "%(count)s budget years", "count"
    ),
    "domains": ngettext_lazy("%(count)s domain", "%(count)s domains", "count"),
    "services": ngettext_lazy(
        "%(count)s public service", "%(count)s public services", "count"
    ),
    "scales": ngettext_lazy(
        "%(count)s scale of risks", "%(count)s scales of risks", "count"
    ),
    "settings": ngettext_lazy(
        "%(count)s setting: one person may approve",
        "%(count)s settings: one person may approve",
        "count",
    ),
    "goals": ngettext_lazy("%(count)s draft goal", "%(count)s draft goals", "count"),
    "documents": ngettext_lazy(
        "%(count)s document of the method", "%(count)s documents of the method", "count"
    ),
}
_VIEWS: Final[dict[str, str]] = {
    "budget": "budget:years",
    "calendar": "cycle:years",
    "checklist": "rollout:checklist",
    "control": "risks:control",
    "documents": "rollout:documents",
    "domains": "strategy:domains",
    "experience": "rollout:experience",
    "gaps": "strategy:gaps",
    "instruments": "instruments:instruments",
    "risks": "risks:register",
    "strategy": "strategy:documents",
    "structure": "strategy:structure",
    "tables": "rollout:tables",
    "unit": "indicators:unit",
}


def page_url(page: PageCode, address: str) -> str:
    """Address of the page on which a step is done."""
    return reverse(_VIEWS[page], kwargs={"address": address})


def made_sentences(counts: Mapping[str, int]) -> list[str]:
    """What is made, a kind a line; what is not made is left out."""
    return [
        str(_MADE[kind] % {"count": count})
        for kind, count in counts.items()
        if count and kind in _MADE
    ]


def time_words(minutes: int) -> str:
    """Minutes as people say them."""
    if minutes < 120:
        words = ngettext("%(count)s minute", "%(count)s minutes", minutes)
        return words % {"count": minutes}
    hours = round(minutes / 60)
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}


def summary_sentence(row: TableFile) -> str:
    """What a written table made."""
    told = row.summary
    if row.kind == TableFile.Kind.STRATEGY:
        return _(
            "Goals: %(goals)s, targets: %(targets)s, own indicators: %(indicators)s."
        ) % {name: told.get(name, 0) for name in ("goals", "targets", "indicators")}
    return _("New tasks: %(tasks)s, left as they were: %(kept)s.") % {
        name: told.get(name, 0) for name in ("tasks", "kept")
    }
