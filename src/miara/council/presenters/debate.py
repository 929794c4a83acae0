"""The debate as everybody reads it: when, who may speak, questions, votes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from miara.core.numbers import format_number
from miara.core.templatetags.miara import date_pl
from miara.council.domain.debate import Phase, lacks_of, phase_of, sign_up_until
from miara.council.domain.debate_rules import Rule
from miara.council.models import Debate, Question, Vote
from miara.council.phrases import LACKS
from miara.council.queries.debates import facts_of_debate
from miara.units.public import Level, UnitFacts

__all__ = [
    "DebatePage",
    "lack_sentences",
    "page_of",
    "rule_sentence",
    "title_of",
    "vote_sentence",
]


@dataclass(frozen=True, slots=True)
class DebatePage:
    """A debate in sentences; empty texts are left out of the page."""

    title: str
    lead: str
    sign_up: str
    speakers: str
    spoke: str
    votes: list[str]
    questions: list[Question]
    phase: Phase

    @property
    def may_sign_up(self) -> bool:
        """Whether a form handed in today comes in time."""
        return self.phase is Phase.SIGN_UP


def title_of(unit: UnitFacts, year: int) -> str:
    """Title of the debate on the report of a year, by the kind of the unit."""
    facts = {"year": year}
    if Level.MUNICIPALITY in unit.levels:
        return _(
            "Debate on the report on the state of the municipality in %(year)s"
        ) % (facts)
    if Level.COUNTY in unit.levels:
        return _("Debate on the report on the state of the county in %(year)s") % facts
    return _("Debate on the report on the state of the voivodeship in %(year)s") % facts


def page_of(
    unit: UnitFacts, row: Debate, today: date, *, everything: bool
) -> DebatePage:
    """The page of a debate of `debate_row`.

    Parameters
    ----------
    everything
        Show questions that are not public too, as the office sees them.
    """
    questions = sorted(row.questions.all(), key=lambda one: (one.position, one.pk))
    return DebatePage(
        title=title_of(unit, row.year),
        lead=_lead(row, today),
        sign_up=_sign_up(row),
        speakers=_speakers(row),
        spoke=_spoke(row),
        votes=[
            vote_sentence(vote)
            for vote in sorted(row.votes.all(), key=lambda one: one.kind)
        ],
        questions=[one for one in questions if everything or one.is_public],
        phase=phase_of(row.session_on, today),
    )


def lack_sentences(row: Debate) -> list[str]:
    """What is missing before residents can be told."""
    return [str(LACKS[lack]) for lack in lacks_of(facts_of_debate(row))]


def rule_sentence(rule: Rule | None, residents: tuple[int, int] | None) -> str:
    """What the program offers as the rule, from how many inhabitants, how sure."""
    if rule is None or not rule.steps:
        return _(
            "The program knows no number of signatures for this unit. Read it in the "
            "act and type it in."
        )
    if rule.signatures is None or residents is None:
        told = _(
            "The program does not know how many people live here. It offers: %(steps)s."
        ) % {"steps": "; ".join(_step(*step) for step in rule.steps)}
    else:
        told = ngettext(
            "For %(residents)s inhabitants (%(year)s) the program offers %(count)s "
            "signature.",
            "For %(residents)s inhabitants (%(year)s) the program offers %(count)s "
            "signatures.",
            rule.signatures,
        ) % {
            "residents": _number(residents[0]),
            "year": residents[1],
            "count": rule.signatures,
        }
    if rule.is_verified:
        return told
    unread = _("Nobody has read this in the act for the program: compare it yourself.")
    return f"{told} {unread}"


def _step(end: int | None, signatures: int) -> str:
    facts = {"signatures": signatures}
    if end is None:
        return _("above that: %(signatures)s") % facts
    return _("up to %(end)s inhabitants: %(signatures)s") % {
        "end": _number(end),
        **facts,
    }


def _number(value: int) -> str:
    return format_number(value, 0, get_language() or "pl")


def vote_sentence(vote: Vote) -> str:
    """A vote in one sentence: what, how it ended, numbers, the resolution."""
    parts = [
        _("%(kind)s: %(result)s (%(day)s)")
        % {
            "kind": str(vote.get_kind_display()).capitalize(),
            "result": vote.get_result_display(),
            "day": date_pl(vote.voted_on),
        }
    ]
    if vote.in_favour is not None:
        parts.append(
            _("in favour %(yes)s, against %(no)s, abstained %(none)s")
            % {"yes": vote.in_favour, "no": vote.against, "none": vote.abstained}
        )
    if vote.resolution is not None:
        number = {"number": vote.resolution.number}
        parts.append(_("resolution %(number)s") % number)
    return "; ".join(parts) + "."


def _lead(row: Debate, today: date) -> str:
    if row.session_on is None:
        return _("The day of the debate has not been set yet.")
    facts = {
        "day": date_pl(row.session_on),
        "hour": _hour(row),
        "place": row.place,
    }
    phase = phase_of(row.session_on, today)
    if phase is Phase.OVER:
        return _("The debate was held on %(day)s, %(place)s.") % facts
    if phase is Phase.TODAY:
        return _("The debate is today, %(day)s, at %(hour)s, %(place)s.") % facts
    return _("The debate will be held on %(day)s at %(hour)s, %(place)s.") % facts


def _hour(row: Debate) -> str:
    return f"{row.starts_at:%H:%M}" if row.starts_at else "–"


def _sign_up(row: Debate) -> str:
    if row.session_on is None or row.signatures is None:
        return ""
    return ngettext(
        "A resident who wants to speak hands in a written sign-up supported by at "
        "least %(count)s signature, by %(day)s.",
        "A resident who wants to speak hands in a written sign-up supported by at "
        "least %(count)s signatures, by %(day)s.",
        row.signatures,
    ) % {"count": row.signatures, "day": date_pl(sign_up_until(row.session_on))}


def _speakers(row: Debate) -> str:
    if row.speakers is None:
        return ""
    told = ngettext(
        "At most %(count)s resident may speak, in the order of sign-ups.",
        "At most %(count)s residents may speak, in the order of sign-ups.",
        row.speakers,
    ) % {"count": row.speakers}
    if row.speakers_basis:
        raised = _("The council raised the limit: %(basis)s.")
        return f"{told} {raised % {'basis': row.speakers_basis.rstrip('.')}}"
    return told


def _spoke(row: Debate) -> str:
    parts = []
    if (count := row.residents_spoke) is not None:
        told = ngettext(
            "%(count)s resident spoke.", "%(count)s residents spoke.", count
        )
        parts.append(told % {"count": count})
    if (count := row.councillors_spoke) is not None:
        told = ngettext(
            "%(count)s councillor spoke.", "%(count)s councillors spoke.", count
        )
        parts.append(told % {"count": count})
    return " ".join(parts)
