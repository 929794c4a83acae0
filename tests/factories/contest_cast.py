"""One edition in which every role has a person and every address has its thing."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.factories.assessment import make_accepted, make_assignment, make_expert
from tests.factories.contest import (
    AFTER,
    DURING,
    World,
    make_entry,
    make_member,
    make_person,
    make_world,
)
from tests.factories.finished_contest import made_file
from tests.factories.jury import MEETING, Bench, decide, make_bench, make_meeting

from miara.accounts.public import RoleCode, User, grant_role, unit_scope
from miara.contest import models
from miara.contest.actions.assignments import declare
from miara.contest.actions.conflicts import refresh_conflicts
from miara.contest.actions.marks import save_mark
from miara.contest.actions.planning import make_plan
from miara.contest.actions.visits import TeamRow, plan_visit
from miara.contest.models import Entry
from miara.contest.roles import ContestRole, entry_scope
from miara.core.localized import Localized

#: Everybody the contest tells apart; the stranger is nobody.
ROLES = (
    "anonymous",
    "other",
    "author",
    "head",
    "checker",
    "expert",
    "conflicted",
    "juror",
    "chair",
    "organiser",
    "operator",
)


@dataclass(slots=True)
class Cast:
    """What `make_cast` made.

    ``things`` holds by name what stands in addresses and what actions take.
    """

    world: World
    bench: Bench
    people: dict[str, User | None]
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """A thing by its name."""
        try:
            return self.things[name]
        except KeyError:
            raise AttributeError(name) from None


def make_cast() -> Cast:
    """An edition after its deadline: drafts, applications, experts, jury, papers."""
    world = make_world()
    bench = make_bench(world)
    other = make_person("inna")
    grant_role(
        user=other,
        role_code=RoleCode.UNIT_EDITOR,
        scope=unit_scope("126101"),
        by=None,
        now=DURING,
    )
    head = make_person("wojt")
    assigned = make_expert(world, "ekspert")
    conflicted = make_expert(world, "zwiazana", home_uid="120617")
    people = {
        "anonymous": None,
        "other": other,
        "author": world.clerk,
        "head": head,
        "checker": make_member(world, ContestRole.CHECKER, "sprawdza"),
        "expert": assigned.user,
        "conflicted": conflicted.user,
        "juror": bench.juror,
        "chair": bench.chair,
        "organiser": world.organiser,
        "operator": User.objects.get(email="operator@przyklad.pl"),
    }
    cast = Cast(world, bench, people)
    cast.things |= {
        "edition": world.edition,
        "entry": bench.entries[0],
        "assigned": assigned,
        "tied": conflicted,
    }
    _applications(cast)
    _assessment(cast)
    _office(cast)
    _jury(cast)
    for name in ("entry", "draft", "submitted", "supplement", "rejected"):
        grant_role(
            user=head,
            role_code=ContestRole.SIGNATORY,
            scope=entry_scope(cast.things[name].uid),
            by=None,
            now=DURING,
        )
    return cast


def _applications(cast: Cast) -> None:
    world, states = cast.world, Entry.State
    draft = make_entry(world)
    partner = models.EntryPartner.objects.create(
        entry=draft, unit_uid="120101", email="partner@przyklad.pl"
    )
    submitted = make_accepted(world, 11)
    supplement = make_accepted(world, 12)
    rejected = make_accepted(world, 13)
    for entry, state in (
        (submitted, states.SUBMITTED),
        (supplement, states.SUPPLEMENT),
        (rejected, states.REJECTED),
    ):
        Entry.objects.filter(pk=entry.pk).update(state=state)
        entry.refresh_from_db()
    for entry in (draft, submitted, supplement, rejected):
        grant_role(
            user=world.clerk,
            role_code=ContestRole.AUTHOR,
            scope=entry_scope(entry.uid),
            by=None,
            now=DURING,
        )
    checker = cast.people["checker"]

    def check(entry: Entry, verdict: str, **fields: Any) -> models.FormalCheck:
        return models.FormalCheck.objects.create(
            entry=entry,
            version=entry.latest,
            started_at=AFTER,
            started_by=checker,
            verdict=verdict,
            reasons="Brakuje podpisu.",
            decided_at=AFTER,
            **fields,
        )

    waiting = check(submitted, "ACCEPT")
    asked = check(supplement, "SUPPLEMENT", confirmed_at=AFTER)
    refused = check(rejected, "REJECT", confirmed_at=AFTER)
    signature = models.EntrySignature.objects.create(
        entry=draft,
        signatory="HEAD",
        unit_uid=draft.unit_uid,
        full_name="Wójt Zielonek",
        method="ELECTRONIC",
        file=made_file("podpis"),
        sha256="0" * 64,
        added_at=DURING,
    )
    cast.things |= {
        "draft": draft,
        "partner": partner,
        "submitted": submitted,
        "supplement": supplement,
        "rejected": rejected,
        "check": waiting,
        "refused": refused,
        "signature": signature,
        "call": models.SupplementCall.objects.create(
            check_round=asked,
            entry=supplement,
            items="Proszę o podpis.",
            asked_at=AFTER,
            due_at=AFTER + timedelta(days=7),
        ),
        "appeal": models.Appeal.objects.create(
            entry=rejected,
            check_round=refused,
            text="Podpis był.",
            filed_at=AFTER,
            filed_by=world.clerk,
        ),
    }


def _assessment(cast: Cast) -> None:
    entry, expert = cast.entry, cast.assigned
    mine = make_assignment(entry, expert)
    mine = declare(assignment=mine, is_free=True, by=expert.user, now=AFTER)
    criterion = cast.edition.criteria.order_by("position", "pk")[0]
    save_mark(
        assignment=mine,
        criterion=criterion,
        points=Decimal(10),
        comment="Dobrze.",
        revision=0,
        by=expert.user,
        now=AFTER,
    )
    invited = models.Expert.objects.create(
        edition=cast.edition,
        full_name="Nowa Ekspertka",
        email="nowa@przyklad.pl",
        invited_at=AFTER,
    )
    cast.things |= {
        "assignment": mine,
        "barred": make_assignment(entry, cast.tied),
        "criterion": criterion,
        "invited": invited,
    }
    make_expert(cast.world, "trzecia")
    make_expert(cast.world, "czwarta")
    plan = make_plan(edition=cast.edition, by=cast.world.organiser, now=AFTER)
    refresh_conflicts(cast.edition, now=AFTER)
    cast.things |= {
        "plan": plan,
        "conflict": models.Conflict.objects.get(
            expert=cast.tied, entry=entry, kind="OWN_UNIT"
        ),
    }


def _office(cast: Cast) -> None:
    edition, world = cast.edition, cast.world
    text = models.EditionText.objects.create(
        edition=edition,
        kind="LETTER",
        version=1,
        generated=Localized("Zapraszamy.", "Welcome."),
    )
    cast.things |= {
        "text": text,
        "approval": models.Approval.objects.create(
            text=text,
            organisation=world.organisation,
            full_name="Prezes",
            office=Localized("Prezes"),
            approver=cast.people["chair"],
        ),
        "question": models.PublicQuestion.objects.create(
            edition=edition, text="Czy gmina może zgłosić dwa?", asked_at=DURING
        ),
        "milestone": models.Milestone.objects.create(
            edition=edition, kind="RESULTS", starts_at=MEETING
        ),
        "visit": plan_visit(
            entry=cast.entry,
            starts_at=MEETING - timedelta(days=10),
            team=[TeamRow("Jurorka", user=cast.people["juror"], is_lead=True)],
            by=world.organiser,
            now=AFTER,
        ),
        "feedback": models.Feedback.objects.create(
            entry=cast.entry, made_at=AFTER, changed_at=AFTER
        ),
    }
    cast.things["visit_file"] = models.VisitFile.objects.create(
        visit=cast.visit,
        file=made_file("zdjęcie"),
        caption="Sala",
        added_at=AFTER,
    )


def _jury(cast: Cast) -> None:
    """An open meeting with sealed decisions and a diploma that nobody may see yet."""
    meeting = make_meeting(cast.world, cast.bench)
    decide(cast.world, cast.bench, meeting)
    award = meeting.awards.exclude(entry=None).order_by("pk")[0]
    cast.things |= {
        "meeting": meeting,
        "award": award,
        "diploma": models.Diploma.objects.create(
            award=award,
            number="LIDER/2026/1",
            recipient_name="Gmina Zielonki",
            issued_at=MEETING,
        ),
    }
