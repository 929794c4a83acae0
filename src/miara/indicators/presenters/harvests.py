"""Harvests of the Local Data Bank in words: what came, what went wrong."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from miara.cube.harvest import (
    BadPlan,
    FaultyReply,
    HarvestError,
    HarvestRunning,
    KeyRefused,
    LimitReached,
    NoSuchSeries,
    SeriesError,
    ServerUnreachable,
    UnknownSeries,
)
from miara.indicators.actions.harvests import HarvestResult
from miara.indicators.presenters.imports import load_lines

SENTENCES: tuple[tuple[type[HarvestError], Any], ...] = (
    (
        UnknownSeries,
        _(
            "No variable of the definitions has these numbers in the Local Data Bank: "
            "%(numbers)s. Check the numbers, or define the variable first "
            "(definitions/variables)."
        ),
    ),
    (
        BadPlan,
        _(
            "The harvest makes no sense: name at least one series, each once, and "
            "years from 1995 on."
        ),
    ),
    (
        HarvestRunning,
        _(
            "The same harvest is running already. Wait until it ends, or look at its "
            "progress."
        ),
    ),
    (
        KeyRefused,
        _(
            "The Local Data Bank does not accept the key. Check the file with the "
            "key, or remove it: without a key the limits are lower."
        ),
    ),
    (
        ServerUnreachable,
        _(
            "The Local Data Bank does not answer (%(what)s). What was fetched is "
            "kept: start the harvest again later."
        ),
    ),
    (
        LimitReached,
        _(
            "The allowed number of requests is used up until %(until)s. What was "
            "fetched is kept: start the harvest again after that."
        ),
    ),
    (
        NoSuchSeries,
        _(
            "Series %(number)s: the Local Data Bank has none at this level for these "
            "years."
        ),
    ),
    (
        FaultyReply,
        _(
            "Series %(number)s: the replies contradict each other (%(what)s). Start "
            "the harvest again later."
        ),
    ),
    (SeriesError, _("Series %(number)s: %(what)s")),
    (HarvestError, _("The harvest did not end: %(what)s")),
)


def explain_harvest(error: HarvestError) -> str:
    """Why a harvest stopped and what to do next, in the active language."""
    sentence = next(text for kind, text in SENTENCES if isinstance(error, kind))
    until = getattr(error, "until", None)
    return str(sentence) % {
        "number": getattr(error, "variable", ""),
        "numbers": ", ".join(map(str, getattr(error, "numbers", ()))),
        "what": getattr(error, "what", "") or str(error),
        "until": f"{timezone.localtime(until):%Y-%m-%d %H:%M}" if until else "",
    }


def harvest_lines(result: HarvestResult) -> list[str]:
    """What a harvest brought, series by series, then what failed."""
    count = len(result.rows)
    lines = [
        ngettext(
            "%(count)s series is new or changed, of %(total)s harvested.",
            "%(count)s series are new or changed, of %(total)s harvested.",
            count,
        )
        % {"count": count, "total": len(result.loads)}
    ]
    new = {row.sha256 for row in result.rows}
    for load in result.loads:
        if load.origin.sha256 in new:
            lines += load_lines(load)
    lines += [explain_harvest(error) for error in result.failures.values()]
    return lines
