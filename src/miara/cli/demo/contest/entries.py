"""Applications of the demo from the first click to the formal decision."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from miara.accounts.public import User, grant_role
from miara.cli.demo.contest.cast import (
    Calendar,
    clerk_of,
    organisation_named,
    unit,
)
from miara.cli.demo.paper import one_page
from miara.contest.actions.entries import PartnerRow, describe_entry, start_entry
from miara.contest.actions.formal import confirm_check, decide_check, save_check
from miara.contest.actions.paper import (
    copy_from_paper,
    register_paper,
    submit_copy,
)
from miara.contest.actions.submission import submit_entry
from miara.contest.models import Edition, Entry, FormalCheck
from miara.contest.roles import ContestRole, entry_scope
from miara.core.localized import Localized
from miara.organisations.public import Organisation, add_member, create_organisation
from miara.questionnaires import public as questionnaires
from miara.sample.public import Solution, answers, head_name
from miara.units import public as units
from miara.units.public import UnitFacts

__all__ = [
    "Office",
    "accept",
    "apply",
    "ask_to_complete",
    "copy",
    "let_sign",
    "register_original",
    "write",
]

_UNION = "Związek Gmin Doliny Srebrnej"
_UNION_MEMBERS = ("980405", "980407", "980408", "980410")
#: Bodies that carried a solution out for their municipality.
_BODIES = {"980503": "Przychodnia Gminna w Bobrzej Wodzie"}


@dataclass(frozen=True, slots=True)
class Office:
    """The two people of the formal check: one decides, the other confirms."""

    checker: User
    organiser: User


def write(
    edition: Edition,
    solution: Solution,
    *,
    started: datetime,
) -> Entry:
    """Start an application and answer the whole form."""
    code = solution.units[0]
    by = clerk_of(code, now=started)
    domain = edition.domains.get(code=solution.domain)
    union = _union(now=started) if solution.through_union else None
    body = _BODIES.get(code, "")
    entry = start_entry(
        edition=edition,
        unit_code=code,
        domain=domain,
        entrant_name=body,
        union=union,
        by=by,
        now=started,
    )
    partners = [unit(each) for each in solution.units[1:]]
    if partners:
        entry = describe_entry(
            entry=entry,
            domain=domain,
            entrant_name=body,
            union=union,
            partners=[
                PartnerRow(unit_uid=partner.uid, role="prowadzi zadanie u siebie")
                for partner in partners
            ],
            by=by,
            now=started,
        )
    _fill(entry, solution, body=body, by=by, now=started + timedelta(days=2))
    if solution.number % 4 == 0:
        _attach(entry, solution, by=by, now=started + timedelta(days=3))
    return entry


def copy(
    edition: Edition, solution: Solution, *, calendar: Calendar, by: User
) -> Entry:
    """The office copies an application that came on paper alone."""
    now = calendar.ago(28, 10)
    entry = copy_from_paper(
        edition=edition,
        unit_code=solution.units[0],
        domain=edition.domains.get(code=solution.domain),
        posted_on=calendar.ago(31).date(),
        received_on=calendar.ago(29).date(),
        letter_number="RPW/417",
        by=by,
        now=now,
    )
    _fill(entry, solution, by=by, now=now + timedelta(hours=1))
    submit_copy(entry=entry, by=by, now=now + timedelta(hours=2))
    entry.refresh_from_db()
    return entry


def register_original(
    entry: Entry, *, posted: datetime, office: Office, at: datetime
) -> None:
    """The signed paper original of an electronic application came."""
    if entry.latest is None:
        return
    register_paper(
        entry=entry,
        posted_on=posted.date(),
        received_on=at.date(),
        printed_sha256=entry.latest.sha256,
        letter_number=f"RPW/{400 + entry.pk}",
        by=office.checker,
        now=at,
    )


def apply(entry: Entry, *, at: datetime) -> Entry:
    """Submit a whole application in the name of who started it."""
    by = entry.created_by
    if by is None:
        msg = "the application has no author"
        raise LookupError(msg)
    submit_entry(entry=entry, by=by, received_at=at)
    entry.refresh_from_db()
    return entry


def accept(
    entries: Iterable[Entry], *, office: Office, at: Callable[[Entry], datetime]
) -> None:
    """Find applications formally correct, with a second pair of eyes."""
    for entry in entries:
        now = at(entry)
        register_original(entry, posted=now - timedelta(days=4), office=office, at=now)
        items = {
            item.code: {"ok": True, "note": ""}
            for item in entry.edition.settings.formal.checklist
        }
        save_check(entry=entry, items=items, by=office.checker, now=now)
        check = decide_check(
            entry=entry,
            verdict=FormalCheck.Verdict.ACCEPT,
            reasons="",
            by=office.checker,
            now=now,
        )
        if entry.edition.settings.formal.second_pair_of_eyes:
            later = now + timedelta(hours=3)
            confirm_check(check=check, by=office.organiser, now=later)
        entry.refresh_from_db()


def ask_to_complete(
    entry: Entry, *, what: str, due_at: datetime, office: Office, at: datetime
) -> None:
    """Ask for what is missing."""
    save_check(
        entry=entry,
        items={"complete": {"ok": False, "note": what}},
        by=office.checker,
        now=at,
    )
    check = decide_check(
        entry=entry,
        verdict=FormalCheck.Verdict.SUPPLEMENT,
        reasons=what,
        due_at=due_at,
        by=office.checker,
        now=at,
    )
    if entry.edition.settings.formal.second_pair_of_eyes:
        confirm_check(check=check, by=office.organiser, now=at + timedelta(hours=1))
    entry.refresh_from_db()


def let_sign(entry: Entry, head: User, *, now: datetime) -> None:
    """Let the head of the unit read and sign."""
    scope = entry_scope(entry.uid)
    if not head.memberships.in_scope(scope).current(now).exists():
        grant_role(
            user=head,
            role_code=ContestRole.SIGNATORY,
            scope=scope,
            by=entry.created_by,
            now=now,
        )


def _fill(
    entry: Entry, solution: Solution, *, body: str = "", by: User, now: datetime
) -> None:
    lead, *partners = (unit(code) for code in solution.units)
    questionnaires.fill(
        sheet=entry.sheet,
        values=answers(
            solution,
            unit=_row(lead),
            partners=[_row(partner) for partner in partners],
            address="ul. Urzędowa 1, 00-000 Przykładowo",
            head={"name": head_name(solution.number), "office": _OFFICES[lead.kind]},
            contact={
                "name": "Danuta Dyżurna",
                "post": "inspektor",
                "phone": "000 000 000",
                "email": f"urzad.{lead.code}@example.pl",
            },
            implementing=body,
        ),
        by=by,
        now=now,
    )


def _row(facts: UnitFacts) -> dict[str, str]:
    return {"code": facts.code, "name": facts.full_name, "uid": facts.uid}


_OFFICES = {
    units.Kind.RURAL: "wójt",
    units.Kind.URBAN: "burmistrz",
    units.Kind.URBAN_RURAL: "burmistrz",
    units.Kind.CITY: "prezydent miasta",
    units.Kind.COUNTY: "starosta",
    units.Kind.VOIVODESHIP: "marszałek województwa",
}


def _attach(entry: Entry, solution: Solution, *, by: User, now: datetime) -> None:
    """A resolution as PDF; the built-in font of the page has no Polish letters."""
    questionnaires.attach_file(
        sheet=entry.sheet,
        field="documents",
        kind=questionnaires.AttachmentKind.DOCUMENT,
        content=one_page(
            "Zalacznik (dokument fikcyjny)",
            f"Uchwala w sprawie rozwiazania nr {solution.number + 1}",
        ),
        name=f"uchwala-{solution.number + 1}.pdf",
        by=by,
        now=now,
    )
    consent = {"documents": {"consent": True}}
    questionnaires.fill(sheet=entry.sheet, values=consent, by=by, now=now)


def _union(*, now: datetime) -> Organisation:
    known = organisation_named(_UNION)
    if known is not None:
        return known
    operator = User.objects.get(email="operator@example.pl")
    union = create_organisation(
        kind=Organisation.Kind.MUNICIPAL_UNION,
        name=Localized(pl=_UNION, en="Union of the Silver Valley"),
        by=operator,
        now=now,
    )
    for code in _UNION_MEMBERS:
        add_member(
            organisation=union,
            unit_uid=unit(code).uid,
            since=date(2015, 1, 1),
            by=operator,
            now=now,
        )
    return union
