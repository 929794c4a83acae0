"""Starting contests and editions, from a preset or from an earlier edition."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.domain.presets import Preset, presets
from miara.contest.errors.edition import AddressTakenError, UnknownPresetError
from miara.contest.models import (
    Cell,
    Contest,
    Criterion,
    DomainArea,
    Edition,
    Group,
    Organiser,
    Patron,
    TitleKind,
)
from miara.contest.permissions import can_found
from miara.contest.roles import ContestRole, edition_scope
from miara.core.localized import Localized

if TYPE_CHECKING:
    from miara.organisations.public import Organisation

__all__ = ["create_contest", "create_edition"]

#: Parts of addresses that belong to pages of all contests.
RESERVED = frozenset({"archiwum", "nowy"})
#: What an edition made from another one takes over; dates and texts it does not.
_COPIED = ("name", "theme", "about", "rules", "form", "visit_form", "contact_email",
           "contact_phone", "case_class", "is_fictional")  # fmt: skip


@transaction.atomic
def create_contest(
    *,
    owner: Organisation,
    code: str,
    name: Localized,
    about: Localized | None = None,
    by: accounts.User,
    now: datetime,
) -> Contest:
    """Start a series of editions under one name and address.

    Raises
    ------
    NotAllowedError
        When the person is no editor of the organisation.
    AddressTakenError
        When another contest, or a page of all contests, has the address.
    """
    require(can_found(by, owner.uid, now=now))
    if code in RESERVED or Contest.objects.filter(code=code).exists():
        raise AddressTakenError(slug=code)
    contest = Contest.objects.create(
        owner=owner, code=code, name=name, about=about or Localized("")
    )
    audit.record(
        "contest.contest_created",
        by=by,
        at=now,
        target=contest,
        after={"code": code, "owner": owner.uid},
    )
    return contest


@transaction.atomic
def create_edition(
    *,
    contest: Contest,
    slug: str,
    year: int,
    start_from: Edition | str,
    name: Localized | None = None,
    is_fictional: bool = False,
    by: accounts.User,
    now: datetime,
) -> Edition:
    """Start an edition: everything comes from a preset or an earlier edition.

    Parameters
    ----------
    start_from
        Code of a preset, or an edition to copy; its dates, entries, experts and texts
        stay behind.
    name
        Name of the new edition; that of the contest with the year when missing.

    Raises
    ------
    NotAllowedError
        When the person is no editor of the owner of the contest.
    AddressTakenError
        When the contest has an edition at this address.
    UnknownPresetError
        When there is no such preset.
    """
    require(can_found(by, contest.owner.uid, now=now))
    if contest.editions.filter(slug=slug).exists():
        raise AddressTakenError(slug=slug)
    named = name or Localized(
        f"{contest.name.in_language('pl')} {year}",
        f"{contest.name.in_language('en')} {year}",
    )
    fixed = {"contest": contest, "slug": slug, "year": year, "created_at": now}
    if isinstance(start_from, Edition):
        copied = {field: getattr(start_from, field) for field in _COPIED}
        copied["is_fictional"] = is_fictional or start_from.is_fictional
        edition = Edition.objects.create(**(copied | fixed | {"name": named}))
        _copy_parts(start_from, edition)
    else:
        edition = _from_preset(
            _preset(start_from), {**fixed, "name": named, "is_fictional": is_fictional}
        )
    _make_cells(edition)
    accounts.grant_role(
        user=by,
        role_code=ContestRole.ORGANISER,
        scope=edition_scope(edition.uid),
        by=None,
        now=now,
    )
    audit.record(
        "contest.edition_created",
        by=by,
        at=now,
        target=edition,
        parent=contest,
        after={
            "slug": slug,
            "year": year,
            "from": start_from.uid if isinstance(start_from, Edition) else start_from,
        },
    )
    return edition


def _preset(code: str) -> Preset:
    try:
        return presets()[code]
    except KeyError:
        raise UnknownPresetError(code=code) from None


def _from_preset(preset: Preset, fields: dict[str, Any]) -> Edition:
    edition = Edition.objects.create(
        **fields,
        theme=Localized.of(preset.theme),
        rules=preset.rules.model_dump(mode="json"),
    )
    DomainArea.objects.bulk_create(
        DomainArea(edition=edition, code=row.code, name=row.name, position=i)
        for i, row in enumerate(preset.domains)
    )
    Group.objects.bulk_create(
        Group(
            edition=edition,
            code=row.code,
            name=row.name,
            rule={"clauses": row.clauses},
            position=i,
        )
        for i, row in enumerate(preset.groups)
    )
    Criterion.objects.bulk_create(
        Criterion(
            edition=edition,
            code=row.code,
            name=row.name,
            guidance=row.guidance,
            levels=[level.model_dump(mode="json") for level in row.levels],
            weight=row.weight,
            max_points=row.max_points,
            step=row.step,
            needs_comment=row.needs_comment,
            position=i,
        )
        for i, row in enumerate(preset.criteria)
    )
    TitleKind.objects.bulk_create(
        TitleKind(edition=edition, **row.model_dump()) for row in preset.title_kinds
    )
    return edition


def _copy_parts(source: Edition, edition: Edition) -> None:
    """Domains, groups, criteria, titles, organisers and patrons of another edition."""
    parts: tuple[Any, ...] = (
        DomainArea,
        Group,
        Criterion,
        TitleKind,
        Organiser,
        Patron,
    )
    for model in parts:
        rows = list(model._default_manager.filter(edition=source).order_by("pk"))
        for row in rows:
            row.pk, row.edition = None, edition
            row._state.adding = True
        model._default_manager.bulk_create(rows)


def _make_cells(edition: Edition) -> None:
    """Every group in every domain."""
    domains = list(edition.domains.order_by("position", "pk"))
    Cell.objects.bulk_create(
        Cell(edition=edition, group=group, domain=domain)
        for group in edition.groups.order_by("position", "pk")
        for domain in domains
    )
