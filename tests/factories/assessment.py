"""Experts at work: entries that passed the formal check, experts, their assignments."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.factories.contest import AFTER, DURING, World, make_entry, make_person

from miara.accounts.public import grant_role
from miara.contest.actions.assignments import declare
from miara.contest.actions.marks import save_mark, save_whole, submit_marks
from miara.contest.actions.submission import add_version, present_content
from miara.contest.models import Assignment, Entry, EntryVersion, Expert, ExpertDomain
from miara.contest.roles import ContestRole, edition_scope
from miara.questionnaires import public as questionnaires

DUE = AFTER + timedelta(days=14)


def make_accepted(
    world: World,
    number: int = 1,
    *,
    unit_uid: str = "120617",
    title: str = "Biblioteka do nocy",
    goals: str = "Czytać po pracy.",
    values: dict[str, Any] | None = None,
    entry: Entry | None = None,
    **fields: Any,
) -> Entry:
    """An entry with a number and a submitted version that passed the formal check."""
    entry = entry or make_entry(world, unit_uid=unit_uid, **fields)
    filled = {"title": title, "goals": goals, **(values or {})}
    questionnaires.fill(sheet=entry.sheet, values=filled, by=world.clerk, now=DURING)
    entry.number = f"2026/{number:03d}"
    content = questionnaires.content_of(entry.sheet)
    text, sha256 = present_content(entry, content)
    add_version(
        entry,
        content=content,
        text=text,
        sha256=sha256,
        reason=EntryVersion.Reason.SUBMISSION,
        by=world.clerk,
        received_at=DURING,
    )
    entry.state = Entry.State.ACCEPTED
    entry.save()
    return entry


def make_expert(
    world: World, name: str, *, fit: int = 2, state: str = "ACCEPTED", **fields: Any
) -> Expert:
    """An expert with an account and role who knows every domain alike."""
    user = make_person(name)
    grant_role(
        user=user,
        role_code=ContestRole.EXPERT,
        scope=edition_scope(world.edition.uid),
        by=None,
        now=DURING,
    )
    expert = Expert.objects.create(
        edition=world.edition,
        user=user,
        full_name=user.full_name,
        email=user.email,
        state=state,
        invited_at=DURING,
        answered_at=DURING,
        confidential_at=DURING,
        **fields,
    )
    ExpertDomain.objects.bulk_create(
        ExpertDomain(expert=expert, domain=domain, fit=fit)
        for domain in world.edition.domains.all()
    )
    return expert


def make_assignment(
    entry: Entry, expert: Expert, *, state: str = "ASKED", **fields: Any
) -> Assignment:
    """An expert is to mark an entry."""
    return Assignment.objects.create(
        entry=entry,
        expert=expert,
        state=state,
        assigned_at=AFTER,
        due_at=DUE,
        position=fields.pop("position", 1),
        **fields,
    )


def mark_all(
    assignment: Assignment, points: int = 15, *, now: datetime = AFTER
) -> Assignment:
    """Declare, give the same points everywhere, submit."""
    expert = assignment.expert
    assert expert.user is not None
    declare(assignment=assignment, is_free=True, by=expert.user, now=now)
    write_marks(assignment, points, now=now)
    return submit_marks(assignment=assignment, by=expert.user, now=now)


def write_marks(
    assignment: Assignment, points: int = 15, *, now: datetime = AFTER
) -> None:
    """Drafts of all criteria with the same points."""
    user = assignment.expert.user
    assert user is not None
    for criterion in assignment.entry.edition.criteria.all():
        save_mark(
            assignment=assignment,
            criterion=criterion,
            points=min(Decimal(points), criterion.max_points),
            comment="Dobrze opisane.",
            revision=0,
            by=user,
            now=now,
        )
    save_whole(assignment=assignment, overall="", confidence=4, by=user, now=now)
