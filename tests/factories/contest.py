"""A contest with people in every role, made through the same doors as a real one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tests.factories.units import make_register

from miara.accounts.public import (
    RoleCode,
    User,
    create_operator,
    create_person,
    grant_role,
    organisation_scope,
    unit_scope,
)
from miara.contest.actions.editions import create_contest, create_edition
from miara.contest.models import Contest, Edition, Entry
from miara.contest.roles import ContestRole, edition_scope
from miara.core.localized import Localized
from miara.organisations.models import Organisation
from miara.questionnaires.actions.sheets import open_sheet
from miara.questionnaires.actions.versions import create_form, publish_version
from miara.questionnaires.domain.definition import FormDefinition

#: Before the call opens; the day of the edition is 10 March 2026.
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
OPENS = datetime(2026, 3, 10, 8, tzinfo=UTC)
CLOSES = datetime(2026, 4, 30, 13, tzinfo=UTC)
DURING = datetime(2026, 4, 1, 10, tzinfo=UTC)
AFTER = datetime(2026, 5, 2, 10, tzinfo=UTC)
PASSWORD = "dluga-lipowa-aleja-7"

#: A form with one field of each sort that the contest asks about.
SMALL_FORM: Mapping[str, Any] = {
    "code": "application",
    "title": {"pl": "Wniosek", "en": "Application"},
    "sections": [
        {
            "code": "project",
            "title": {"pl": "Projekt", "en": "Project"},
            "fields": [
                {
                    "code": "title",
                    "kind": "SHORT_TEXT",
                    "label": {"pl": "Tytuł", "en": "Title"},
                    "required": True,
                    "is_public": True,
                    "is_blind": True,
                    "summary": "TITLE",
                },
                {
                    "code": "goals",
                    "kind": "LONG_TEXT",
                    "label": {"pl": "Cele", "en": "Goals"},
                    "required": True,
                    "is_blind": True,
                },
                {
                    "code": "contact",
                    "kind": "CONTACT",
                    "label": {"pl": "Kontakt", "en": "Contact"},
                    "personal": {
                        "purpose": {"pl": "Kontakt", "en": "Contact"},
                        "keep_days": 365,
                    },
                },
            ],
        }
    ],
}


@dataclass(frozen=True, slots=True)
class World:
    """What `make_world` made."""

    organisation: Organisation
    contest: Contest
    edition: Edition
    organiser: User
    clerk: User  # edits for Zielonki, 120617


def make_person(name: str) -> User:
    """A person with a confirmed address ``<name>@przyklad.pl``."""
    return create_person(
        email=f"{name}@przyklad.pl",
        password=PASSWORD,
        full_name=name.title(),
        by=None,
        now=NOW,
    )


def make_world(*, preset: str = "slz-social", opened: bool = True) -> World:
    """Units, an association, its organiser, an edition with a form, a clerk.

    ``opened`` announces the edition with a call from `OPENS` to `CLOSES`.
    """
    make_register()
    operator = create_operator(
        email="operator@przyklad.pl", password=PASSWORD, full_name="Operator", now=NOW
    )
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.ASSOCIATION,
        name=Localized("Związek Miast Przykładowych"),
    )
    organiser = make_person("organizator")
    grant_role(
        user=organiser,
        role_code=RoleCode.ORGANISATION_EDITOR,
        scope=organisation_scope(organisation.uid),
        by=operator,
        now=NOW,
    )
    clerk = make_person("urzednik")
    grant_role(
        user=clerk,
        role_code=RoleCode.UNIT_EDITOR,
        scope=unit_scope("120617"),
        by=operator,
        now=NOW,
    )
    contest = create_contest(
        owner=organisation,
        code="lider",
        name=Localized("Lider Zarządzania", "Management Leader"),
        by=organiser,
        now=NOW,
    )
    edition = create_edition(
        contest=contest,
        slug="2026",
        year=2026,
        start_from=preset,
        is_fictional=True,
        by=organiser,
        now=NOW,
    )
    edition.form = make_form(edition)
    if opened:
        edition.announced_on = date(2026, 3, 10)
        edition.opens_at, edition.closes_at = OPENS, CLOSES
        edition.first_closes_at = CLOSES
        edition.published_at = OPENS
    edition.save()
    return World(organisation, contest, edition, organiser, clerk)


def make_form(edition: Edition, data: Mapping[str, Any] = SMALL_FORM) -> Any:
    """A published form of the edition."""
    draft = create_form(
        definition=FormDefinition.model_validate(data),
        owner_kind="EDITION",
        owner_id=edition.uid,
        by=None,
        now=NOW,
    )
    return publish_version(version=draft, by=None, now=NOW)


def make_member(world: World, role: ContestRole, name: str) -> User:
    """A person with a role in the edition."""
    person = make_person(name)
    grant_role(
        user=person,
        role_code=role,
        scope=edition_scope(world.edition.uid),
        by=None,
        now=NOW,
    )
    return person


def make_entry(world: World, *, unit_uid: str = "120617", **fields: Any) -> Entry:
    """A draft of the clerk with an empty sheet, or what the fields say."""
    domain = world.edition.domains.order_by("position")[0]
    group = world.edition.groups.get(code=fields.pop("group_code", "rural"))
    entry = Entry(
        edition=world.edition,
        unit_uid=unit_uid,
        domain=fields.pop("domain", domain),
        group=group,
        proposed_group=group,
        created_at=DURING,
        created_by=world.clerk,
        **fields,
    )
    entry.cell = world.edition.cells.get(group=entry.group, domain=entry.domain)
    entry.sheet = open_sheet(
        version=world.edition.form,
        owner_kind="ENTRY",
        owner_id=entry.uid,
        by=world.clerk,
        now=DURING,
    )
    entry.save()
    return entry
