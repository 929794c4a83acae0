"""A draft of the declaration on management control, from the register and the marks.

It is a beginning for people to write on, so it names facts and no judgement.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.core.templatetags.miara import pln
from miara.risks.domain.scales import Scale
from miara.risks.domain.standards import STANDARDS, Mark
from miara.risks.models import Assessment
from miara.risks.phrases import STANDARD_NAMES
from miara.risks.queries.risks import RiskFacts
from miara.units.public import UnitFacts

__all__ = ["draft_of", "paragraphs", "title_of"]


def title_of(unit: UnitFacts, year: int) -> str:
    """Title of the document, in Polish as the document itself."""
    with translation.override("pl"):
        return _("Declaration on the state of management control in %(year)s") % {
            "year": year
        }


def draft_of(
    unit: UnitFacts,
    year: int,
    *,
    risks: Iterable[RiskFacts],
    scale: Scale,
    events: dict[str, Any],
    assessment: Assessment | None,
) -> str:
    """The draft: paragraphs with facts of the year, and places to fill in."""
    with translation.override("pl"):
        parts = [
            _(
                "I am responsible for adequate, effective and efficient management "
                "control in the unit: %(unit)s. This declaration is about the year "
                "%(year)s."
            )
            % {"unit": unit.full_name, "year": year},
            _marks(assessment),
            _risks(list(risks), scale),
            _events(events, year),
            *_improvements(assessment),
            _("Reservations and other facts: [fill in or delete]."),
            _("Place, date and signature: [fill in]."),
        ]
    return "\n\n".join(filter(None, parts))


def paragraphs(text: str) -> list[str]:
    """Paragraphs of a text: empty lines part them.

    >>> paragraphs("a\\nb\\n\\n\\nc")
    ['a b', 'c']
    """
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]


def _marks(assessment: Assessment | None) -> str:
    if assessment is None:
        return _("No self-assessment was made for the year.")
    marks = [mark.mark for mark in assessment.marks.all()]
    asked = [mark for mark in marks if mark != Mark.NOT_ASKED]
    return _(
        "In the self-assessment %(asked)s of %(all)s standards were assessed: met "
        "%(met)s, partly met %(partly)s, not met %(not_met)s."
    ) % {
        "asked": len(asked),
        "all": len(STANDARDS),
        "met": marks.count(Mark.MET),
        "partly": marks.count(Mark.PARTLY),
        "not_met": marks.count(Mark.NOT_MET),
    }


def _risks(risks: list[RiskFacts], scale: Scale) -> str:
    if not risks:
        return _("There are no open risks in the register.")
    above = sum(1 for risk in risks if not risk.is_accepted)
    return _(
        "The register holds %(count)s open risks, of which %(above)s above the "
        "accepted level of %(appetite)s."
    ) % {"count": len(risks), "above": above, "appetite": scale.appetite}


def _events(events: dict[str, Any], year: int) -> str:
    if not events["count"]:
        return _("No event of a risk was entered for %(year)s.") % {"year": year}
    told = ngettext(
        "%(count)s event of a risk was entered for %(year)s.",
        "%(count)s events of risks were entered for %(year)s.",
        events["count"],
    ) % {"count": events["count"], "year": year}
    if events["loss"] is None:
        return told
    loss = _("Known losses: %(loss)s.") % {"loss": pln(events["loss"], 2)}
    return f"{told} {loss}"


def _improvements(assessment: Assessment | None) -> list[str]:
    if assessment is None:
        return []
    names = {each.number: str(STANDARD_NAMES[each.code]) for each in STANDARDS}
    told = [
        _("%(standard)s: %(action)s")
        % {"standard": names[mark.standard], "action": mark.action}
        for mark in sorted(assessment.marks.all(), key=lambda each: each.standard)
        if mark.action
    ]
    return [_("What will be improved:"), *told] if told else []
