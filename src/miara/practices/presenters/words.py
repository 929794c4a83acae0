"""Words for codes of the base."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from miara.catalogue import public as catalogue
from miara.core.templatetags.miara import date_pl
from miara.practices.domain.costs import CostBand
from miara.practices.domain.freshness import Freshness
from miara.practices.domain.sections import section
from miara.practices.models import PracticeLife

__all__ = [
    "BAND_WORDS",
    "FRESHNESS_WORDS",
    "day",
    "domain_name",
    "freshness_sentence",
    "freshness_word",
    "period_words",
    "section_name",
]

BAND_WORDS: dict[str, Promise] = {
    CostBand.NOT_TOLD: gettext_lazy("cost not given"),
    CostBand.NONE: gettext_lazy("no money"),
    CostBand.SMALL: gettext_lazy("below 20 thousand zloty"),
    CostBand.MEDIUM: gettext_lazy("20 to 200 thousand zloty"),
    CostBand.LARGE: gettext_lazy("200 thousand to 2 million zloty"),
    CostBand.VERY_LARGE: gettext_lazy("2 million zloty and more"),
}
FRESHNESS_WORDS: dict[Freshness, Promise] = {
    Freshness.FRESH: pgettext_lazy("description", "current"),
    Freshness.ASKED: pgettext_lazy("description", "being confirmed"),
    Freshness.STALE: pgettext_lazy("description", "long unconfirmed"),
    Freshness.ARCHIVED: pgettext_lazy("description", "archived"),
}


def day(value: date) -> str:
    """A day in words: 5 marca 2026."""
    return date_pl(value)


def section_name(code: str) -> str:
    """The name of a section; empty for none."""
    found = section(code)
    return found.name(get_language() or "pl") if found else ""


def domain_name(code: str) -> str:
    """The name of a management domain; empty for none."""
    found = catalogue.domain(code) if code else None
    return found.name.in_language(get_language() or "pl") if found else ""


def freshness_word(freshness: Freshness) -> str:
    """The visible label."""
    return str(FRESHNESS_WORDS[freshness])


def freshness_sentence(freshness: Freshness, life: PracticeLife) -> str:
    """What the label means for the reader, with its day."""
    facts = {"day": day(life.archived_on or life.confirmed_on)}
    if freshness is Freshness.FRESH:
        return _("Its author confirmed on %(day)s that this is still true.") % facts
    if freshness is Freshness.ASKED:
        text = _(
            "Last confirmed on %(day)s; the author was asked whether it is still true."
        )
        return text % facts
    if freshness is Freshness.STALE:
        text = _(
            "Last confirmed on %(day)s and nobody has answered since: check before use."
        )
        return text % facts
    return _("In the archive since %(day)s: %(reason)s.") % {
        **facts,
        "reason": life.get_archived_for_display(),
    }


def period_words(began: date | None, ended: date | None, running: bool | None) -> str:
    """When it was, in words; empty when nothing is known."""
    if began and ended:
        return _("%(from)s to %(to)s") % {"from": began.year, "to": ended.year}
    if began and running:
        return _("since %(year)s, still running") % {"year": began.year}
    if began:
        return _("since %(year)s") % {"year": began.year}
    if running is None:
        return ""
    return _("still running") if running else _("no longer running")
