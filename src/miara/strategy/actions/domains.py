"""Taking domains and services over from the national template, and changing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.catalogue import public as catalogue
from miara.cycle import public as cycle
from miara.strategy.errors import CodeTakenError, UnknownTemplateError
from miara.strategy.models import Service, UnitDomain
from miara.strategy.permissions import require_planner

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "add_domain",
    "add_service",
    "adopt_template",
    "change_domain",
    "change_service",
]


@transaction.atomic
def adopt_template(
    unit_uid: str,
    *,
    domains: Iterable[str],
    services: Iterable[str],
    since: date,
    by: User | None,
    now: datetime,
) -> tuple[int, int]:
    """Take over domains and services of the national template.

    What the unit has already stays as it is. A service brings its domain along.

    Returns
    -------
    tuple of int
        Numbers of new domains and new services.

    Raises
    ------
    UnknownTemplateError
        When the template has no such code.
    """
    require_planner(by, unit_uid)
    wanted = [_template(code) for code in dict.fromkeys(services)]
    codes = dict.fromkeys([*domains, *(each.domain for each in wanted)])
    new_domains = _take_domains(unit_uid, list(codes), since)
    new_services = _take_services(unit_uid, wanted)
    if new_domains or new_services:
        audit.record(
            "strategy.template_adopted",
            by=by,
            at=now,
            after={"unit": unit_uid, "domains": new_domains, "services": new_services},
        )
    return new_domains, new_services


def _template(code: str) -> catalogue.ServiceTemplate:
    found = catalogue.service_template(code)
    if found is None:
        raise UnknownTemplateError(code=code)
    return found


def _take_domains(unit_uid: str, codes: list[str], since: date) -> int:
    have = set(
        UnitDomain.objects.filter(unit_uid=unit_uid).values_list("code", flat=True)
    )
    fresh = []
    for code in codes:
        found = catalogue.domain(code)
        if found is None:
            raise UnknownTemplateError(code=code)
        if code not in have:
            fresh.append(
                UnitDomain(
                    unit_uid=unit_uid,
                    code=code,
                    name={"pl": found.name.pl, "en": found.name.en},
                    position=found.order,
                    since=since,
                )
            )
    UnitDomain.objects.bulk_create(fresh)
    return len(fresh)


def _take_services(unit_uid: str, wanted: list[catalogue.ServiceTemplate]) -> int:
    rows = Service.objects.filter(unit_uid=unit_uid).exclude(template="")
    have = set(rows.values_list("template", flat=True))
    domains = {row.code: row for row in UnitDomain.objects.filter(unit_uid=unit_uid)}
    order = {each.code: k for k, each in enumerate(catalogue.service_templates())}
    fresh = [
        Service(
            unit_uid=unit_uid,
            template=each.code,
            name={"pl": each.name.pl, "en": each.name.en},
            domain=domains[each.domain],
            legal_basis=each.legal_basis.text if each.legal_basis else "",
            legal_basis_verified=bool(each.legal_basis and each.legal_basis.verified),
            duty=each.duty,
            recipients=each.recipients.pl,
            position=order[each.code],
        )
        for each in wanted
        if each.code not in have
    ]
    Service.objects.bulk_create(fresh)
    return len(fresh)


@transaction.atomic
def add_domain(
    unit_uid: str, values: Mapping[str, Any], *, by: User | None, now: datetime
) -> UnitDomain:
    """Add a domain of the unit's own.

    Raises
    ------
    CodeTakenError
        When the unit has one of that symbol, in use or not.
    """
    require_planner(by, unit_uid)
    if UnitDomain.objects.filter(unit_uid=unit_uid, code=values["code"]).exists():
        raise CodeTakenError(code=values["code"])
    row = UnitDomain.objects.create(unit_uid=unit_uid, **values)
    audit.record(
        "strategy.domain_added", by=by, at=now, target=row, after={"name": str(row)}
    )
    return row


@transaction.atomic
def change_domain(
    row: UnitDomain,
    values: Mapping[str, Any],
    *,
    seen: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Change a domain: its name, coordinator, order, last day."""
    require_planner(by, row.unit_uid)
    before, after = cycle.apply_values(row, values, version=seen)
    if after:
        audit.record(
            "strategy.domain_changed",
            by=by,
            at=now,
            target=row,
            before=before,
            after={**after, "of": str(row)},
        )


@transaction.atomic
def add_service(
    unit_uid: str, values: Mapping[str, Any], *, by: User | None, now: datetime
) -> Service:
    """Add a service of the unit's own, outside the template."""
    require_planner(by, unit_uid)
    row = Service.objects.create(unit_uid=unit_uid, position=999, **values)
    audit.record(
        "strategy.service_added", by=by, at=now, target=row, after={"name": str(row)}
    )
    return row


@transaction.atomic
def change_service(
    row: Service,
    values: Mapping[str, Any],
    *,
    seen: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Change a service of the unit; the national template stays as it is."""
    require_planner(by, row.unit_uid)
    before, after = cycle.apply_values(row, values, version=seen)
    if after:
        audit.record(
            "strategy.service_changed",
            by=by,
            at=now,
            target=row,
            before=before,
            after={**after, "of": str(row)},
        )
