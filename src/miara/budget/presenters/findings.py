"""What a reader noticed, as sentences: what, where, how to put it right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.budget.domain.findings import Finding, Grave
from miara.budget.presenters.money import zloty

__all__ = ["FIELD_NAMES", "Told", "told", "told_json"]

FIELD_NAMES: Final[dict[str, Promise]] = {
    "side": gettext_lazy("revenue or expenditure"),
    "division": gettext_lazy("division (dział)"),
    "chapter": gettext_lazy("chapter (rozdział)"),
    "paragraph": gettext_lazy("paragraph"),
    "digit": gettext_lazy("financing digit"),
    "classification": gettext_lazy("the whole classification in one column"),
    "office": gettext_lazy("organisational unit"),
    "task": gettext_lazy("symbol of the task"),
    "planned": gettext_lazy("plan as adopted"),
    "changed": gettext_lazy("plan after changes"),
    "committed": gettext_lazy("committed"),
    "executed": gettext_lazy("executed"),
    "amount": gettext_lazy("amount"),
    "label": gettext_lazy("name of the line"),
    "symbol": gettext_lazy("symbol of the row"),
    "year": gettext_lazy("years"),
    "name": gettext_lazy("name"),
    "first": gettext_lazy("first year"),
    "last": gettext_lazy("last year"),
    "total": gettext_lazy("total outlays"),
}

_LISTS: Final[dict[str, Promise]] = {
    "DIVISION": gettext_lazy("divisions"),
    "CHAPTER": gettext_lazy("chapters"),
    "REVENUE": gettext_lazy("paragraphs of revenue"),
    "EXPENDITURE": gettext_lazy("paragraphs of expenditure"),
    "DIGIT": gettext_lazy("financing digits"),
}

_SENTENCES: Final[dict[str, Promise]] = {
    "AND_MORE": gettext_lazy("And %(count)s more places of the same kind."),
    "BAD_AMOUNT": gettext_lazy(
        "“%(text)s” is no amount. Write a number with a comma before grosze."
    ),
    "BAD_CODE": gettext_lazy(
        "“%(text)s” is no code of the classification. Check the row in the file."
    ),
    "BAD_POSITION": gettext_lazy("The position has a code or an amount “%(text)s”."),
    "CHAPTER_ELSEWHERE": gettext_lazy(
        "The chapter %(chapter)s does not belong to the division %(division)s. The "
        "line "
        "is kept as it is."
    ),
    "CODE_NOT_IN_FORCE": gettext_lazy(
        "The code %(code)s (%(list)s) is not in force in this year: %(count)s lines, "
        "%(money)s. Codes that follow it: %(following)s."
    ),
    "EMPTY_FILE": gettext_lazy("The file is empty."),
    "JSON_DAMAGED": gettext_lazy(
        "The file is no answer of the interface: pages with “data” are expected."
    ),
    "MANY_UNITS": gettext_lazy(
        "The file holds %(count)s units, and it is not known which one is yours."
    ),
    "NOTHING_SENT": gettext_lazy("The file holds no lines."),
    "NOT_MONEY": gettext_lazy("“%(text)s” is no amount and was left out."),
    "NO_COLUMN": gettext_lazy(
        "No column was recognised as: %(field)s. Choose it below, or name it so in the "
        "file."
    ),
    "NO_DICTIONARY": gettext_lazy(
        "No list of %(list)s is loaded, so these codes were not checked."
    ),
    "NO_HEADINGS": gettext_lazy(
        "No row of headings was found. It needs a column named “Dział”, "
        "“Klasyfikacja”, "
        "“Symbol” or “Lp.”."
    ),
    "NO_REPORT": gettext_lazy(
        "The file has no such report of your unit. Other units or reports in it: "
        "%(count)s."
    ),
    "OTHER_PERIODS": gettext_lazy(
        "Reports of other periods were left out: %(count)s. The newest one was read."
    ),
    "OTHER_UNITS": gettext_lazy("Rows of other units were left out: %(count)s."),
    "PAGES_OF_TWO": gettext_lazy(
        "The pages come from different questions: they promise %(counts)s rows."
    ),
    "REPEATED_CODE": gettext_lazy(
        "The classification %(code)s stands twice. Both lines are kept."
    ),
    "REPEATED_SYMBOL": gettext_lazy("The symbol %(symbol)s stands twice."),
    "ROWS_LOST": gettext_lazy(
        "%(promised)s rows were promised and %(came)s came. Fetch the pages again, "
        "with "
        "a sort."
    ),
    "ROWS_TWICE": gettext_lazy(
        "%(count)s codes came twice, for example %(code)s: pages fetched without a "
        "sort "
        "repeat some rows and lose others. Fetch them again, with a sort."
    ),
    "TOTAL_DIFFERS": gettext_lazy(
        "The row of totals says %(told)s (%(field)s), and the lines above it make "
        "%(made)s."
    ),
    "UNKNOWN_CODE": gettext_lazy(
        "The code %(code)s (%(list)s) is not in the loaded list: %(count)s lines, "
        "%(money)s. The lines are kept."
    ),
    "UNREADABLE_FILE": gettext_lazy(
        "The file cannot be read. Save it as XLSX or as CSV in UTF-8 and send it again."
    ),
    "VERSIONS": gettext_lazy(
        "The file has %(count)s versions of the report; the newest, %(taken)s, was "
        "read."
    ),
    "XML_DAMAGED": gettext_lazy(
        "The XML cannot be read: it is damaged or declares a document type."
    ),
    "XML_OF_OTHER_KIND": gettext_lazy(
        "XML is read for Rb-27S and Rb-28S only. Send this report as a table."
    ),
}

_GRAVE: Final[dict[Grave, Promise]] = {
    Grave.STOP: gettext_lazy("To correct"),
    Grave.WARN: gettext_lazy("To look at"),
    Grave.NOTE: gettext_lazy("Worth knowing"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding for people; ``is_stop`` marks what has to be corrected."""

    grave: str
    where: str
    sentence: str
    is_stop: bool


def told(findings: Sequence[Finding]) -> list[Told]:
    """Findings as sentences, those that stop the file first."""
    order = list(Grave)
    found = sorted(findings, key=lambda each: order.index(each.grave))
    return [_told(each) for each in found]


def told_json(findings: Sequence[Mapping[str, Any]]) -> list[Told]:
    """Kept findings of a file as sentences."""
    return told(
        [
            Finding(f["code"], Grave(f["grave"]), f["where"], f["facts"])
            for f in findings
        ]
    )


def _told(finding: Finding) -> Told:
    facts: dict[str, Any] = dict(finding.facts)
    if "field" in facts:
        facts["field"] = FIELD_NAMES.get(facts["field"], facts["field"])
    if "kind" in facts:
        facts["list"] = _LISTS.get(facts["kind"], facts["kind"])
    if "grosze" in facts:
        facts["money"] = zloty(facts["grosze"])
    for name in ("told", "made"):
        if name in facts:
            facts[name] = zloty(facts[name])
    following = facts.get("following") or []
    facts["following"] = ", ".join(following) or _("none known")
    where = finding.where
    if where and where.isdigit():
        where = _("row %(number)s") % {"number": where}
    return Told(
        str(_GRAVE[finding.grave]),
        where,
        str(_SENTENCES[finding.code]) % facts,
        finding.grave is Grave.STOP,
    )
