"""Why a pair, why no plan: codes of the assignment as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from miara.contest.domain.assignment.explain import Lack, Shortage
from miara.contest.queries.planning import Question
from miara.core.numbers import format_number

__all__ = ["shortage_lines", "why_lines"]


def why_lines(reasons: Sequence[Mapping[str, Any]]) -> list[str]:
    """Reasons of a pair, the decisive one first."""
    return [line for reason in reasons if (line := _why(reason))]


def _why(reason: Mapping[str, Any]) -> str:
    code = reason["code"]
    if code == "FIT":
        return _(
            "knowledge of the domain %(fit)s, place %(rank)s of %(of)s without conflict"
        ) % {
            "fit": format_number(reason["fit"], 1, get_language() or "pl"),
            "rank": reason["rank"],
            "of": reason["of"],
        }
    if code == "LOAD":
        return _("applications of the expert: %(load)s of at most %(ceiling)s") % {
            "load": reason["load"],
            "ceiling": reason["ceiling"],
        }
    return {
        "PINNED": _("wanted by the organiser"),
        "PANEL": _("sits in the panel of the whole group and domain"),
        "SUBSTITUTE": _("stands in for a member of the panel who cannot read it"),
        "NO_CONFLICT": _("no conflict of interest is known"),
        "CALLED": _("called in later"),
    }.get(code, "")


def shortage_lines(
    shortages: Sequence[object], question: Question
) -> tuple[list[str], list[str]]:
    """Why no plan exists, and changes each of which alone would make one."""
    causes: list[str] = []
    remedies: list[str] = []
    for each in shortages:
        if isinstance(each, Shortage):
            line = _shortage(each, question)
            (remedies if each.is_remedy else causes).append(line)
    return causes, remedies


def _shortage(each: Shortage, question: Question) -> str:
    params = dict(each.params)
    cells = ", ".join(str(question.cells[i]) for i in params.get("cells", []))
    if each.is_remedy:
        return _remedy(each, cells)
    match each.code:
        case Lack.ENTRY_WITHOUT_EXPERTS:
            return _(
                "Application %(number)s needs %(needed)s experts; without conflict of "
                "interest: %(available)s."
            ) % {
                "number": question.entries[params["entry"]].number,
                "needed": params["needed"],
                "available": params["available"],
            }
        case Lack.TOO_LITTLE_ROOM:
            return _(
                "Experts who may read %(cells)s have together too little room; scores "
                "without an expert: %(missing)s."
            ) % {"cells": cells, "missing": params["missing"]}
        case Lack.FLOOR_TOO_HIGH:
            return _(
                "The fewest applications of an expert cannot be given: promised "
                "together %(asked)s, to be given %(wanted)s."
            ) % {"asked": params["asked"], "wanted": params["wanted"]}
    raise AssertionError(each.code)


def _remedy(each: Shortage, cells: str) -> str:
    params = dict(each.params)
    match each.code:
        case Lack.RAISE_CEILING:
            return _("Raise the most applications of an expert to %(to)s.") % params
        case Lack.ADD_EXPERTS:
            count = params["count"]
            return ngettext(
                "Invite %(count)s more expert (%(cells)s).",
                "Invite %(count)s more experts (%(cells)s).",
                count,
            ) % {"count": count, "cells": cells or "–"}
        case Lack.FEWER_PER_ENTRY:
            return _("Ask for fewer experts of an application: %(to)s.") % params
        case Lack.LOWER_FLOOR:
            return _("Lower the fewest applications of an expert to %(to)s.") % params
    raise AssertionError(each.code)
