"""Words about applications: states, conditions, groups, who applies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from miara.contest.domain.eligibility import Check, Finding, PaperCounts
from miara.contest.domain.groups import Reason
from miara.contest.models import Entry, EntryPartner
from miara.contest.presenters.moments import day
from miara.contest.queries.writing import DESCRIPTION
from miara.core.numbers import format_number
from miara.units import public as units

__all__ = [
    "STATES",
    "StateWords",
    "entrant_text",
    "field_labels",
    "finding_text",
    "group_text",
    "partner_text",
    "unit_name",
]


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state for its applicant: what it is and what comes next."""

    label: Promise
    next: Promise


#: What the applicant reads in each state; public pages say the label only.
STATES: Final[Mapping[str, StateWords]] = {
    Entry.State.DRAFT: StateWords(
        gettext_lazy("Draft"),
        gettext_lazy(
            "Only people of the application see it. Fill it in, sign it and submit it."
        ),
    ),
    Entry.State.SUBMITTED: StateWords(
        gettext_lazy("Submitted"),
        gettext_lazy(
            "We have it. Until the call closes you can replace it or withdraw it; then "
            "the office checks it formally."
        ),
    ),
    Entry.State.SUPPLEMENT: StateWords(
        gettext_lazy("To be supplemented"),
        gettext_lazy(
            "Correct what the office asks for and send the supplement before its "
            "deadline."
        ),
    ),
    Entry.State.SUPPLEMENTED: StateWords(
        gettext_lazy("After the supplement"),
        gettext_lazy("The office checks the application again and will write to you."),
    ),
    Entry.State.ACCEPTED: StateWords(
        gettext_lazy("Formally correct"),
        gettext_lazy(
            "Experts assess it now. Results come on the day that the calendar names."
        ),
    ),
    Entry.State.REJECTED: StateWords(
        gettext_lazy("Not admitted"),
        gettext_lazy("The application is not assessed. The reasons stand below."),
    ),
    Entry.State.WITHDRAWN: StateWords(
        gettext_lazy("Withdrawn"),
        gettext_lazy(
            "You took the application back. What was written can still be read."
        ),
    ),
    Entry.State.DISQUALIFIED: StateWords(
        gettext_lazy("Excluded"),
        gettext_lazy("The office excluded the application. The reasons stand below."),
    ),
}


def unit_name(uid: str) -> str:
    """Name of a unit of the register with its kind; a dash for one it lost."""
    unit = units.unit_by_uid(uid)
    return unit.full_name if unit else "–"


def entrant_text(entry: Entry) -> str:
    """Who applies: the unit, or the body with the unit it stands with."""
    unit = unit_name(entry.unit_uid)
    body = str(entry.union) if entry.union else entry.entrant_name
    if not body:
        return unit
    return _("%(body)s (with: %(unit)s)") % {"body": body, "unit": unit}


def field_labels(entry: Entry, codes: Iterable[str]) -> list[str]:
    """Names of the fields that a supplement may change, in the active language."""
    known = entry.sheet.version.definition.by_code
    found = []
    for code in codes:
        if code == DESCRIPTION:
            found.append(_("Domain, applicant and partners"))
        elif code in known:
            found.append(known[code].label.in_language(get_language()))
    return found


def partner_text(partner: EntryPartner) -> str:
    """A partner with its part in the project."""
    name = partner.name or unit_name(partner.unit_uid)
    return f"{name} – {partner.role}" if partner.role else name


def group_text(facts: Mapping[str, Any], group: object | None) -> str:
    """Why an application stands in its group, from the facts kept with it.

    Parameters
    ----------
    facts
        ``Entry.group_facts``.
    group
        The group that was proposed.
    """
    reason = str(facts.get("reason", ""))
    inhabitants, year = facts.get("population"), facts.get("population_year")
    known = isinstance(inhabitants, int) and year is not None
    size = (
        _("%(count)s inhabitants in %(year)s")
        % {"count": _number(inhabitants), "year": year}
        if known and isinstance(inhabitants, int)
        else ""
    )
    if group is not None and reason in {Reason.TAKEN, Reason.TAKEN_BY_SEAT}:
        said = _("Proposed group: %(group)s.") % {"group": group}
        if reason == Reason.TAKEN_BY_SEAT:
            seat = _("It is judged by the unit it stands with.")
            said = f"{said} {seat}"
        decided = _("What decided: %(fact)s.") % {
            "fact": size or _("the kind of the unit")
        }
        return f"{said} {decided}"
    why = _WHY_NO_GROUP.get(reason)
    if why is None:
        return _("The group will be proposed when the applicant is known.")
    return f"{why} {size}.".replace(" .", "") if size else str(why)


_WHY_NO_GROUP: Final[Mapping[str, Promise]] = {
    Reason.KIND_NOT_TAKEN: gettext_lazy(
        "No group of this edition takes this kind of applicant."
    ),
    Reason.CAPITAL_NOT_TAKEN: gettext_lazy(
        "The groups of this edition do not fit a capital of a voivodeship."
    ),
    Reason.SIZE_NOT_TAKEN: gettext_lazy(
        "No group of this edition takes this number of inhabitants:"
    ),
    Reason.SEVERAL_GROUPS: gettext_lazy("Several groups fit; the office chooses one."),
    Reason.POPULATION_UNKNOWN: gettext_lazy(
        "The number of inhabitants is not known here; the office chooses the group."
    ),
    Reason.POPULATION_OF_OTHER_YEAR: gettext_lazy(
        "The number of inhabitants of the year that the rules name is not known here; "
        "the office chooses the group."
    ),
    Reason.SEAT_UNKNOWN: gettext_lazy(
        "The unit that the applicant stands with is not known."
    ),
}


def finding_text(finding: Finding) -> str:
    """One condition of entry as a sentence that says what was found."""
    return _SENTENCES[finding.code](finding)


def _lead_kind(finding: Finding) -> str:
    if finding.ok:
        return _("The applicant may take part.")
    return _("Applicants of this kind cannot take part in this edition.")


def _responsible(finding: Finding) -> str:
    if finding.ok:
        return _("The unit that answers for the applicant may take part.")
    return _("A unit that may take part has to answer for the applicant.")


def _partners(finding: Finding) -> str:
    count, least, most = (finding.params[key] for key in ("count", "least", "most"))
    said = ngettext("%(count)s partner.", "%(count)s partners.", count) % {
        "count": count
    }
    if finding.ok:
        return said
    if count < least:
        return _("A joint application needs a partner; none is named.")
    if not most:
        alone = _("This edition takes applications of one applicant only.")
        return f"{said} {alone}"
    limit = _("At most %(most)s may be named.") % {"most": most}
    return f"{said} {limit}"


def _domain(finding: Finding) -> str:
    if finding.ok is None:
        return _("The domain is not chosen yet.")
    return (
        _("The domain is one of this edition.")
        if finding.ok
        else _("The domain is none of this edition.")
    )


def _limit(finding: Finding) -> str:
    limit = finding.params["limit"]
    if finding.ok is None:
        return _("Limit of applications: %(limit)s. It cannot be checked yet.") % {
            "limit": limit
        }
    return _(
        "%(name)s: this is application number %(count)s; the limit is %(limit)s."
    ) % {
        "name": finding.params["name"],
        "count": finding.params["count"],
        "limit": limit,
    }


def _too_early(finding: Finding) -> str:
    first, found = finding.params["first"], finding.params["day"]
    rule = _("The solution has to be in use not earlier than since %(first)s.") % {
        "first": day(first)
    }
    return _with_day(rule, found)


def _early_enough(finding: Finding) -> str:
    last, found = finding.params["last"], finding.params["day"]
    rule = _("The solution has to be in use since %(last)s at the latest.") % {
        "last": day(last)
    }
    return _with_day(rule, found)


def _with_day(rule: str, found: date | None) -> str:
    if found is None:
        unknown = _("The form does not say since when it is.")
        return f"{rule} {unknown}"
    told = _("According to the form: since %(day)s.") % {"day": day(found)}
    return f"{rule} {told}"


def _paper(finding: Finding) -> str:
    counts = finding.params.get("counts")
    if counts is None:
        return _("This edition takes nothing on paper.")
    what = (
        _("The date of the postmark decides.")
        if counts == PaperCounts.POSTMARK
        else _("The date of receipt decides.")
    )
    found = finding.params.get("day")
    told = (
        _("Found: %(day)s; last day: %(last)s.")
        % {"day": day(found), "last": day(finding.params["last"])}
        if found
        else _("The date is not known.")
    )
    return f"{what} {told}"


_SENTENCES: Final[Mapping[Check, Callable[[Finding], str]]] = {
    Check.LEAD_KIND: _lead_kind,
    Check.RESPONSIBLE_UNIT: _responsible,
    Check.PARTNERS: _partners,
    Check.PARTNER_KIND: lambda f: (
        _("%(name)s cannot be a partner in this edition: its kind is not admitted.")
        % {"name": f.params["name"]}
    ),
    Check.PARTNER_REPEATED: lambda f: (
        _("%(name)s is named twice.") % {"name": f.params["name"]}
    ),
    Check.DOMAIN: _domain,
    Check.LIMIT_PER_UNIT: _limit,
    Check.LIMIT_PER_UNIT_AND_DOMAIN: lambda f: " ".join(
        (_limit(f), _("Within one domain."))
    ),
    Check.IMPLEMENTED_NOT_TOO_EARLY: _too_early,
    Check.IMPLEMENTED_EARLY_ENOUGH: _early_enough,
    Check.PAPER_IN_TIME: _paper,
}


def _number(value: int) -> str:
    return format_number(value, 0, get_language() or "pl")
