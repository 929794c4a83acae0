"""What was found in an archive, as sentences that say what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from miara.catalogue import public as catalogue
from miara.core.templatetags.miara import date_pl
from miara.practices.actions.moving import Moved
from miara.practices.domain.migration.findings import Code, Finding
from miara.practices.domain.migration.plan import Plan, PlannedRow, Standing
from miara.practices.domain.sections import sections
from miara.practices.phrases import PART_NAMES

__all__ = [
    "STANDING_WORDS",
    "finding_text",
    "moved_lines",
    "plan_lines",
    "reasons_of",
    "report_of",
    "row_lines",
]

#: Rows of a report that a page shows; the file of rows to put right has them all.
MOST_SHOWN: Final = 1_000

STANDING_WORDS: Final[dict[Standing, Promise]] = {
    Standing.NEW: pgettext_lazy("row of an archive", "new"),
    Standing.CHANGED: pgettext_lazy("row of an archive", "changed"),
    Standing.UNCHANGED: pgettext_lazy("row of an archive", "here already"),
    Standing.DUPLICATE: pgettext_lazy("row of an archive", "possible duplicate"),
    Standing.REFUSED: pgettext_lazy("row of an archive", "refused"),
}

_SENTENCES: Final[dict[Code, Promise]] = {
    Code.NO_TITLE: gettext_lazy("There is no title. Give the practice one."),
    Code.TOO_LONG: gettext_lazy(
        "The text has %(length)s characters and only %(limit)s fit. Shorten it."
    ),
    Code.BAD_DATE: gettext_lazy(
        "“%(value)s” is not a date. Write 2011, 05.2011 or 2011-05-03."
    ),
    Code.BAD_PERIOD: gettext_lazy(
        "The period cannot be understood: “%(value)s”. Write 2011–2013, or from when to"
        " when in two columns."
    ),
    Code.FUTURE: gettext_lazy(
        "The day %(value)s has not come yet. Give the day of the last update."
    ),
    Code.BAD_MONEY: gettext_lazy(
        "“%(value)s” is not one amount. Write 12 500 zł, 12,5 tys. zł or 1,2 mln; move"
        " other words to the column on where the money came from."
    ),
    Code.FOREIGN_MONEY: gettext_lazy(
        "“%(value)s” is not in zloty. Convert it and give the year of prices."
    ),
    Code.BAD_YES_NO: gettext_lazy("“%(value)s” is neither “tak” nor “nie”."),
    Code.BAD_YEAR: gettext_lazy("“%(value)s” is not a year. Write four digits."),
    Code.BAD_EMAIL: gettext_lazy(
        "“%(value)s” is not an e-mail address. Correct it or leave the cell empty."
    ),
    Code.UNKNOWN_SECTION: gettext_lazy(
        "There is no section “%(value)s”. Choose: %(known)s, or map the value."
    ),
    Code.UNKNOWN_DOMAIN: gettext_lazy(
        "There is no management domain “%(value)s”. Choose: %(known)s, or map the"
        " value."
    ),
    Code.UNKNOWN_UNIT: gettext_lazy(
        "The register has no unit “%(value)s”. Correct the name, give the TERYT code,"
        " or move the name to the column “Realizator” when it is not a local"
        " government."
    ),
    Code.UNKNOWN_CODE: gettext_lazy(
        "The register has no unit with the code “%(value)s”. Correct the code."
    ),
    Code.AMBIGUOUS_UNIT: gettext_lazy(
        "“%(value)s” may be: %(candidates)s. Give the TERYT code, or the county and the"
        " voivodeship."
    ),
    Code.SAME_ID: gettext_lazy(
        "Row %(row)s has the same old number. Correct one of them."
    ),
    Code.SAME_ROW: gettext_lazy(
        "Row %(row)s has the same title and unit. Leave one of them, or give each an"
        " old number of its own."
    ),
    Code.ADDRESS_TAKEN: gettext_lazy(
        "The old address %(value)s belongs to: %(where)s. One address leads to one"
        " description."
    ),
    Code.FAILED: gettext_lazy("It could not be moved: %(reason)s"),
    Code.DUPLICATE_IN_FILE: gettext_lazy(
        "It looks like row %(number)s of the same unit: titles are alike in"
        " %(titles)s%%, summaries in %(summaries)s%%. Leave one, or move duplicates on"
        " purpose."
    ),
    Code.DUPLICATE_IN_BASE: gettext_lazy(
        "It looks like practice %(number)s of the base, “%(title)s”: titles are alike"
        " in %(titles)s%%, summaries in %(summaries)s%%. Leave it out, or move"
        " duplicates on purpose."
    ),
    Code.NO_UNIT: gettext_lazy(
        "Nobody is named who put the practice in place. Add the unit or the body."
    ),
    Code.NO_SECTION: gettext_lazy(
        "No section is given. Choose one in the description."
    ),
    Code.SHORT: gettext_lazy(
        "“%(part)s” has %(words)s words; a whole description has %(limit)s or more."
    ),
    Code.LONG: gettext_lazy(
        "“%(part)s” has %(words)s words; at most %(limit)s are to be read with ease."
    ),
    Code.GUESSED_UNIT: gettext_lazy(
        "“%(value)s” was taken for %(unit)s (%(code)s). Check it."
    ),
    Code.FORMER_UNIT: gettext_lazy(
        "“%(value)s” is a former name; %(unit)s (%(code)s) was taken. Check it."
    ),
    Code.OTHER_UNIT: gettext_lazy(
        "The code belongs to %(unit)s (%(code)s), the name says “%(value)s”. Check it."
    ),
    Code.MORE_UNITS: gettext_lazy(
        "The first unit leads; the others were taken for partners: %(others)s."
    ),
    Code.BODY: gettext_lazy(
        "“%(value)s” is not a unit of the register; it was taken for the body that put"
        " the practice in place."
    ),
    Code.HTML: gettext_lazy("Formatting was removed; paragraphs and links stay."),
    Code.ABOUT: gettext_lazy("The amount is approximate; it is kept as given."),
    Code.AWARD_WHOLE: gettext_lazy(
        "Contest and title could not be told apart in “%(value)s”. Write: contest"
        " year – title."
    ),
    Code.FILES_BY_HAND: gettext_lazy(
        "Attachments are not fetched; add them in the description: %(items)s"
    ),
    Code.LINKS_BY_HAND: gettext_lazy(
        "Links have no place of their own; put those worth keeping into the text:"
        " %(items)s"
    ),
    Code.EDITED_SINCE: gettext_lazy(
        "Practice %(card)s was corrected here since. The row becomes a draft, which an"
        " editor compares and publishes."
    ),
    Code.BROKEN_LINK: gettext_lazy("The link %(value)s does not work: %(why)s."),
}
_FAULTS: Final[dict[str, Promise]] = {
    "STATUS": gettext_lazy("the server answers %(status)s"),
    "UNKNOWN_HOST": gettext_lazy("there is no such server"),
    "PRIVATE": gettext_lazy("it leads to a private network and was not asked"),
    "SILENT": gettext_lazy("the server does not answer"),
    "CIRCLE": gettext_lazy("it is redirected without end"),
    "BAD": gettext_lazy("it is not an address of a page"),
}


def finding_text(finding: Finding) -> str:
    """What is wrong and what to do, without row and column."""
    facts: dict[str, Any] = dict(finding.facts)
    if finding.code is Code.UNKNOWN_SECTION:
        facts["known"] = ", ".join(row.name(_language()) for row in sections())
    if finding.code is Code.UNKNOWN_DOMAIN:
        names = (row.name.in_language(_language()) for row in catalogue.domains())
        facts["known"] = ", ".join(names)
    if "part" in facts:
        facts["part"] = PART_NAMES[facts["part"]]
    if finding.code is Code.BROKEN_LINK:
        facts["why"] = str(_FAULTS[facts["fault"]]) % facts
    if finding.code is Code.BAD_PERIOD and "began" in facts:
        text = _(
            "The end (%(ended)s) is before the beginning (%(began)s). Correct one."
        )
        return text % {key: date_pl(facts[key], "short") for key in ("began", "ended")}
    return str(_SENTENCES[finding.code]) % facts


def row_lines(row: PlannedRow) -> list[str]:
    """Findings of a row with row and column, those that keep it out first."""
    ordered = sorted(row.findings, key=lambda found: not found.refuses)
    return [
        f"{_place(row.number, each.column)}: {finding_text(each)}" for each in ordered
    ]


def reasons_of(row: PlannedRow) -> str:
    """Why a row was left out, for its cell in the file of rows to put right."""
    return "\n".join(
        f"{each.column}: {finding_text(each)}" if each.column else finding_text(each)
        for each in row.findings
        if each.refuses
    )


def plan_lines(plan: Plan) -> list[str]:
    """The sums of a plan."""
    counts = plan.counts
    lines = [
        ngettext("%(count)s row was read.", "%(count)s rows were read.", counts["ALL"])
        % {"count": counts["ALL"]},
        *_sums(counts),
    ]
    if plan.unused:
        lines.append(
            _("Nothing is taken from these columns: %(columns)s.")
            % {"columns": ", ".join(plan.unused)}
        )
    if not plan.says_when_confirmed and counts["NEW"]:
        lines.append(
            _(
                "The file does not say when descriptions were last confirmed; new ones"
                " count as confirmed on the day of the move unless you give a day."
            )
        )
    return lines


def moved_lines(moved: Moved) -> list[str]:
    """What was done, and what was left out."""
    left = len(moved.plan.left_out())
    unchanged = moved.plan.counts["UNCHANGED"]
    return [
        _count(
            ngettext(
                "%(count)s description was made.",
                "%(count)s descriptions were made.",
                moved.created,
            ),
            moved.created,
        ),
        _count(
            ngettext(
                "%(count)s description got a new draft.",
                "%(count)s descriptions got new drafts.",
                moved.changed,
            ),
            moved.changed,
        ),
        _count(
            ngettext(
                "%(count)s description was published.",
                "%(count)s descriptions were published.",
                moved.published,
            ),
            moved.published,
        ),
        _count(
            ngettext(
                "%(count)s row changed nothing.",
                "%(count)s rows changed nothing.",
                unchanged,
            ),
            unchanged,
        ),
        _count(
            ngettext(
                "%(count)s row was left out.", "%(count)s rows were left out.", left
            ),
            left,
        ),
    ]


def report_of(plan: Plan, lines: Iterable[str]) -> dict[str, Any]:
    """The report of a background job: plain values in the language of who asked."""
    rows = [
        {
            "number": row.number,
            "title": row.parsed.content.title,
            "standing": row.standing.value,
            "word": str(STANDING_WORDS[row.standing]),
            "findings": [
                {
                    "column": found.column,
                    "text": finding_text(found),
                    "refuses": found.refuses,
                }
                for found in sorted(row.findings, key=lambda each: not each.refuses)
            ],
        }
        for row in sorted(plan.rows, key=lambda row: (not row.is_left_out, row.number))
        if row.is_left_out or row.is_warned
    ]
    return {
        "lines": list(lines),
        "counts": plan.counts,
        "rows": rows[:MOST_SHOWN],
        "more": max(0, len(rows) - MOST_SHOWN),
    }


def _sums(counts: Mapping[str, int]) -> list[str]:
    words = (
        (
            "NEW",
            ngettext("%(count)s is new.", "%(count)s are new.", counts["NEW"]),
        ),
        (
            "CHANGED",
            ngettext(
                "%(count)s has changed since it was moved here.",
                "%(count)s have changed since they were moved here.",
                counts["CHANGED"],
            ),
        ),
        (
            "WARNED",
            ngettext(
                "%(count)s of these has warnings.",
                "%(count)s of these have warnings.",
                counts["WARNED"],
            ),
        ),
        (
            "UNCHANGED",
            ngettext(
                "%(count)s is here already.",
                "%(count)s are here already.",
                counts["UNCHANGED"],
            ),
        ),
        (
            "DUPLICATE",
            ngettext(
                "%(count)s looks like a duplicate and is left out.",
                "%(count)s look like duplicates and are left out.",
                counts["DUPLICATE"],
            ),
        ),
        (
            "REFUSED",
            ngettext(
                "%(count)s is refused.", "%(count)s are refused.", counts["REFUSED"]
            ),
        ),
    )
    return [_count(text, counts[key]) for key, text in words if counts[key]]


def _count(text: str, count: int) -> str:
    return text % {"count": count}


def _place(number: int, column: str) -> str:
    if column:
        return _("row %(number)s, %(column)s") % {"number": number, "column": column}
    return _("row %(number)s") % {"number": number}


def _language() -> str:
    return get_language() or "pl"
