"""Words, tabs and lists of the settings of an edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from miara.contest.domain.locking import Part
from miara.contest.models import (
    Criterion,
    DomainArea,
    Edition,
    Group,
    Milestone,
    Organiser,
    Patron,
    TitleKind,
)
from miara.contest.presenters.moments import milestone_when
from miara.contest.queries.setup import Readiness, Step

__all__ = [
    "OUR_PROPOSALS",
    "PARTS",
    "ROW_KINDS",
    "RowKind",
    "address_of",
    "readiness_rows",
    "setup_tabs",
]

#: Names of parts, for tabs, the trail and the public log of changes.
PARTS: Final[dict[Part, Promise]] = {
    Part.BASICS: _("Name and contact"),
    Part.CALL: _("Dates of the call"),
    Part.DOMAINS: _("Domains"),
    Part.GROUPS: _("Groups"),
    Part.CRITERIA: _("Criteria"),
    Part.TITLES: _("Titles"),
    Part.CONDITIONS: _("Conditions of entry"),
    Part.SIGNATURES: _("Signatures"),
    Part.FORMAL: _("Formal check"),
    Part.MARKS: _("Work of experts"),
    Part.FINALS: _("Finalists"),
    Part.PUBLICITY: _("What is public"),
    Part.FILES: _("Attachments"),
    Part.CALENDAR: _("Calendar"),
    Part.ORGANISERS: _("Organisers"),
    Part.PATRONS: _("Funders and patrons"),
    Part.GRANT: _("Grant"),
    Part.FORM: _("Application form"),
    Part.PROTOCOL: _("Protocol of visits"),
    Part.PERSONAL: _("Personal data"),
}


@dataclass(frozen=True, slots=True)
class RowKind:
    """A part of the settings that is a list: where it stands and what it shows.

    ``describe`` tells in a few words what is worth knowing of a row.
    """

    slug: str
    part: Part
    model: type[models.Model]
    add: Promise
    describe: Callable[[Any], str]
    is_ordered: bool = True


def _criterion(row: Criterion) -> str:
    return _now("0 to %(points)s points, weight %(weight)s") % {
        "points": f"{row.max_points.normalize():f}",
        "weight": f"{row.weight.normalize():f}",
    }


ROW_KINDS: Final[dict[str, RowKind]] = {
    kind.slug: kind
    for kind in (
        RowKind("dziedziny", Part.DOMAINS, DomainArea, _("Add a domain"),
                lambda row: str(row.about)),
        RowKind("grupy", Part.GROUPS, Group, _("Add a group"), lambda row: ""),
        RowKind("kryteria", Part.CRITERIA, Criterion, _("Add a criterion"), _criterion),
        RowKind("tytuly", Part.TITLES, TitleKind, _("Add a title"),
                lambda row: row.get_role_display(), is_ordered=False),
        RowKind("kalendarz", Part.CALENDAR, Milestone, _("Add a date"),
                milestone_when, is_ordered=False),
        RowKind("organizatorzy", Part.ORGANISERS, Organiser, _("Add an organiser"),
                lambda row: ""),
        RowKind("patroni", Part.PATRONS, Patron, _("Add a funder or patron"),
                lambda row: row.get_kind_display()),
    )
}  # fmt: skip

_RULES: Final = (
    Part.CONDITIONS,
    Part.SIGNATURES,
    Part.FORMAL,
    Part.MARKS,
    Part.FINALS,
    Part.PUBLICITY,
    Part.FILES,
    Part.PERSONAL,
)
_STEPS: Final[dict[Step, tuple[Promise, Part]]] = {
    Step.NAME: (_("The edition has a name."), Part.BASICS),
    Step.ENGLISH: (_("Names and the theme are there in English."), Part.BASICS),
    Step.CONTACT: (_("The e-mail of the secretariat is given."), Part.BASICS),
    Step.DOMAINS: (_("There is at least one domain."), Part.DOMAINS),
    Step.GROUPS: (_("There is at least one group."), Part.GROUPS),
    Step.GROUP_RULES: (
        _("Every unit invited falls into exactly one group."),
        Part.GROUPS,
    ),
    Step.CRITERIA: (_("There is at least one criterion."), Part.CRITERIA),
    Step.SCALE: (
        _("Criteria together give as many points as the rules say."),
        Part.CRITERIA,
    ),
    Step.TITLES: (_("There is at least one title."), Part.TITLES),
    Step.CALL: (_("The call has its opening and deadline."), Part.CALL),
    Step.CALL_AHEAD: (_("The deadline lies ahead."), Part.CALL),
    Step.FORM: (_("The application form is published."), Part.FORM),
    Step.ORGANISERS: (_("Organisers are named."), Part.ORGANISERS),
    Step.RULES_TEXT: (_("The rules are published as a text."), Part.BASICS),
    Step.RESULTS_DATE: (
        _("The calendar says when results are announced."),
        Part.CALENDAR,
    ),
}


def address_of(edition: Edition, part: Part) -> str:
    """Address of the tab of a part."""
    place = [edition.contest.code, edition.slug]
    names = {
        Part.BASICS: "setup",
        Part.CALL: "setup-call",
        Part.GRANT: "setup-grant",
        Part.FORM: "setup-form",
        Part.PROTOCOL: "setup-protocol",
    }
    if part in names:
        return reverse(f"contest:{names[part]}", args=place)
    if part in _RULES:
        return reverse("contest:setup-rules", args=[*place, part.value.lower()])
    slug = next(kind.slug for kind in ROW_KINDS.values() if kind.part is part)
    return reverse("contest:setup-rows", args=[*place, slug])


def setup_tabs(edition: Edition, current: Part) -> list[dict[str, object]]:
    """Links to all parts of the settings."""
    return [
        {
            "label": label,
            "url": address_of(edition, part),
            "current": part is current,
        }
        for part, label in PARTS.items()
    ]


def readiness_rows(edition: Edition, rows: list[Readiness]) -> list[dict[str, object]]:
    """Steps before the announcement, each with the tab where it is done."""
    texts = reverse("contest:texts", args=[edition.contest.code, edition.slug])
    return [
        {
            "text": _STEPS[row.step][0],
            "done": row.done,
            "required": row.required,
            "url": texts
            if row.step is Step.RULES_TEXT
            else address_of(edition, _STEPS[row.step][1]),
        }
        for row in rows
    ]


#: Values that are ours, because no source of the real rules gives them.
OUR_PROPOSALS: Final[dict[Part, Promise]] = {
    Part.CRITERIA: _(
        "Weights and points of criteria are our proposal: sources on past editions do "
        "not give them, only the threshold of 60 points in 2022."
    ),
    Part.CONDITIONS: _(
        "Six months of use come from the edition of 2013. Limits of applications and "
        "how paper is judged are our proposal: sources do not give them."
    ),
    Part.SIGNATURES: _(
        "In 2013 the head of the unit signed on paper. Everything else here is our "
        "proposal."
    ),
    Part.FORMAL: _(
        "The list, days, second person and appeals are our proposal: sources on past "
        "editions do not give them."
    ),
    Part.MARKS: _(
        "Two experts and the quarter of points are our proposal after similar "
        "contests: sources on this one do not give them."
    ),
    Part.FINALS: _(
        "More than 60 points comes from the edition of 2022, visits from 2007–2010. "
        "The rest is our proposal."
    ),
    Part.PUBLICITY: _("What is public is our proposal: sources do not say."),
    Part.FILES: _("Limits of attachments are our proposal."),
    Part.PROTOCOL: _("The ready form is ours: protocols of past editions are unknown."),
    Part.PERSONAL: _("Five years are our proposal: sources do not say."),
    Part.TITLES: _("How many titles a group may get is our proposal."),
}
