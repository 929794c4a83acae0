"""Whether an entry meets the conditions of its edition, condition by condition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from miara.contest.domain.calendar_months import latest_start
from miara.contest.domain.entrants import (
    MUNICIPALITIES_AND_COUNTIES,
    UNITS,
    EntrantKind,
)


class Joint(StrEnum):
    """Whether several units may enter together."""

    ALONE = "ALONE"
    ALLOWED = "ALLOWED"
    REQUIRED = "REQUIRED"


class PaperCounts(StrEnum):
    """What decides that a paper entry came in time."""

    POSTMARK = "POSTMARK"
    RECEIPT = "RECEIPT"


@dataclass(frozen=True, slots=True)
class EligibilityRules:
    """Conditions of entry of one edition; None = no such condition.

    Attributes
    ----------
    announced_on
        Day the contest was announced. Extending the deadline never moves it.
    lead_kinds, partner_kinds
        Who may lead and who may be a partner. A body among ``lead_kinds`` (union,
        association, agreement, subordinate) needs a responsible unit whose own kind
        may lead.
    max_partners
        Largest number of partners.
    max_per_unit, max_per_unit_and_domain
        Entries a responsible unit may lead, in all and in one domain.
    partners_count
        Whether an entry counts toward the limits of its partners too.
    domains
        Codes of domains; empty = any.
    implemented_from, implemented_to
        First and last day allowed.
    months_before_announcement
        Whole months that must have passed from implementation to the announcement.
    paper_counts, paper_until
        How paper is judged and its last day; None = no paper.
    """

    announced_on: date
    lead_kinds: frozenset[EntrantKind] = MUNICIPALITIES_AND_COUNTIES
    partner_kinds: frozenset[EntrantKind] = frozenset(EntrantKind)
    joint: Joint = Joint.ALLOWED
    max_partners: int | None = None
    max_per_unit: int | None = None
    max_per_unit_and_domain: int | None = None
    partners_count: bool = False
    domains: frozenset[str] = frozenset()
    implemented_from: date | None = None
    implemented_to: date | None = None
    months_before_announcement: int | None = None
    paper_counts: PaperCounts | None = None
    paper_until: date | None = None

    @property
    def implemented_by(self) -> date | None:
        """Last day of implementation that every condition allows."""
        days = [day for day in (self.implemented_to,) if day is not None]
        if self.months_before_announcement is not None:
            days.append(
                latest_start(self.announced_on, self.months_before_announcement)
            )
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Party:
    """A lead, a responsible unit or a partner. ``uid`` is empty for outsiders."""

    kind: EntrantKind
    uid: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """Days of a paper entry; None = not known."""

    postmarked_on: date | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class OtherEntry:
    """Another living entry of the edition (not withdrawn, not rejected)."""

    responsible_uid: str
    domain: str
    partner_uids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What an entry says of itself, and the other entries of the edition.

    ``responsible`` is the unit that answers for a lead that is not a unit itself.
    """

    lead: Party
    domain: str = ""
    responsible: Party | None = None
    partners: tuple[Party, ...] = ()
    implemented_on: date | None = None
    others: Sequence[OtherEntry] = ()
    paper: Paper | None = None


class Check(StrEnum):
    """One condition."""

    LEAD_KIND = "LEAD_KIND"
    RESPONSIBLE_UNIT = "RESPONSIBLE_UNIT"
    PARTNERS = "PARTNERS"
    PARTNER_KIND = "PARTNER_KIND"
    PARTNER_REPEATED = "PARTNER_REPEATED"
    DOMAIN = "DOMAIN"
    LIMIT_PER_UNIT = "LIMIT_PER_UNIT"
    LIMIT_PER_UNIT_AND_DOMAIN = "LIMIT_PER_UNIT_AND_DOMAIN"
    IMPLEMENTED_NOT_TOO_EARLY = "IMPLEMENTED_NOT_TOO_EARLY"
    IMPLEMENTED_EARLY_ENOUGH = "IMPLEMENTED_EARLY_ENOUGH"
    PAPER_IN_TIME = "PAPER_IN_TIME"


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition and whether it holds; ``ok`` None = a fact is missing."""

    code: Check
    ok: bool | None
    params: Mapping[str, Any] = field(default_factory=dict)


def check(facts: EntryFacts, rules: EligibilityRules) -> list[Finding]:
    """Every condition the edition sets, in a fixed order, met or not.

    Conditions the edition does not set give no finding, so the list is also the
    checklist an officer sees.
    """
    return [
        *_lead(facts, rules),
        *_partners(facts, rules),
        *_domain(facts, rules),
        *_limits(facts, rules),
        *_implementation(facts, rules),
        *_paper(facts, rules),
    ]


def is_eligible(findings: Sequence[Finding]) -> bool | None:
    """False when any condition fails, None when only facts are missing."""
    if any(finding.ok is False for finding in findings):
        return False
    return None if any(finding.ok is None for finding in findings) else True


def responsible_unit(facts: EntryFacts) -> Party | None:
    """The unit whose limits an entry uses: the lead itself when it is a unit."""
    return facts.lead if facts.lead.kind in UNITS else facts.responsible


def _lead(facts: EntryFacts, rules: EligibilityRules) -> list[Finding]:
    kind = facts.lead.kind
    params = {"kind": kind, "allowed": sorted(rules.lead_kinds)}
    findings = [Finding(Check.LEAD_KIND, kind in rules.lead_kinds, params)]
    if kind in UNITS:
        return findings
    unit = facts.responsible
    ok = None if unit is None else unit.kind in rules.lead_kinds & UNITS
    details = {"kind": unit.kind, "name": unit.name} if unit else {}
    return [*findings, Finding(Check.RESPONSIBLE_UNIT, ok, {"for": kind, **details})]


def _partners(facts: EntryFacts, rules: EligibilityRules) -> list[Finding]:
    count = len(facts.partners)
    least = 1 if rules.joint is Joint.REQUIRED else 0
    most = 0 if rules.joint is Joint.ALONE else rules.max_partners
    findings = [
        Finding(
            Check.PARTNERS,
            count >= least and (most is None or count <= most),
            {"count": count, "least": least, "most": most},
        )
    ]
    findings += [
        Finding(
            Check.PARTNER_KIND,
            False,
            {"kind": partner.kind, "name": partner.name},
        )
        for partner in facts.partners
        if partner.kind not in rules.partner_kinds
    ]
    seen = {party.uid for party in (facts.lead, facts.responsible) if party} - {""}
    for partner in facts.partners:
        if partner.uid and partner.uid in seen:
            findings.append(
                Finding(Check.PARTNER_REPEATED, False, {"name": partner.name})
            )
        seen.add(partner.uid)
    return findings


def _domain(facts: EntryFacts, rules: EligibilityRules) -> list[Finding]:
    if not rules.domains:
        return []
    ok = facts.domain in rules.domains if facts.domain else None
    return [Finding(Check.DOMAIN, ok, {"domain": facts.domain})]


def _limits(facts: EntryFacts, rules: EligibilityRules) -> list[Finding]:
    limits = (
        (Check.LIMIT_PER_UNIT, rules.max_per_unit, False),
        (Check.LIMIT_PER_UNIT_AND_DOMAIN, rules.max_per_unit_and_domain, True),
    )
    return [
        _limit(facts, rules, code, limit, same_domain=same_domain)
        for code, limit, same_domain in limits
        if limit is not None
    ]


def _limit(
    facts: EntryFacts,
    rules: EligibilityRules,
    code: Check,
    limit: int,
    *,
    same_domain: bool,
) -> Finding:
    unit = responsible_unit(facts)
    if unit is None or not unit.uid or (same_domain and not facts.domain):
        return Finding(code, None, {"limit": limit})
    concerned = {unit.uid: unit.name}
    if rules.partners_count:
        concerned |= {p.uid: p.name for p in facts.partners if p.uid}
    others = [o for o in facts.others if not same_domain or o.domain == facts.domain]
    counts = {
        uid: 1
        + sum(
            o.responsible_uid == uid or (rules.partners_count and uid in o.partner_uids)
            for o in others
        )
        for uid in concerned
    }
    worst = max(counts, key=lambda uid: counts[uid])
    params = {"limit": limit, "count": counts[worst], "name": concerned[worst]}
    if same_domain:
        params["domain"] = facts.domain
    return Finding(code, counts[worst] <= limit, params)


def _implementation(facts: EntryFacts, rules: EligibilityRules) -> list[Finding]:
    day, findings = facts.implemented_on, []
    if rules.implemented_from is not None:
        findings.append(
            Finding(
                Check.IMPLEMENTED_NOT_TOO_EARLY,
                None if day is None else day >= rules.implemented_from,
                {"day": day, "first": rules.implemented_from},
            )
        )
    if (last := rules.implemented_by) is not None:
        findings.append(
            Finding(
                Check.IMPLEMENTED_EARLY_ENOUGH,
                None if day is None else day <= last,
                {
                    "day": day,
                    "last": last,
                    "months": rules.months_before_announcement,
                    "announced_on": rules.announced_on,
                },
            )
        )
    return findings


def _paper(facts: EntryFacts, rules: EligibilityRules) -> list[Finding]:
    if facts.paper is None:
        return []
    if rules.paper_counts is None or rules.paper_until is None:
        return [Finding(Check.PAPER_IN_TIME, False, {"counts": None})]
    day = (
        facts.paper.postmarked_on
        if rules.paper_counts is PaperCounts.POSTMARK
        else facts.paper.received_on
    )
    # What has arrived by the last day was also sent by it: an unreadable or missing
    # postmark (a parcel brought by hand) must not harm.
    arrived = facts.paper.received_on
    if day is None and arrived is not None and arrived <= rules.paper_until:
        day = arrived
    return [
        Finding(
            Check.PAPER_IN_TIME,
            None if day is None else day <= rules.paper_until,
            {"counts": rules.paper_counts, "day": day, "last": rules.paper_until},
        )
    ]
