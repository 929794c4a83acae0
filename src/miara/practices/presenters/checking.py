"""What the check found, in words for editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from miara.core.templatetags.miara import number
from miara.practices.domain.checking import Checked, Finding, FindingKind
from miara.practices.domain.texts import PART_CODES
from miara.practices.models import PracticeCard, PracticeContact
from miara.practices.phrases import PART_NAMES

__all__ = ["Line", "checked_of", "lines_of"]

_Kind = FindingKind
_SENTENCES: Final[dict[FindingKind, Promise]] = {
    _Kind.MISSING: _("This part is missing."),
    _Kind.NOT_ALONE: _(
        "“%(quote)s” sends readers to a text that they do not have. Write here what "
        "stands there."
    ),
    _Kind.OFFICIAL: _("“%(quote)s”: write more simply, for example: %(instead)s."),
    _Kind.HARD: _(
        "The text is hard: its fog index is %(number)s, and above %(limit)s few "
        "people read with ease. Shorten sentences and choose shorter words."
    ),
    _Kind.NO_LEAD: _("It is not said which unit or body put it in practice."),
    _Kind.NO_SECTION: _("No section of the base is chosen."),
    _Kind.NO_SENTENCE: _("One sentence on what it gave is missing."),
    _Kind.NO_NUMBERS: _("There is no row of results: what changed, before and after?"),
    _Kind.NO_SOURCE: _("The result “%(quote)s” has no source."),
    _Kind.NO_COSTS: _("No costs are given. If it cost nothing, write zero."),
    _Kind.NO_OFFICE: _("No office is named that readers may ask."),
    _Kind.NO_WAY_TO_ASK: _("The office has neither an e-mail address nor a telephone."),
    _Kind.ODD_ADDRESS: _("“%(quote)s” cannot be an e-mail address."),
    _Kind.ODD_PHONE: _("“%(quote)s” cannot be a telephone number."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding for people; ``part`` is the name of the part, empty for the whole."""

    part: str
    text: str
    stops: bool


def checked_of(draft: PracticeCard, contact: PracticeContact | None) -> Checked:
    """A draft and its contact as the check needs them."""
    return Checked(
        texts={code: getattr(draft, code) for code in PART_CODES},
        result_sentence=draft.result_sentence,
        section=draft.section,
        lead=draft.unit_uid or draft.lead_name,
        results=[(row.label, row.source) for row in draft.result_rows.all()],
        has_costs=bool(draft.costs.all()),
        office=contact.office if contact else "",
        office_email=contact.office_email if contact else "",
        office_phone=contact.office_phone if contact else "",
    )


def lines_of(found: list[Finding]) -> list[Line]:
    """All findings in words."""
    return [
        Line(
            str(PART_NAMES[row.part]) if row.part else "",
            _sentence(row),
            row.stops,
        )
        for row in found
    ]


def _sentence(row: Finding) -> str:
    if row.kind in {_Kind.TOO_SHORT, _Kind.TOO_LONG, _Kind.LONG_SENTENCE}:
        return _counted(row)
    return str(_SENTENCES[row.kind]) % {
        "quote": row.quote,
        "instead": row.instead,
        "number": number(round(row.number)),
        "limit": number(round(row.limit)),
    }


def _counted(row: Finding) -> str:
    count = int(row.number)
    facts = {"count": count, "limit": int(row.limit), "quote": row.quote}
    if row.kind is _Kind.TOO_SHORT:
        text = ngettext(
            "It has %(count)s word; at least %(limit)s are needed.",
            "It has %(count)s words; at least %(limit)s are needed.",
            count,
        )
    elif row.kind is _Kind.TOO_LONG:
        text = ngettext(
            "It has %(count)s word; at most %(limit)s are allowed.",
            "It has %(count)s words; at most %(limit)s are allowed.",
            count,
        )
    else:
        text = ngettext(
            "A sentence has %(count)s word, cut it in two: “%(quote)s”",
            "A sentence has %(count)s words, cut it in two: “%(quote)s”",
            count,
        )
    return text % facts
