"""Kinds, gaps and money in words."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from miara.budget.public import to_zloty
from miara.core.numbers import format_pln
from miara.reports.domain.chain import Gap, Kind

__all__ = ["GAPS", "HEADINGS", "KINDS", "zloty"]

KINDS: Final[dict[Kind, Promise]] = {
    Kind.DOMAIN: pgettext_lazy("link of the chain", "Domain"),
    Kind.SERVICE: pgettext_lazy("link of the chain", "Public service"),
    Kind.GOAL: pgettext_lazy("link of the chain", "Goal"),
    Kind.TARGET: pgettext_lazy("link of the chain", "Indicator with a target"),
    Kind.INSTRUMENT: pgettext_lazy("link of the chain", "Programme or project"),
    Kind.TASK: pgettext_lazy("link of the chain", "Budget task"),
    Kind.RISK: pgettext_lazy("link of the chain", "Risk"),
}
HEADINGS: Final[dict[Kind, Promise]] = {
    Kind.DOMAIN: _("Domains"),
    Kind.SERVICE: _("Public services"),
    Kind.GOAL: _("Goals"),
    Kind.TARGET: _("Indicators with targets"),
    Kind.INSTRUMENT: _("Programmes and projects"),
    Kind.TASK: _("Budget tasks"),
    Kind.RISK: _("Risks"),
}
GAPS: Final[dict[Gap, Promise]] = {
    Gap.NO_OWNER: pgettext_lazy("what is missing", "no owner"),
    Gap.NO_INDICATOR: pgettext_lazy("what is missing", "no indicator with a target"),
    Gap.NO_MONEY: pgettext_lazy("what is missing", "no money"),
    Gap.NO_GOAL: pgettext_lazy("what is missing", "no goal"),
}


def zloty(grosze: int) -> str:
    """An amount in whole złoty, for reading; files hold it to the grosz."""
    return format_pln(to_zloty(grosze), 0, get_language() or "pl")
