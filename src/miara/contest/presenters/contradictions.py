"""Contradictions between an editor's text and the data, as sentences."""

from __future__ import annotations

from datetime import date, time

from django.utils.translation import gettext as _

from miara.contest.domain.text_check import Claim, Contradiction
from miara.contest.presenters.moments import day
from miara.contest.presenters.rule_words import joined
from miara.core.numbers import format_number

__all__ = ["contradiction_text"]


def contradiction_text(row: Contradiction) -> str:
    """What the text says, what the data say."""
    templates = {
        Claim.DEADLINE: _(
            "“%(found)s” stands where the deadline does; by the data it is %(data)s."
        ),
        Claim.DAY: _("“%(found)s” is no day of this edition."),
        Claim.HOUR: _("The hour “%(found)s” is not in the data: %(data)s."),
        Claim.MONTHS: _("“%(found)s”: the conditions say %(data)s (in months)."),
        Claim.POINTS: _("“%(found)s”: the data know %(data)s points."),
        Claim.APPLICATIONS: _(
            "“%(found)s”: the largest number of applications is %(data)s."
        ),
        Claim.INHABITANTS: _("“%(found)s”: groups are bounded by %(data)s."),
    }
    data = joined(_value(value) for value in row.expected) or _("nothing of the kind")
    return templates[row.claim] % {"found": row.found, "data": data}


def _value(value: object) -> str:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int) and value >= 10_000:
        return format_number(value)
    return str(value)
