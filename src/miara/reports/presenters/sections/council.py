"""Resolutions of the council in the year, and the debate on the report."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from miara.core.templatetags.miara import date_pl
from miara.council import public as council
from miara.reports.domain.drafts import Draft
from miara.reports.presenters.sections.facts import Facts

__all__ = ["counted_states", "debate", "resolutions"]


def resolutions(facts: Facts) -> list[Draft]:
    """Every resolution of the year with its executor and state."""
    found = facts.resolutions
    heading = _("Resolutions of the council")
    if not found:
        text = _("No resolutions of the year %(year)s are kept here.")
        return [Draft("resolutions", heading, text % {"year": facts.year})]
    text = counted_states(found, facts.year)
    head = (
        *(
            pgettext("of a resolution", "Number"),
            pgettext("of a resolution", "Date"),
            _("Title"),
        ),
        *(_("Executor"), _("State")),
    )
    rows: list[list[object]] = [
        [row.number, row.day.isoformat(), row.title, row.executor, row.state_label]
        for row in found
    ]
    return [Draft("resolutions", heading, text, head, rows)]


def counted_states(found: list[council.ResolutionFacts], year: int) -> str:
    """How many resolutions there were, and how far they are carried out."""
    text = ngettext(
        "In %(year)s the council adopted %(count)s resolution.",
        "In %(year)s the council adopted %(count)s resolutions.",
        len(found),
    ) % {"year": year, "count": len(found)}
    states = Counter(row.state_label for row in found)
    told = ", ".join(f"{name}: {count}" for name, count in states.items())
    return f"{text} " + _("By state: %(states)s.") % {"states": told}


def debate(facts: Facts) -> list[Draft]:
    """When the council debates the report, and how it voted; only what is public."""
    found = council.debate_of(facts.unit_uid, facts.year)
    if found is None or not found.is_public:
        return []
    lines = [_session(found), *_spoke(found), *map(_vote, found.votes)]
    heading = _("Debate on the report")
    rows: list[list[object]] = [
        [each.asked_label, each.text, each.answer] for each in found.questions
    ]
    head = (_("Asked by"), _("Question"), _("Answer"))
    text = "\n".join(line for line in lines if line)
    return [Draft("debate", heading, text, head, rows)]


def _session(found: council.DebateFacts) -> str:
    if found.day is None:
        return ""
    day = {"day": date_pl(found.day), "place": found.place}
    if found.place:
        return _("Session of the council: %(day)s, %(place)s.") % day
    return _("Session of the council: %(day)s.") % day


def _spoke(found: council.DebateFacts) -> list[str]:
    told = []
    if found.residents_spoke is not None:
        told.append(_("Residents who spoke: %(n)s.") % {"n": found.residents_spoke})
    if found.councillors_spoke is not None:
        told.append(_("Councillors who spoke: %(n)s.") % {"n": found.councillors_spoke})
    return told


def _vote(vote: council.VoteFacts) -> str:
    facts = {
        "vote": vote.kind_label,
        "result": vote.result_label,
        "day": date_pl(vote.day),
    }
    if vote.in_favour is None:
        return _("%(vote)s, %(day)s: %(result)s.") % facts
    return _(
        "%(vote)s, %(day)s: %(result)s; in favour %(in_favour)s, against %(against)s, "
        "abstained %(abstained)s."
    ) % {
        **facts,
        "in_favour": vote.in_favour,
        "against": vote.against,
        "abstained": vote.abstained,
    }
