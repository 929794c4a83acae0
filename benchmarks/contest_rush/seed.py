"""500 applications, three experts who marked all of them, and 64 units that write.

The same work that the peer is seeded with: four groups, five domains, a form of six
fields and a file. Rows are written at once, not through the actions: what is measured
is reading them, and the rush afterwards writes through the pages.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils import timezone

from miara.accounts.public import (
    RoleCode,
    User,
    create_operator,
    create_person,
    grant_role,
    organisation_scope,
    unit_scope,
)
from miara.cli.demo.data import load_register
from miara.contest import models
from miara.contest.actions.editions import create_contest, create_edition
from miara.contest.actions.submission import present_content
from miara.contest.roles import ContestRole, edition_scope
from miara.core.localized import Localized
from miara.organisations.public import Organisation, create_organisation
from miara.questionnaires.models import Answer, AnswerSheet
from miara.questionnaires.public import (
    FormDefinition,
    contents_of,
    create_form,
    publish_version,
)
from miara.sample.public import opinion, social_solutions
from miara.units import public as units

ENTRIES, EXPERTS, WRITERS = 500, 3, 64
PDF_BYTES = 100_000

#: Six fields and a file, as in the form of the peer.
FORM: dict[str, Any] = {
    "code": "rush",
    "title": {"pl": "Wniosek", "en": "Application"},
    "sections": [
        {
            "code": "all",
            "title": {"pl": "Wniosek", "en": "Application"},
            "fields": [
                {"code": "title", "kind": "SHORT_TEXT", "summary": "TITLE",
                 "label": {"pl": "Tytuł", "en": "Title"}, "required": True,
                 "is_public": True, "is_blind": True},
                {"code": "summary", "kind": "LONG_TEXT", "summary": "SUMMARY",
                 "label": {"pl": "Streszczenie", "en": "Summary"}, "required": True,
                 "is_public": True, "is_blind": True},
                {"code": "people", "kind": "NUMBER", "required": True,
                 "label": {"pl": "Liczba mieszkańców", "en": "Residents"}},
                {"code": "problem", "kind": "LONG_TEXT", "required": True,
                 "label": {"pl": "Opis problemu", "en": "Problem"}},
                {"code": "results", "kind": "LONG_TEXT", "required": True,
                 "label": {"pl": "Rezultaty", "en": "Results"}},
                {"code": "agreed", "kind": "YES_NO", "required": True,
                 "label": {"pl": "Oświadczenie", "en": "Statement"}},
                {"code": "files", "kind": "ATTACHMENTS",
                 "label": {"pl": "Załączniki", "en": "Attachments"},
                 "attachments": {"kinds": ["DOCUMENT"], "max_files": 10}},
            ],
        }
    ],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the measurements need to know."""

    edition: models.Edition
    organiser: User
    experts: list[User]
    writers: list[tuple[User, str]]  # with the code of the unit


def seed() -> Seeded:
    """Fill an empty, migrated home."""
    now = timezone.now()
    operator = create_operator(
        email="operator@example.pl", password=secrets.token_hex(8), now=now
    )
    load_register(by=operator, now=now)
    owner = create_organisation(
        kind=Organisation.Kind.ASSOCIATION,
        name=Localized("Związek (fikcyjny)", "Union (fictional)"),
        by=operator,
        now=now,
    )
    since = now - timedelta(days=400)
    organiser = _person("organizator", since)
    grant_role(
        user=organiser,
        role_code=RoleCode.ORGANISATION_EDITOR,
        scope=organisation_scope(owner.uid),
        by=None,
        now=since,
    )
    contest = create_contest(
        owner=owner,
        code="test",
        name=Localized("Test", "Test"),
        by=organiser,
        now=since,
    )
    edition = create_edition(
        contest=contest,
        slug="1",
        year=now.year,
        start_from="slz-social",
        is_fictional=True,
        by=organiser,
        now=since,
    )
    _announce(edition, organiser, now)
    places = [u for u in units.units_at(units.Level.MUNICIPALITY) if u.exists]
    counties = [u for u in units.units_at(units.Level.COUNTY) if u.exists]
    known = {place.code: place for place in (*places, *counties)}
    writers = [_writer(code, since) for code in list(known)[:WRITERS]]
    entries = _entries(edition, [place.uid for place in places], organiser, since)
    experts = _experts(edition, entries, since)
    return Seeded(edition, organiser, experts, writers)


def session_of(user: User) -> str:
    """A session as after login."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def _person(name: str, now: datetime) -> User:
    return create_person(
        email=f"{name}@example.pl", password=None, full_name=name, by=None, now=now
    )


def _writer(code: str, now: datetime) -> tuple[User, str]:
    user = _person(f"urzad.{code}", now)
    unit = units.unit_by_code(code)
    assert unit is not None
    grant_role(
        user=user,
        role_code=RoleCode.UNIT_EDITOR,
        scope=unit_scope(unit.uid),
        by=None,
        now=now,
    )
    return user, code


def _announce(edition: models.Edition, by: User, now: datetime) -> None:
    draft = create_form(
        definition=FormDefinition.model_validate(FORM),
        owner_kind="EDITION",
        owner_id=edition.uid,
        by=by,
        now=now,
    )
    edition.form = publish_version(version=draft, by=by, now=now)
    edition.rules = {**edition.rules, "signatures": {"signatories": []}}
    edition.announced_on = (now - timedelta(days=60)).date()
    edition.opens_at = edition.published_at = now - timedelta(days=60)
    edition.closes_at = edition.first_closes_at = now + timedelta(days=10)
    edition.last_number = ENTRIES
    edition.save()


def _entries(
    edition: models.Edition, uids: list[str], by: User, now: datetime
) -> list[models.Entry]:
    solutions = social_solutions()
    cells = list(edition.cells.select_related("group", "domain").order_by("pk"))
    sheets = AnswerSheet.objects.bulk_create(
        AnswerSheet(
            version=edition.form,
            owner_kind="ENTRY",
            owner_id=f"{i:016x}",
            opened_at=now,
        )
        for i in range(ENTRIES)
    )
    entries = models.Entry.objects.bulk_create(
        models.Entry(
            edition=edition,
            uid=f"{i:016x}",
            number=f"{edition.year}/{i + 1:03d}",
            unit_uid=uids[i % len(uids)],
            cell=cells[i % len(cells)],
            group=cells[i % len(cells)].group,
            proposed_group=cells[i % len(cells)].group,
            domain=cells[i % len(cells)].domain,
            title=f"{solutions[i % 40].title} {i + 1}",
            summary=solutions[i % 40].summary,
            state=models.Entry.State.ACCEPTED,
            sheet=sheets[i],
            created_at=now,
            created_by=by,
            submitted_at=now,
        )
        for i in range(ENTRIES)
    )
    Answer.objects.bulk_create(
        Answer(sheet=sheets[i], field=code, value=value, revision=1, changed_at=now)
        for i in range(ENTRIES)
        for code, value in _answers(i).items()
    )
    contents = contents_of([entry.sheet for entry in entries])
    texts = [present_content(entry, contents[entry.sheet_id]) for entry in entries]
    versions = models.EntryVersion.objects.bulk_create(
        models.EntryVersion(
            entry=entry,
            position=1,
            reason=models.EntryVersion.Reason.SUBMISSION,
            snapshot=text,
            sha256=sha256,
            received_at=now,
            submitted_by=by,
        )
        for entry, (text, sha256) in zip(entries, texts, strict=True)
    )
    for entry, version in zip(entries, versions, strict=True):
        entry.latest = version
    models.Entry.objects.bulk_update(entries, ["latest"])
    return entries


def _answers(i: int) -> dict[str, Any]:
    one = social_solutions()[i % 40]
    return {
        "title": f"{one.title} {i + 1}",
        "summary": one.summary,
        "people": str(2000 + 97 * i),
        "problem": f"{one.problem} " * 6,
        "results": f"{one.effect} " * 6,
        "agreed": True,
    }


def _experts(
    edition: models.Edition, entries: list[models.Entry], now: datetime
) -> list[User]:
    """Each marked every application, as in the peer."""
    criteria = list(edition.criteria.order_by("position", "pk"))
    most = {row.code: int(row.max_points) for row in criteria}
    found = []
    for number in range(EXPERTS):
        user = _person(f"ekspert{number}", now)
        grant_role(
            user=user,
            role_code=ContestRole.EXPERT,
            scope=edition_scope(edition.uid),
            by=None,
            now=now,
        )
        expert = models.Expert.objects.create(
            edition=edition,
            user=user,
            full_name=f"Ekspert {number}",
            email=user.email,
            state=models.Expert.State.ACCEPTED,
            invited_at=now,
            answered_at=now,
            confidential_at=now,
        )
        models.Declaration.objects.bulk_create(
            models.Declaration(
                expert=expert, entry=entry, is_free=True, declared_at=now
            )
            for entry in entries
        )
        opinions = [
            opinion(social_solutions()[i % 40], expert=number, criteria=most)
            for i in range(len(entries))
        ]
        rows = models.Assignment.objects.bulk_create(
            models.Assignment(
                entry=entry,
                expert=expert,
                position=place + 1,
                state=models.Assignment.State.SUBMITTED,
                assigned_at=now,
                submitted_at=now,
                confidence=4,
                total=Decimal(sum(one.points for one in opinions[place].values())),
            )
            for place, entry in enumerate(entries)
        )
        models.Mark.objects.bulk_create(
            models.Mark(
                assignment=row,
                criterion=criterion,
                points=Decimal(opinions[place][criterion.code].points),
                comment=opinions[place][criterion.code].comment,
                changed_at=now,
            )
            for place, row in enumerate(rows)
            for criterion in criteria
        )
        found.append(user)
    # One is left to be marked, so that the page of marks has something to write.
    open_one = models.Assignment.objects.filter(expert__edition=edition).earliest("pk")
    open_one.state, open_one.total, open_one.submitted_at = "IN_WORK", None, None
    open_one.save()
    return found
