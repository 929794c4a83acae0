"""What a proposal of a group rests on, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.contest.domain.entrants import EntrantKind
from miara.contest.domain.groups import Reason
from miara.contest.presenters.rule_words import KINDS
from miara.core.numbers import format_number

__all__ = ["facts_text"]


def facts_text(facts: Mapping[str, Any]) -> str:
    """The unit judged, its kind, inhabitants with their year, and why no group fits."""
    parts = []
    if facts.get("name"):
        parts.append(str(facts["name"]))
    if facts.get("kind") in set(EntrantKind):
        parts.append(str(KINDS[EntrantKind(facts["kind"])]))
    if facts.get("population") is not None:
        number = format_number(facts["population"], 0, get_language() or "pl")
        parts.append(
            _("%(number)s inhabitants in %(year)s")
            % {"number": number, "year": facts.get("population_year")}
        )
    reason = _reasons().get(facts.get("reason", ""), "")
    return ". ".join(part for part in (", ".join(parts), reason) if part)


def _reasons() -> dict[str, str]:
    return {
        Reason.TAKEN_BY_SEAT: _("Judged by the unit it stands with"),
        Reason.KIND_NOT_TAKEN: _("No group takes this kind of unit"),
        Reason.CAPITAL_NOT_TAKEN: _("No group takes it because of the capital"),
        Reason.SIZE_NOT_TAKEN: _("No group takes this number of inhabitants"),
        Reason.SEVERAL_GROUPS: _("Several groups take it"),
        Reason.POPULATION_UNKNOWN: _("The number of inhabitants is not known"),
        Reason.POPULATION_OF_OTHER_YEAR: _(
            "The number of inhabitants is of another year than the rules ask for"
        ),
        Reason.SEAT_UNKNOWN: _("The unit it stands with is not known"),
    }
