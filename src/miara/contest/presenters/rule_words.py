"""Words for what the rules of an edition say in codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from miara.contest.domain.eligibility import Joint, PaperCounts
from miara.contest.domain.entrants import EntrantKind
from miara.contest.domain.group_checks import RuleProblem, Trouble
from miara.contest.domain.groups import Clause, GroupRule, Population
from miara.contest.domain.rules import Discrepancy, Signatory, SignatureKind
from miara.core.numbers import format_number

__all__ = [
    "DISCREPANCIES",
    "JOINT",
    "KINDS",
    "PAPER",
    "SIGNATORIES",
    "SIGNATURES",
    "clause_text",
    "group_text",
    "joined",
    "problem_text",
]

_l = gettext_lazy
KINDS: Final[dict[EntrantKind, Promise]] = {
    EntrantKind.COUNTY: pgettext_lazy("who enters", "counties"),
    EntrantKind.CITY: pgettext_lazy("who enters", "cities with county rights"),
    EntrantKind.URBAN: pgettext_lazy("who enters", "urban municipalities"),
    EntrantKind.URBAN_RURAL: pgettext_lazy("who enters", "urban-rural municipalities"),
    EntrantKind.RURAL: pgettext_lazy("who enters", "rural municipalities"),
    EntrantKind.VOIVODESHIP: pgettext_lazy("who enters", "voivodeships"),
    EntrantKind.UNION: pgettext_lazy("who enters", "unions of local governments"),
    EntrantKind.ASSOCIATION: pgettext_lazy(
        "who enters", "associations of local governments and local action groups"
    ),
    EntrantKind.AGREEMENT: pgettext_lazy("who enters", "partnerships by agreement"),
    EntrantKind.SUBORDINATE: pgettext_lazy(
        "who enters", "bodies of a local government"
    ),
    EntrantKind.OTHER: pgettext_lazy(
        "who enters", "organisations, companies and universities"
    ),
}
JOINT: Final[dict[Joint, Promise]] = {
    Joint.ALONE: _l("one unit alone"),
    Joint.ALLOWED: _l("alone or together with others"),
    Joint.REQUIRED: _l("together with others only"),
}
PAPER: Final[dict[PaperCounts, Promise]] = {
    PaperCounts.POSTMARK: _l("the date of the postmark"),
    PaperCounts.RECEIPT: _l("the date of receipt"),
}
SIGNATURES: Final[dict[SignatureKind, Promise]] = {
    SignatureKind.QUALIFIED: _l("a qualified electronic signature"),
    SignatureKind.TRUSTED: _l("a trusted signature (podpis zaufany)"),
    SignatureKind.PERSONAL: _l("a personal signature (podpis osobisty)"),
    SignatureKind.PAPER: _l("a signature on paper"),
}
SIGNATORIES: Final[dict[Signatory, Promise]] = {
    Signatory.HEAD: _l("the head of the leading unit"),
    Signatory.PARTNER_HEADS: _l("the heads of partner units"),
    Signatory.UNION_CHAIR: _l("the chair of the union, when a union enters"),
    Signatory.BOARD: _l("the board of the association, when an association enters"),
}
DISCREPANCIES: Final[dict[Discrepancy, Promise]] = {
    Discrepancy.THIRD_EXPERT: _l("another expert marks the application"),
    Discrepancy.CONSENSUS: _l("the experts agree on a common note"),
}


def joined(texts: Iterable[object]) -> str:
    """Words in a row with "and" before the last."""
    words = [str(text) for text in texts]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {
        "first": ", ".join(words[:-1]),
        "last": words[-1],
    }


def group_text(rule: GroupRule) -> str:
    """Who belongs to a group, in a sentence without its end."""
    return "; ".join(clause_text(clause) for clause in rule.clauses)


def clause_text(clause: Clause) -> str:
    """One way into a group."""
    text = joined(KINDS[kind] for kind in EntrantKind if kind in clause.kinds)
    if clause.capital is True:
        text = _("%(kinds)s that are capitals of voivodeships") % {"kinds": text}
    elif clause.capital is False:
        text = _("%(kinds)s that are not capitals of voivodeships") % {"kinds": text}
    if clause.population is not None and (size := _size_text(clause.population)):
        text = f"{text} {size}"
    return text


def problem_text(  # noqa: PLR0911 - a sentence for each kind of fault
    problem: RuleProblem, names: dict[str, str]
) -> str:
    """A fault of the groups as a sentence with advice.

    Parameters
    ----------
    names
        Names of groups by code.
    """
    named = names.get(problem.group or "", problem.group or "")
    match problem.code:
        case Trouble.NO_GROUPS:
            return _("There are no groups. Add at least one.")
        case Trouble.SAME_CODE:
            return _("Two groups have the code “%(group)s”.") % {"group": problem.group}
        case Trouble.NO_KINDS:
            return _(
                "The group “%(group)s” takes nobody. Choose kinds of units for it."
            ) % {"group": named}
        case Trouble.EMPTY_BOUNDS:
            return _(
                "In the group “%(group)s” the upper bound of inhabitants lies below "
                "the lower one."
            ) % {"group": named}
        case Trouble.TWO_BOUNDS_ON_A_SIDE:
            return _("The group “%(group)s” has two bounds on one side.") % {
                "group": named
            }
        case Trouble.YEAR_MISSING:
            return _(
                "Groups ask for the number of inhabitants, and the conditions name no "
                "year of the count: the latest one is taken."
            )
        case Trouble.HOLE:
            return _("No group takes %(whom)s. Add them to one.") % {
                "whom": _whom(problem)
            }
        case _:
            return _("%(groups)s all take %(whom)s. One of them must give way.") % {
                "groups": joined(f"„{names.get(g, g)}”" for g in problem.groups),
                "whom": _whom(problem),
            }


def _whom(problem: RuleProblem) -> str:
    text = str(KINDS[problem.kind]) if problem.kind else ""
    if problem.is_capital is True:
        text = _("%(kinds)s that are capitals of voivodeships") % {"kinds": text}
    elif problem.is_capital is False:
        text = _("%(kinds)s that are not capitals of voivodeships") % {"kinds": text}
    if problem.first is None:
        return text
    first = _number(problem.first)
    if problem.last is None:
        return _("%(kinds)s with %(first)s inhabitants or more") % {
            "kinds": text,
            "first": first,
        }
    if problem.last == problem.first:
        return _("%(kinds)s with exactly %(first)s inhabitants") % {
            "kinds": text,
            "first": first,
        }
    return _("%(kinds)s with %(first)s to %(last)s inhabitants") % {
        "kinds": text,
        "first": first,
        "last": _number(problem.last),
    }


def _size_text(bounds: Population) -> str:
    parts: Sequence[tuple[int | None, str]] = (
        (bounds.more_than, _("with more than %(number)s inhabitants")),
        (bounds.at_least, _("with at least %(number)s inhabitants")),
        (bounds.up_to, _("with up to %(number)s inhabitants")),
        (bounds.below, _("with fewer than %(number)s inhabitants")),
    )
    texts = [
        text % {"number": _number(value)} for value, text in parts if value is not None
    ]
    return joined(texts)


def _number(value: int) -> str:
    return format_number(value, 0, get_language() or "pl")
