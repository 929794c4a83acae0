"""Sections of reports written from what the unit keeps here."""

from __future__ import annotations

from datetime import date

from django.utils.translation import override

from miara.reports.domain.drafts import Draft
from miara.reports.domain.kinds import KINDS
from miara.reports.presenters.sections import WRITERS, Facts

__all__ = ["drafts_of"]


def drafts_of(
    unit_uid: str, year: int, kind: str, on: date, quarter: int = 0
) -> tuple[list[Draft], str]:
    """Sections in their order, and the vintage of national numbers in them.

    A report is a document of the unit, so it is written in Polish whoever makes it.

    Parameters
    ----------
    year
        The year that is reported on; targets are judged by numbers up to it.
    kind
        A code of `miara.reports.domain.kinds.KINDS`.
    quarter
        Which one a quarterly report is about; 0 in other reports.
    """
    with override("pl"):
        return _written(Facts(unit_uid, year, quarter, on), kind)


def _written(facts: Facts, kind: str) -> tuple[list[Draft], str]:
    drafts = [draft for code in KINDS[kind].sections for draft in WRITERS[code](facts)]
    return drafts, ", ".join(sorted(facts.vintages))
