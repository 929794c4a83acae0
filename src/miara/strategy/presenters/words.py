"""Statuses and flags of targets in words, and the sentence with its numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from miara.strategy.domain.status import Flag, Status
from miara.strategy.models import Target
from miara.strategy.phrases import number
from miara.strategy.queries.standing import Standing

__all__ = [
    "MARKS",
    "TONES",
    "amount",
    "flag_sentences",
    "indicator_title",
    "rule_sentence",
    "status_sentence",
    "status_word",
]

NBSP = "\u00a0"

_STATUSES: Final[dict[Status, Promise]] = {
    Status.REACHED: pgettext_lazy("target", "reached"),
    Status.KEPT: pgettext_lazy("target", "kept"),
    Status.ON_TRACK: pgettext_lazy("target", "on track"),
    Status.NEAR: pgettext_lazy("target", "within the tolerance"),
    Status.BEHIND: pgettext_lazy("target", "behind"),
    Status.EXCEEDED: pgettext_lazy("target", "exceeded"),
    Status.MISSED: pgettext_lazy("target", "missed"),
    Status.WAITING: pgettext_lazy("target", "too early to say"),
    Status.UNDECIDED: pgettext_lazy("target", "cannot be decided"),
    Status.NO_DATA: pgettext_lazy("target", "no data"),
}
#: Marks that repeat the word in shape.
MARKS: Final[dict[Status, str]] = {
    Status.REACHED: "●",
    Status.KEPT: "●",
    Status.ON_TRACK: "▲",
    Status.NEAR: "=",
    Status.BEHIND: "▼",
    Status.EXCEEDED: "▼",
    Status.MISSED: "▼",
    Status.WAITING: "○",
    Status.UNDECIDED: "?",
    Status.NO_DATA: "–",
}
#: Names of the colours that repeat the word; empty for none.
TONES: Final[dict[Status, str]] = {
    Status.REACHED: "better",
    Status.KEPT: "better",
    Status.ON_TRACK: "better",
    Status.BEHIND: "worse",
    Status.EXCEEDED: "worse",
    Status.MISSED: "worse",
}
_FLAGS: Final[dict[Flag, Promise]] = {
    Flag.NO_DIRECTION: gettext_lazy(
        "Nobody said whether more or less is better, and numbers alone do not tell."
    ),
    Flag.ALREADY_PASSED: gettext_lazy(
        "The final value is passed already: think of setting it anew."
    ),
    Flag.TOO_SOFT: gettext_lazy(
        "The target is too soft: the series was no worse at its beginning."
    ),
    Flag.BREAK: gettext_lazy(
        "The way of counting changed meanwhile, so earlier numbers cannot be compared."
    ),
    Flag.WITHIN_MARGIN: gettext_lazy(
        "The difference is smaller than the margin of error."
    ),
    Flag.NO_BASELINE: gettext_lazy(
        "There is no baseline value, so years on the way cannot be judged."
    ),
}


def status_word(status: Status) -> str:
    """The status in a word or two."""
    return str(_STATUSES[status])


def amount(standing: Standing, value: Decimal | None) -> str:
    """A number of the indicator with its unit of measure."""
    measure = standing.measure
    text = number(value, measure.decimals)
    symbol = measure.in_language(get_language() or "pl")[1]
    return f"{text}{NBSP}{symbol}" if symbol and value is not None else text


def indicator_title(standing: Standing) -> str:
    """Name of the indicator in the active language."""
    return standing.measure.in_language(get_language() or "pl")[0]


def rule_sentence(standing: Standing) -> str:
    """What the target asks for, in one sentence."""
    row = standing.target
    facts = {
        "final": amount(standing, row.final_value),
        "year": row.final_year,
        "lower": amount(standing, row.lower),
        "upper": amount(standing, row.upper),
    }
    up, down = Target.Direction.UP, Target.Direction.DOWN
    sentences: dict[tuple[str, str], str] = {
        ("REACH", up): _("At least %(final)s by %(year)s."),
        ("REACH", down): _("Down to %(final)s or less by %(year)s."),
        ("REACH", ""): _("%(final)s by %(year)s."),
        ("TREND", up): _("Growth until %(year)s."),
        ("TREND", down): _("Decline until %(year)s."),
        ("TREND", ""): _("A change until %(year)s, nobody said which way."),
        ("NOT_WORSE", up): _("Every year until %(year)s no less than the year before."),
        ("NOT_WORSE", down): _(
            "Every year until %(year)s no more than the year before."
        ),
        ("NOT_WORSE", ""): _(
            "Every year until %(year)s no worse than the year before."
        ),
    }
    limits = {
        "AT_MOST": _("At most %(final)s until %(year)s."),
        "RANGE": _("From %(lower)s to %(upper)s until %(year)s."),
    }
    text = limits.get(row.kind) or sentences[(row.kind, row.direction)]
    return (text % facts).replace("..", ".")


def status_sentence(standing: Standing) -> str:
    """Where the target stands, with the numbers it follows from."""
    found = standing.judgement
    if found.latest is None:
        return _("There is no number yet, so nothing can be said.")
    facts = {
        "value": amount(standing, found.latest.value),
        "year": found.latest.year,
        "against": amount(standing, found.against),
        "since": found.since,
        "final": standing.target.final_year,
        "gap": _gap(standing),
    }
    # A unit of measure may end in a full stop of its own.
    return (_template(standing) % facts).replace("..", ".")


def flag_sentences(standing: Standing) -> list[str]:
    """What a reader must know beside the status."""
    found = standing.judgement
    told = [str(_FLAGS[flag]) for flag in Flag if flag in found.flags & _FLAGS.keys()]
    if found.missing:
        years = ", ".join(map(str, found.missing))
        told.append(
            _("Years without a number: %(years)s; none was taken as zero.")
            % {"years": years}
        )
    if Flag.OLD in found.flags and found.latest is not None:
        told.append(
            _("The newest number is of %(year)s.") % {"year": found.latest.year}
        )
    return told


def _template(standing: Standing) -> str:
    found, kind = standing.judgement, standing.target.kind
    if found.status is Status.UNDECIDED and found.against is None:
        return _(
            "%(value)s in %(year)s; there is no number of the year before, so the two "
            "cannot be compared."
        )
    if kind in {"TREND", "NOT_WORSE"}:
        if found.since is None:
            return _("%(value)s in %(year)s; there is nothing to compare it with yet.")
        return _("%(value)s in %(year)s, after %(against)s in %(since)s: %(gap)s.")
    if kind == "RANGE" and found.status is Status.KEPT:
        return _("%(value)s in %(year)s: within the range.")
    if kind in {"AT_MOST", "RANGE"}:
        return _limit_template(found.status)
    return _reach_template(found.status)


def _limit_template(status: Status) -> str:
    if status is Status.KEPT:
        return _("%(value)s in %(year)s: the limit (%(against)s) is kept.")
    return _("%(value)s in %(year)s: beyond the limit (%(against)s) by %(gap)s.")


def _reach_template(status: Status) -> str:
    return {
        Status.REACHED: _(
            "%(value)s in %(year)s: the final value (%(against)s) is reached."
        ),
        Status.ON_TRACK: _(
            "%(value)s in %(year)s: the path asks for %(against)s in that year."
        ),
        Status.NEAR: _(
            "%(value)s in %(year)s, short of the %(against)s asked for in that year by "
            "%(gap)s, which the tolerance allows."
        ),
        Status.BEHIND: _(
            "%(value)s in %(year)s, short of the %(against)s asked for in that year by "
            "%(gap)s."
        ),
        Status.MISSED: _(
            "%(value)s in %(year)s, short of the final %(against)s by %(gap)s."
        ),
    }.get(
        status,
        _("%(value)s in %(year)s; the target is %(against)s in %(final)s."),
    )


def _gap(standing: Standing) -> str:
    """The distance as a size; for a change with its sign in words."""
    found = standing.judgement
    if found.latest is None or found.latest.value is None or found.against is None:
        return ""
    difference = found.latest.value - found.against
    size = _size(standing, abs(difference))
    if standing.target.kind not in {"TREND", "NOT_WORSE"}:
        return size
    if difference == 0:
        return _("no change")
    if difference > 0:
        return _("more by %(size)s") % {"size": size}
    return _("less by %(size)s") % {"size": size}


def _size(standing: Standing, difference: Decimal) -> str:
    """A distance of percentages is in points."""
    symbol = standing.measure.in_language(get_language() or "pl")[1]
    if symbol != "%":
        return amount(standing, difference)
    text = number(difference, standing.measure.decimals)
    return _("%(number)s pp") % {"number": text}
