"""Sentences of the rules of an edition, topic by topic, in the active language."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from miara.contest.domain.eligibility import Joint
from miara.contest.domain.entrants import EntrantKind
from miara.contest.domain.groups import GroupRule
from miara.contest.models import Group, TitleKind
from miara.contest.presenters.moments import day, milestone_when, moment
from miara.contest.presenters.rule_words import (
    DISCREPANCIES,
    KINDS,
    PAPER,
    SIGNATORIES,
    SIGNATURES,
    group_text,
    joined,
)
from miara.contest.queries.edition_parts import EditionParts
from miara.core.numbers import format_number, format_percent, format_pln

__all__ = [
    "about",
    "assessment",
    "calendar",
    "contact",
    "criteria",
    "dates_of_the_call",
    "domains",
    "finals",
    "formal_check",
    "groups",
    "how_to_apply",
    "publicity",
    "what_is_entered",
    "who_enters",
]


def about(parts: EditionParts) -> list[str]:
    """What it is and who runs it."""
    edition = parts.edition
    lines = [
        _("“%(edition)s” is an edition of the contest “%(contest)s”.")
        % {"edition": edition.name, "contest": edition.contest.name}
    ]
    if edition.theme:
        lines.append(_("Theme: %(theme)s.") % {"theme": edition.theme})
    if parts.organisers:
        lines.append(
            _("Run by: %(names)s.")
            % {"names": joined(row.organisation.name for row in parts.organisers)}
        )
    for kind, words in (
        ("FUNDER", _("Funded by: %(names)s.")),
        ("PARTNER", _("Partners: %(names)s.")),
        ("HONORARY", _("Honorary patronage: %(names)s.")),
        ("MEDIA", _("Media patronage: %(names)s.")),
    ):
        names = [row.name for row in parts.patrons if row.kind == kind]
        if names:
            lines.append(words % {"names": joined(names)})
    if edition.grant_number:
        lines.append(
            _("Number of the grant: %(number)s.") % {"number": edition.grant_number}
        )
    return lines


def who_enters(parts: EditionParts) -> list[str]:
    """Kinds of units, partners, limits."""
    asked = parts.rules.conditions
    lines = [
        _("The contest is open to %(kinds)s.")
        % {"kinds": joined(KINDS[k] for k in EntrantKind if k in asked.lead_kinds)}
    ]
    lines.append(
        {
            Joint.ALONE: _("Each unit enters alone."),
            Joint.ALLOWED: _(
                "A unit enters alone or together with others; one of them leads."
            ),
            Joint.REQUIRED: _("Units enter together with others; one of them leads."),
        }[asked.joint]
    )
    if asked.joint is not Joint.ALONE:
        if asked.partner_kinds:
            lines.append(
                _("Partners may be %(kinds)s.")
                % {
                    "kinds": joined(
                        KINDS[k] for k in EntrantKind if k in asked.partner_kinds
                    )
                }
            )
        if asked.max_partners is not None:
            lines.append(
                ngettext(
                    "There may be at most %(count)s partner.",
                    "There may be at most %(count)s partners.",
                    asked.max_partners,
                )
                % {"count": asked.max_partners}
            )
    if asked.max_per_unit is not None:
        lines.append(
            ngettext(
                "One unit sends at most %(count)s application.",
                "One unit sends at most %(count)s applications.",
                asked.max_per_unit,
            )
            % {"count": asked.max_per_unit}
        )
    if asked.max_per_unit_and_domain is not None:
        lines.append(
            ngettext(
                "In one domain one unit sends at most %(count)s application.",
                "In one domain one unit sends at most %(count)s applications.",
                asked.max_per_unit_and_domain,
            )
            % {"count": asked.max_per_unit_and_domain}
        )
    if asked.max_per_unit is None and asked.max_per_unit_and_domain is None:
        lines.append(_("The number of applications of one unit is not limited."))
    elif asked.partners_count:
        lines.append(_("An application counts toward the limits of its partners too."))
    return lines


def what_is_entered(parts: EditionParts) -> list[str]:
    """How long it must have been in use."""
    asked, announced = parts.rules.conditions, parts.edition.announced_on
    lines = []
    if asked.months_before_announcement:
        months = asked.months_before_announcement
        lines.append(
            ngettext(
                "The solution was put to use at least %(count)s month before the day "
                "of the announcement.",
                "The solution was put to use at least %(count)s months before the day "
                "of the announcement.",
                months,
            )
            % {"count": months}
        )
        if announced:
            last = asked.on(announced).implemented_by
            if last:
                lines.append(
                    _(
                        "The contest was announced on %(day)s, so the solution was in "
                        "use on %(last)s at the latest. An extension of the deadline "
                        "does not move these days."
                    )
                    % {"day": day(announced), "last": day(last)}
                )
    if asked.implemented_from:
        lines.append(
            _("It was put to use not earlier than on %(day)s.")
            % {"day": day(asked.implemented_from)}
        )
    if asked.implemented_to:
        lines.append(
            _("It was put to use not later than on %(day)s.")
            % {"day": day(asked.implemented_to)}
        )
    return lines or [_("There is no condition on how long it has been in use.")]


def domains(parts: EditionParts) -> list[str]:
    """Names of domains and what belongs there."""
    return [
        _("%(name)s: %(about)s") % {"name": _first_upper(row), "about": row.about}
        if row.about
        else f"{_first_upper(row)}."
        for row in parts.domains
    ]


def groups(parts: EditionParts) -> list[str]:
    """Who competes with whom."""
    by_code = {rule.code: rule for rule in parts.group_rules.groups}
    lines = [_group(row, by_code[row.code]) for row in parts.groups]
    if parts.group_rules.ask_population:
        year = parts.rules.conditions.population_year
        lines.append(
            _("Inhabitants are counted as at the end of %(year)s.") % {"year": year}
            if year
            else _("Inhabitants are counted by the latest official figures.")
        )
    if parts.rules.conditions.joint is not Joint.ALONE:
        lines.append(_("A joint application stands in the group of its leader."))
    return lines


def dates_of_the_call(parts: EditionParts) -> list[str]:
    """When applications are received, with every extension."""
    edition = parts.edition
    if edition.opens_at is None or edition.closes_at is None:
        return [_("The dates of the call will be announced.")]
    lines = [
        _("Applications are received from %(first)s to %(last)s, Warsaw time.")
        % {"first": moment(edition.opens_at), "last": moment(edition.closes_at)}
    ]
    lines += [
        _("The deadline was moved from %(before)s to %(after)s. Reason: %(reason)s")
        % {
            "before": moment(row.from_at),
            "after": moment(row.to_at),
            "reason": row.reason,
        }
        for row in parts.extensions
    ]
    return lines


def how_to_apply(parts: EditionParts) -> list[str]:
    """Dates, form, signatures, attachments, paper."""
    rules = parts.rules
    signed = rules.signatures
    lines = dates_of_the_call(parts)
    lines.append(
        _(
            "What counts is the moment at which the application reached the server. "
            "The applicant gets its number, time and a receipt at once."
        )
    )
    if rules.grace_minutes:
        lines.append(
            ngettext(
                "Who began before the deadline has %(count)s minute more to finish.",
                "Who began before the deadline has %(count)s minutes more to finish.",
                rules.grace_minutes,
            )
            % {"count": rules.grace_minutes}
        )
    lines.append(_("Until the deadline an application can be replaced or withdrawn."))
    if signed.signatories:
        lines.append(
            _("An application is signed by: %(who)s.")
            % {"who": joined(SIGNATORIES[who] for who in signed.signatories)}
        )
        if signed.deputy_allowed:
            lines.append(_("An authorised deputy may sign instead."))
        lines.append(
            _("Accepted: %(kinds)s.")
            % {"kinds": joined(SIGNATURES[kind] for kind in signed.kinds)}
        )
        if not signed.needed_before_deadline:
            lines.append(_("Signatures may be added after the deadline, when asked."))
    if rules.conditions.paper_counts:
        lines.append(
            _("For an application on paper what decides is %(what)s.")
            % {"what": PAPER[rules.conditions.paper_counts]}
        )
    else:
        lines.append(_("Applications on paper are not received."))
    lines.append(
        _("An attachment has at most %(one)s MB, all of them %(all)s MB.")
        % {"one": rules.attachment_limit_mb, "all": rules.attachments_total_mb}
    )
    return lines


def formal_check(parts: EditionParts) -> list[str]:
    """What is checked, supplements, appeals."""
    formal = parts.rules.formal
    language = (get_language() or "pl")[:2]
    lines = [
        _("It is checked whether:"),
        *(f"– {row.text.get(language) or row.text['pl']}" for row in formal.checklist),
        ngettext(
            "Who is asked for a supplement has %(count)s day for it.",
            "Who is asked for a supplement has %(count)s days for it.",
            formal.supplement_days,
        )
        % {"count": formal.supplement_days},
    ]
    if formal.second_pair_of_eyes:
        lines.append(_("A rejection is confirmed by a second person."))
    lines.append(
        ngettext(
            "Against a rejection one may appeal within %(count)s day.",
            "Against a rejection one may appeal within %(count)s days.",
            formal.appeal_days,
        )
        % {"count": formal.appeal_days}
        if formal.appeals
        else _("There is no appeal against a rejection.")
    )
    return lines


def assessment(parts: EditionParts) -> list[str]:
    """Experts, discrepancy, conflicts."""
    marks = parts.rules.marks
    lines = [
        ngettext(
            "Each application is marked by %(count)s expert on their own.",
            "Each application is marked by %(count)s experts, each on their own.",
            marks.experts_per_entry,
        )
        % {"count": marks.experts_per_entry},
        _("All criteria together give at most %(points)s points.")
        % {"points": _number(marks.scale_total)},
        _("When marks differ by more than %(share)s of all points, %(what)s.")
        % {
            "share": format_percent(marks.discrepancy_share * 100, 0, _language()),
            "what": DISCREPANCIES[marks.discrepancy],
        },
        _(
            "An expert reads no application with which they have a conflict of "
            "interest."
        ),
    ]
    if marks.same_county_conflicts:
        lines.append(_("Nor does an expert mark units of their own county."))
    if marks.blind:
        lines.append(_("Experts do not see whose application they mark."))
    return lines


def criteria(parts: EditionParts) -> list[str]:
    """Criteria with their points."""
    return [
        _("%(name)s: from 0 to %(points)s points.")
        % {"name": row.name, "points": _number(row.max_points)}
        if row.weight == 1
        else _("%(name)s: from 0 to %(points)s points, times %(weight)s.")
        % {
            "name": row.name,
            "points": _number(row.max_points),
            "weight": _number(row.weight),
        }
        for row in parts.criteria
    ]


def finals(parts: EditionParts) -> list[str]:
    """Thresholds, visits and titles."""
    rules = parts.rules.finals
    lines = []
    if rules.threshold is not None:
        lines.append(
            _("Finalists have more than %(points)s points.")
            % {"points": _number(rules.threshold)}
        )
    if rules.finalists_per_cell is not None:
        lines.append(
            ngettext(
                "In a group and domain there is at most %(count)s finalist.",
                "In a group and domain there are at most %(count)s finalists.",
                rules.finalists_per_cell,
            )
            % {"count": rules.finalists_per_cell}
        )
    if rules.visits:
        lines.append(_("Finalists may be visited on the spot."))
    lines.append(_("The jury decides on titles and writes down its reasons."))
    if parts.titles:
        lines.append(
            _("Titles: %(titles)s.")
            % {"titles": "; ".join(_title(row) for row in parts.titles)}
        )
    lines.append(_("In a group and domain the jury may leave a title ungranted."))
    return lines


def publicity(parts: EditionParts) -> list[str]:
    """What the public learns."""
    shown = parts.rules.publicity
    chosen = [
        (shown.entries, _("the list of applications, after the call")),
        (shown.entry_count, _("the number of applications")),
        (shown.jurors, _("names of the jury")),
        (shown.recusals, _("who of the jury stood aside, and where")),
        (shown.marks_of_laureates, _("points of laureates")),
        (shown.justifications, _("justifications of decisions")),
    ]
    public = [text for is_shown, text in chosen if is_shown]
    hidden = [text for is_shown, text in chosen if not is_shown]
    lines = [
        _("Results stay secret until they are announced, for everybody at one moment.")
    ]
    if public:
        lines.append(_("Made public: %(what)s.") % {"what": joined(public)})
    if hidden:
        lines.append(_("Not made public: %(what)s.") % {"what": joined(hidden)})
    lines.append(
        ngettext(
            "Data of persons are kept for %(count)s day after the file is closed.",
            "Data of persons are kept for %(count)s days after the file is closed.",
            parts.rules.personal_days,
        )
        % {"count": parts.rules.personal_days}
    )
    if shown.cost is not None:
        lines.append(
            _("The edition costs %(amount)s.")
            % {"amount": format_pln(shown.cost, 2, _language())}
        )
    return lines


def calendar(parts: EditionParts) -> list[str]:
    """Public dates."""
    return [
        _("%(what)s: %(when)s, %(where)s.")
        % {"what": _first_upper(row), "when": milestone_when(row), "where": row.place}
        if row.place
        else _("%(what)s: %(when)s.")
        % {"what": _first_upper(row), "when": milestone_when(row)}
        for row in parts.milestones
        if row.is_public
    ]


def contact(parts: EditionParts) -> list[str]:
    """The secretariat."""
    edition = parts.edition
    lines = []
    if edition.contact_email:
        lines.append(
            _("Secretariat of the contest: %(email)s.")
            % {"email": edition.contact_email}
        )
    if edition.contact_phone:
        lines.append(_("Telephone: %(number)s.") % {"number": edition.contact_phone})
    return lines


def _group(row: Group, rule: GroupRule) -> str:
    """The name of a group and who belongs, said once where they are the same."""
    who, name = group_text(rule), _first_upper(row)
    if who.casefold() == name.casefold():
        return f"{name}."
    return _("%(name)s: %(who)s.") % {"name": name, "who": who}


def _title(row: TitleKind) -> str:
    text = str(row.name)
    if row.at_most is not None:
        text = _("%(title)s (at most %(count)s)") % {
            "title": text,
            "count": row.at_most,
        }
    return text


def _first_upper(row: object) -> str:
    text = str(row)
    return text[:1].upper() + text[1:]


def _number(value: Decimal) -> str:
    plain = value.normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return format_number(plain, places, _language())


def _language() -> str:
    return get_language() or "pl"
