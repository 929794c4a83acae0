"""The home page of an application: what is done, what is missing, until when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from miara.accounts.public import User, role_name
from miara.contest.actions.submission import present_content
from miara.contest.models import (
    Entry,
    EntryVersion,
    FormalCheck,
    Group,
    Release,
    SupplementCall,
)
from miara.contest.presenters.entry_words import (
    entrant_text,
    field_labels,
    finding_text,
    group_text,
    partner_text,
)
from miara.contest.presenters.signature_words import FLAWS, check_lines, signatory_text
from miara.contest.queries.eligibility import findings_of
from miara.contest.queries.entries import partners_of
from miara.contest.queries.formal import appeal_until, checks_of, rejection_of
from miara.contest.queries.people import invitations_of, members_of
from miara.contest.queries.results import releases_out
from miara.contest.queries.signatures import Needed, needed_signatures
from miara.contest.queries.writing import (
    DESCRIPTION,
    last_moment,
    open_fields,
    open_supplement,
)
from miara.questionnaires import public as questionnaires

__all__ = [
    "Home",
    "Line",
    "SignatureLine",
    "home_of",
    "missing_of_content",
    "signature_lines",
]

_CHANGEABLE = {Entry.State.DRAFT, Entry.State.SUBMITTED, Entry.State.SUPPLEMENT}


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A signature needed: whose, given by whom, what is wrong, where to add it."""

    number: int
    label: str
    needed: Needed
    flaw: object
    details: list[str]

    @property
    def is_given(self) -> bool:
        """Whether one that counts is there."""
        return self.needed.given is not None

    @property
    def signature(self) -> Any:
        """The one that counts, else the newest that does not."""
        return self.needed.given or self.needed.outdated


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its sign: True done, False wrong, None open; and a link."""

    text: str
    ok: bool | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Everything that the page shows."""

    now: datetime
    ends_at: datetime | None
    entrant: str
    group: str
    partners: list[tuple[str, bool]]
    sections: list[questionnaires.SectionProgress]
    missing: list[Line]
    findings: list[Line]
    signatures: list[SignatureLine]
    versions: list[EntryVersion]
    has_changes: bool
    call: SupplementCall | None
    decision: FormalCheck | None
    appeal_ends: datetime | None
    appeal: Any
    announced: Release | None = None
    opened: list[Line] = field(default_factory=list)
    people: list[tuple[User, str]] = field(default_factory=list)
    invited: list[Any] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        """Whether nothing keeps it from being submitted."""
        return (
            not self.missing
            and all(line.ok is not False for line in self.findings)
            and all(line.is_given for line in self.signatures)
        )

    @property
    def is_over(self) -> bool:
        """Whether the deadline has passed."""
        return self.ends_at is not None and self.now > self.ends_at


def home_of(entry: Entry, *, now: datetime) -> Home:
    """Read everything about an application once; a fixed number of queries."""
    content, partners = questionnaires.content_of(entry.sheet), partners_of(entry)
    _text, sha256 = present_content(entry, content, partners)
    is_open = entry.state in _CHANGEABLE
    was_sent = entry.latest is not None  # only what was sent is checked and answered
    checks = checks_of(entry) if was_sent else []
    told = next((check for check in checks if _is_told(check, entry)), None)
    rejected = rejection_of(entry) if was_sent else None
    appeals = entry.edition.settings.formal.appeals
    return Home(
        now=now,
        ends_at=last_moment(entry, now) if is_open else None,
        entrant=entrant_text(entry),
        group=str(entry.group)
        if entry.group_reason
        else group_text(entry.group_facts, _proposed(entry)),
        partners=[
            (partner_text(row), row.confirmed_at is not None) for row in partners
        ],
        sections=questionnaires.progress_of_content(content),
        missing=missing_lines(entry, content) if is_open else [],
        findings=[
            Line(finding_text(finding), finding.ok)
            for finding in findings_of(entry, content, partners)
        ],
        signatures=signature_lines(entry, sha256),
        versions=_versions(entry) if was_sent else [],
        has_changes=entry.latest is not None and entry.latest.sha256 != sha256,
        call=open_supplement(entry) if entry.state == Entry.State.SUPPLEMENT else None,
        decision=told,
        appeal_ends=appeal_until(entry, rejected) if rejected and appeals else None,
        appeal=entry.appeals.order_by("-pk").first() if was_sent else None,
        announced=_announced(entry, now),
        opened=_opened_lines(entry),
        people=[
            (held.user, role_name(held.role)) for held in members_of(entry, now=now)
        ],
        invited=invitations_of(entry, now=now),
    )


def _announced(entry: Entry, now: datetime) -> Release | None:
    """The release of the results, once it has come; asked only for assessed ones."""
    if entry.state != Entry.State.ACCEPTED:
        return None
    out = releases_out([entry.edition], now=now)
    return next((row for row in out if row.stage == Release.Stage.RESULTS), None)


def _versions(entry: Entry) -> list[EntryVersion]:
    """Versions, newest first, without their texts."""
    return list(entry.versions.defer("snapshot").order_by("-position"))


def _proposed(entry: Entry) -> Group | None:
    """The group that the rules propose: most often the one it is in, read already."""
    same = entry.proposed_group_id == entry.group_id
    return entry.group if same else entry.proposed_group


def missing_lines(entry: Entry, content: questionnaires.Content) -> list[Line]:
    """What the form still needs, each with a link to its field."""
    return [
        Line(
            f"{problem.label}: {problem.message}",
            ok=False,
            url=reverse(
                "questionnaires:section", args=[entry.sheet.uid, problem.section]
            )
            + f"?braki=1#field-{problem.field}",
        )
        for problem in questionnaires.problems_of_content(content)
    ]


def _opened_lines(entry: Entry) -> list[Line]:
    """What a call for a supplement lets the applicant change, with where."""
    named = open_fields(entry)
    if named is None:
        return []
    definition = entry.sheet.version.definition
    lines = []
    for code in (DESCRIPTION, *definition.by_code):
        if code not in named:
            continue
        address = reverse("contest:entry-describe", args=[entry.uid])
        if (section := definition.section_of(code)) is not None:
            place = [entry.sheet.uid, section.code]
            address = reverse("questionnaires:section", args=place) + f"#field-{code}"
        lines.append(Line(field_labels(entry, [code])[0], ok=None, url=address))
    return lines


def missing_of_content(content: questionnaires.Content) -> list[Line]:
    """What a version lacks, for readers who cannot change it."""
    return [
        Line(f"{problem.label}: {problem.message}", ok=False)
        for problem in questionnaires.problems_of_content(content)
    ]


def signature_lines(entry: Entry, sha256: str) -> list[SignatureLine]:
    """Signatures needed under a content, in the order of the rules."""
    lines = []
    for number, row in enumerate(needed_signatures(entry, sha256), start=1):
        shown = row.given or row.outdated
        lines.append(
            SignatureLine(
                number=number,
                label=signatory_text(row),
                needed=row,
                flaw=FLAWS[row.flaw] if row.flaw else "",
                details=check_lines(shown) if shown else [],
            )
        )
    return lines


def _is_told(check: FormalCheck, entry: Entry) -> bool:
    """Whether the applicant may read a decision: it has taken effect."""
    if check.decided_at is None:
        return False
    return (
        check.confirmed_at is not None
        or not entry.edition.settings.formal.second_pair_of_eyes
    )
