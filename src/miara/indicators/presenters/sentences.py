"""Sentences about numbers, in the active language.

Every function returns a whole phrase made of translated templates; names of groups
come in the two Polish forms that the templates need.
"""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from miara.cube import flags as f
from miara.cube.definitions import Indicator
from miara.cube.register import Level
from miara.indicators.domain.unit_lenses import Group, Lens
from miara.indicators.presenters.unit_numbers import (
    difference_format,
    number_format,
    rounds_to_zero,
    value_format,
)

# Shares are told in tenths from this many units on, below it in units.
IN_TENTHS = 20
_MANY_EQUAL = 0.3
RANGE = "\u2013"


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A group in the forms that sentences need.

    ``some`` follows "7 z 10" (genitive plural), ``all`` follows "niż wszystkie"
    (nominative plural).
    """

    some: str
    all: str


def group_words(group: Group, level: Level) -> GroupWords:
    """Words for the units of a group at a level."""
    if group.wish.lens is Lens.OWN:
        name = {"name": group.name}
        return GroupWords(
            pgettext("7 of 10", "units of the group “%(name)s”") % name,
            pgettext("than all", "units of the group “%(name)s”") % name,
        )
    return _words()[level, group.wish.lens]


def _words() -> dict[tuple[Level, Lens], GroupWords]:
    gmina, powiat, region = Level.MUNICIPALITY, Level.COUNTY, Level.VOIVODESHIP
    return {
        (gmina, Lens.LIKES): GroupWords(
            pgettext("7 of 10", "similar municipalities"),
            pgettext("than all", "similar municipalities"),
        ),
        (gmina, Lens.TYPE): GroupWords(
            pgettext("7 of 10", "municipalities of the same type and size"),
            pgettext("than all", "municipalities of the same type and size"),
        ),
        (gmina, Lens.COUNTY): GroupWords(
            pgettext("7 of 10", "municipalities of the county"),
            pgettext("than all", "municipalities of the county"),
        ),
        (gmina, Lens.VOIVODESHIP): GroupWords(
            pgettext("7 of 10", "municipalities of the voivodeship"),
            pgettext("than all", "municipalities of the voivodeship"),
        ),
        (gmina, Lens.COUNTRY): GroupWords(
            pgettext("7 of 10", "municipalities in Poland"),
            pgettext("than all", "municipalities in Poland"),
        ),
        (powiat, Lens.LIKES): GroupWords(
            pgettext("7 of 10", "similar counties"),
            pgettext("than all", "similar counties"),
        ),
        (powiat, Lens.TYPE): GroupWords(
            pgettext("7 of 10", "counties of the same type and size"),
            pgettext("than all", "counties of the same type and size"),
        ),
        (powiat, Lens.VOIVODESHIP): GroupWords(
            pgettext("7 of 10", "counties of the voivodeship"),
            pgettext("than all", "counties of the voivodeship"),
        ),
        (powiat, Lens.COUNTRY): GroupWords(
            pgettext("7 of 10", "counties in Poland"),
            pgettext("than all", "counties in Poland"),
        ),
        (region, Lens.LIKES): GroupWords(
            pgettext("7 of 10", "similar voivodeships"),
            pgettext("than all", "similar voivodeships"),
        ),
        (region, Lens.COUNTRY): GroupWords(
            pgettext("7 of 10", "voivodeships"),
            pgettext("than all", "other voivodeships"),
        ),
    }


def position(below: int, equal: int, count: int, words: GroupWords) -> str:
    """Where a value stands: "lower than 7 of 10 similar municipalities".

    Parameters
    ----------
    below, equal, count
        Members of the group that are lower, have the same, and have a number at all.
    """
    above = count - below - equal
    facts = {"some": words.some, "all": words.all, "count": count}
    if count == 0:
        return _("nobody in this group has a number")
    unanimous = {
        equal: _("the same as all %(all)s (%(count)s)"),
        below: _("higher than all %(all)s (%(count)s)"),
        above: _("lower than all %(all)s (%(count)s)"),
    }
    if count in unanimous:
        return unanimous[count] % facts
    if equal / count >= _MANY_EQUAL:
        return _of(_("the same as %(k)s of %(n)s %(some)s"), "", equal, count, facts)
    if above >= below:
        return _of(
            _("lower than %(k)s of %(n)s %(some)s"),
            _("lower than almost all %(all)s (%(count)s)"),
            above,
            count,
            facts,
        )
    return _of(
        _("higher than %(k)s of %(n)s %(some)s"),
        _("higher than almost all %(all)s (%(count)s)"),
        below,
        count,
        facts,
    )


def _of(
    template: str, almost_all: str, k: int, count: int, facts: dict[str, object]
) -> str:
    """A share in tenths for large groups, in units for small ones."""
    if count < IN_TENTHS:
        return template % {**facts, "k": k, "n": count}
    tenths = math.floor(10 * k / count + 0.5)
    if tenths == 10 and almost_all:
        return almost_all % facts
    return template % {**facts, "k": max(tenths, 1), "n": 10}


def uncertainty(lower: float, upper: float, indicator: Indicator, language: str) -> str:
    """The 95 % interval: "uncertainty 11.1-13.6"; empty when there is none."""
    if not (math.isfinite(lower) and math.isfinite(upper)):
        return ""
    show = number_format(indicator, language)
    low, high = show(lower), show(upper)
    return _("uncertainty %(interval)s") % {"interval": f"{low}{RANGE}{high}"}


def value_sentence(value: str, place: str, doubt: str) -> str:
    """The three together, as the row and the picture say them."""
    said = _("%(value)s, %(place)s") % {"value": value, "place": place}
    if not doubt:
        return said
    return _("%(sentence)s; %(doubt)s") % {"sentence": said, "doubt": doubt}


def change(
    now: float,
    before: float,
    since: str,
    indicator: Indicator,
    language: str,
    *,
    is_certain: bool = True,
) -> str:
    """How a value changed since a year, in words."""
    size = now - before
    if rounds_to_zero(size, indicator):
        return _("no change since %(year)s") % {"year": since}
    amount = difference_format(indicator, language)(abs(size))
    facts = {"amount": amount, "year": since}
    if is_certain:
        said = _("up by %(amount)s since %(year)s") % facts
        if size < 0:
            said = _("down by %(amount)s since %(year)s") % facts
        return said
    if size < 0:
        return _("down by %(amount)s since %(year)s, within uncertainty") % facts
    return _("up by %(amount)s since %(year)s, within uncertainty") % facts


def movement(
    ends: tuple[float, float],
    years: tuple[str, str],
    indicator: Indicator,
    language: str,
) -> str:
    """A steady change: values at both ends, and their years."""
    show = value_format(indicator, language)
    (start, end), (first, last) = ends, years
    facts = {"start": show(start), "end": show(end), "first": first, "last": last}
    if end >= start:
        return _("up from %(start)s (%(first)s) to %(end)s (%(last)s)") % facts
    return _("down from %(start)s (%(first)s) to %(end)s (%(last)s)") % facts


def missing(flag: int, indicator: Indicator, language: str) -> str:
    """Why there is no number."""
    state = flag & f.STATE_MASK
    if state == f.CONFIDENTIAL:
        return _("statistical confidentiality")
    if state == f.NOT_APPLICABLE:
        return _("not applicable")
    if indicator.missing_note is not None:
        return _("no data: %(reason)s") % {
            "reason": indicator.missing_note.in_language(language)
        }
    return _("no data")


def marks(flag: int) -> list[str]:
    """What else the reader should know of a number; breaks: :func:`no_change`.

    A page with sums explains the word once, for most rows of a county have it.
    """
    words = {
        f.ESTIMATED: _("estimated"),
        f.PROVISIONAL: _("provisional"),
        f.BRIDGED: _("carried across a territorial change"),
        f.SUMMED: pgettext("mark of a number", "sum"),
    }
    return [word for bit, word in words.items() if flag & bit]


def no_change(flag: int) -> str:
    """Why a number is not compared with an earlier one."""
    if flag & f.BREAK_BEFORE:
        return _("not comparable with the years before")
    return _("no earlier comparable year")


def inhabitants(count: float, shown: str) -> str:
    """A number of people with its noun."""
    return ngettext("%(count)s inhabitant", "%(count)s inhabitants", round(count)) % {
        "count": shown
    }


def what_stands_out(
    words: GroupWords, strong: str, weak: str, different: str, tested: int
) -> str:
    """The first sentence of the summary; arguments are titles, empty = none."""
    facts = {
        "group": words.some, "strong": strong, "weak": weak, "different": different
    }  # fmt: skip
    if strong and weak:
        return (
            _(
                "Among %(group)s the strongest point is “%(strong)s”, the weakest "
                "“%(weak)s”."
            )
            % facts
        )
    if strong:
        return (
            _(
                "Among %(group)s the strongest point is “%(strong)s”; no weak "
                "point stands out."
            )
            % facts
        )
    if weak:
        return (
            _(
                "Among %(group)s the weakest point is “%(weak)s”; no strong point "
                "stands out."
            )
            % facts
        )
    if different:
        return (
            _(
                "Among %(group)s nothing is clearly strong or weak; what differs "
                "most is “%(different)s”."
            )
            % facts
        )
    if tested:
        return _("Among %(group)s nothing stands out.") % facts
    return _("Among %(group)s it cannot be judged yet what stands out.") % facts


def how_sure(named: int, tested: int, limit: str) -> str:
    """The second sentence: how many were judged, and the false-alarm limit."""
    facts = {"named": named, "tested": tested, "limit": limit}
    if tested == 0:
        return _(
            "No indicator can be judged reliably: there are too few years or too few "
            "units to compare with."
        )
    if named == 0:
        return (
            ngettext(
                "The one indicator that could be judged differs no more than chance "
                "explains (limit of false alarm for the whole page: %(limit)s).",
                "None of the %(tested)s indicators that could be judged differs more "
                "than chance explains (limit of false alarm for the whole page: "
                "%(limit)s).",
                tested,
            )
            % facts
        )
    return (
        ngettext(
            "%(named)s indicator stands out, of %(tested)s that could be judged; "
            "the chance that even one of those named is a false alarm is at most "
            "%(limit)s.",
            "%(named)s indicators stand out, of %(tested)s that could be judged; "
            "the chance that even one of those named is a false alarm is at most "
            "%(limit)s.",
            named,
        )
        % facts
    )


def what_changed(title: str, said: str) -> str:
    """The third sentence; ``title`` is empty when nothing moved."""
    if not title:
        return _("No indicator keeps going one way beyond chance.")
    return _("What changed most steadily is “%(title)s”: %(change)s.") % {
        "title": title,
        "change": said,
    }
