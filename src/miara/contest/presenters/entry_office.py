"""An application as the office checks it: findings of the machine first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.contest.domain.eligibility import Paper, is_eligible
from miara.contest.domain.eligibility import check as check_conditions
from miara.contest.models import (
    Entry,
    EntryPartner,
    EntryVersion,
    FormalCheck,
    PaperCopy,
)
from miara.contest.presenters.entry_home import (
    Line,
    SignatureLine,
    missing_of_content,
    signature_lines,
)
from miara.contest.presenters.entry_words import (
    entrant_text,
    finding_text,
    group_text,
    partner_text,
)
from miara.contest.queries.eligibility import facts_and_rules
from miara.contest.queries.formal import checks_of, is_waiting
from miara.contest.queries.versions import content_of_version
from miara.contest.queries.windows import acceptance_of
from miara.contest.queries.writing import hour_text
from miara.questionnaires import public as questionnaires

__all__ = ["Office", "compared", "office_of", "sections_of"]


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that the page of the formal check shows."""

    entrant: str
    group: str
    partners: list[tuple[str, Any]]
    findings: list[Line]
    signatures: list[SignatureLine]
    papers: list[PaperCopy]
    checks: list[FormalCheck]
    waiting: FormalCheck | None
    appeal: Any
    summary: str
    suggested: dict[str, bool | None]


def office_of(entry: Entry) -> Office:
    """Read a submitted application once; a fixed number of queries.

    Everything is judged on the version submitted last, never on what its writers may
    be changing now.
    """
    version = _latest(entry)
    content = content_of_version(version)
    papers = list(entry.paper_copies.select_related("scan").order_by("-received_on"))
    conditions = _conditions(entry, content, papers)
    missing = missing_of_content(content)
    signatures = signature_lines(entry, version.sha256)
    in_time = _in_time(entry)
    checks = checks_of(entry)
    signed = all(line.is_given for line in signatures)
    eligible = is_eligible(conditions)
    findings = [Line(finding_text(each), each.ok) for each in conditions]
    findings.append(in_time)
    findings.append(Line(_("All required fields are filled in."), ok=not missing))
    findings += missing
    findings += [
        _confirmation(row) for row in entry.partners.order_by("position", "pk")
    ]
    return Office(
        entrant=entrant_text(entry),
        group=str(entry.group)
        if entry.group_reason
        else group_text(entry.group_facts, entry.proposed_group),
        partners=[
            (partner_text(row), row.confirmed_at)
            for row in entry.partners.order_by("position", "pk")
        ],
        findings=findings,
        signatures=signatures,
        papers=papers,
        checks=checks,
        waiting=next((check for check in checks if is_waiting(check, entry)), None),
        appeal=entry.appeals.select_related("check_round").order_by("-pk").first(),
        summary=entry.summary,
        suggested={
            "eligible": eligible,
            "in_time": in_time.ok,
            "signed": signed,
            "complete": not missing,
        },
    )


def sections_of(version: EntryVersion) -> list[dict[str, Any]]:
    """What was submitted, section by section, in the active language."""
    content = content_of_version(version)
    return questionnaires.printed_sections(content, (get_language() or "pl")[:2])


def compared(version: EntryVersion, earlier: EntryVersion) -> list[dict[str, Any]]:
    """Answers that differ between two versions: label, before, after."""
    language = (get_language() or "pl")[:2]
    old, new = content_of_version(earlier), content_of_version(version)
    before, after = _flat(old, language), _flat(new, language)
    labels = {**{code: row[0] for code, row in before.items()}}
    labels |= {code: row[0] for code, row in after.items()}
    return [
        {
            "label": label,
            "before": before.get(code, ("", ""))[1],
            "after": after.get(code, ("", ""))[1],
        }
        for code, label in labels.items()
        if before.get(code, ("", ""))[1] != after.get(code, ("", ""))[1]
    ]


def _flat(content: questionnaires.Content, language: str) -> dict[str, tuple[str, str]]:
    """Label and text of every answer by code of its field."""
    found = {}
    for code in content.definition.by_code:
        sections = questionnaires.printed_sections(
            content, language, codes=frozenset({code})
        )
        for section in sections:
            for answer in section["answers"]:
                rows = [" | ".join(map(str, row)) for row in answer["rows"]]
                text = "\n".join([*answer["lines"], *rows])
                found[code] = (answer["label"], text)
    return found


def _conditions(
    entry: Entry, content: questionnaires.Content, papers: list[PaperCopy]
) -> list[Any]:
    facts, rules = facts_and_rules(
        entry,
        content,
        paper=Paper(papers[-1].posted_on, papers[-1].received_on) if papers else None,
    )
    return check_conditions(facts, rules)


def _in_time(entry: Entry) -> Line:
    """Whether the first submission came in time; a copy is judged by its paper."""
    first = entry.versions.order_by("position").first()
    if first is None or first.reason == EntryVersion.Reason.PAPER:
        text = _("Copied from paper: the dates of the paper decide.")
        return Line(text, ok=None)
    acceptance = acceptance_of(entry, first.received_at)
    said = _("Received on %(when)s.") % {"when": hour_text(first.received_at)}
    if acceptance is None:
        return Line(said, ok=None)
    limit = _("Deadline: %(when)s.") % {"when": hour_text(acceptance.deadline.instant)}
    return Line(f"{said} {limit}", ok=bool(acceptance))


def _confirmation(partner: EntryPartner) -> Line:
    name = {"name": partner_text(partner)}
    if partner.confirmed_at is None:
        return Line(_("Partner has not confirmed: %(name)s.") % name, ok=None)
    return Line(_("Partner confirmed: %(name)s.") % name, ok=True)


def _latest(entry: Entry) -> EntryVersion:
    if entry.latest is None:
        msg = "the application was not submitted"
        raise ValueError(msg)
    version = entry.latest
    version.entry = entry  # its sheet is read already
    return version
