"""Rows of plans as members of answers: money as text, posts by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from miara.budget import public as budget
from miara.cycle import public as cycle
from miara.instruments import public as instruments
from miara.organisations import public as organisations
from miara.risks import public as risks
from miara.strategy import public as strategy

__all__ = [
    "amount",
    "file_facts",
    "goal_facts",
    "indicator_facts",
    "instrument_facts",
    "money_facts",
    "risk_facts",
    "task_facts",
    "term_facts",
    "titles_of",
    "value_facts",
]


def amount(value: Decimal | None) -> str | None:
    """Złoty with two places; None when nobody told.

    >>> amount(Decimal("1234.5"))
    '1234.50'
    """
    return None if value is None else f"{value:.2f}"


def plain(value: Decimal | None) -> str | None:
    """A number without an exponent and without idle noughts.

    >>> plain(Decimal("12.500000")), plain(Decimal("100"))
    ('12.5', '100')
    """
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money_facts(money: budget.Money | Mapping[str, int]) -> dict[str, str | None]:
    """Four amounts in grosze as złoty."""
    names = ("planned", "changed", "committed", "executed")
    found = (
        [money[name] for name in names]
        if isinstance(money, Mapping)
        else [getattr(money, name) for name in names]
    )
    return {
        name: amount(budget.to_zloty(grosze))
        for name, grosze in zip(names, found, strict=True)
    }


def titles_of(ids: Iterable[int | None]) -> dict[int | None, str]:
    """Names of posts by their numbers; one query."""
    found = organisations.posts_by_id({key for key in ids if key is not None})
    return {key: post.title for key, post in found.items()}


def task_facts(
    row: budget.TaskFacts, posts: Mapping[int | None, str]
) -> dict[str, Any]:
    """A task with its money."""
    return {
        "id": row.pk,
        "symbol": row.symbol,
        "name": row.name,
        "is_investment": row.is_investment,
        "manager": posts.get(row.manager_id),
        "service_id": row.service_id,
        "domain_id": row.domain_id,
        "goal_ids": list(row.goal_ids),
        "instrument_ids": list(row.instrument_ids),
        "money": money_facts(row.money),
    }


def goal_facts(
    row: strategy.Goal, standings: Iterable[strategy.Standing]
) -> dict[str, Any]:
    """A goal with its targets."""
    return {
        "id": row.pk,
        "document_id": row.document_id,
        "document": row.document.title,
        "parent_id": row.parent_id,
        "code": row.code,
        "text": row.text,
        "owner": row.owner.title if row.owner else None,
        "targets": [target_facts(each) for each in standings],
    }


def target_facts(standing: strategy.Standing) -> dict[str, Any]:
    """A target and where it stands."""
    row, judgement = standing.target, standing.judgement
    title, _symbol = standing.measure.in_language(get_language() or "pl")
    latest = judgement.latest
    return {
        "id": row.pk,
        "indicator": standing.measure.code,
        "title": title,
        "is_local": standing.measure.is_local,
        "kind": row.kind,
        "direction": row.direction,
        "final_year": row.final_year,
        "final_value": plain(row.final_value),
        "newest_year": latest.year if latest else None,
        "newest_value": plain(latest.value) if latest else None,
        "status": judgement.status.value,
        "status_name": strategy.status_word(judgement.status),
    }


def indicator_facts(row: strategy.LocalIndicator) -> dict[str, Any]:
    """A local indicator."""
    return {
        "id": row.pk,
        "code": row.code,
        "name": row.name,
        "measure": row.measure,
        "decimals": row.decimals,
        "kind": row.kind,
        "direction": row.direction,
        "frequency": row.frequency,
        "owner": row.owner.title if row.owner else None,
        "supplier": row.supplier.title if row.supplier else None,
        "approver": row.approver.title if row.approver else None,
        "retired_on": row.retired_on,
    }


def value_facts(code: str, row: strategy.LocalValue) -> dict[str, Any]:
    """A published value of an indicator."""
    return {
        "indicator": code,
        "period": row.period,
        "value": plain(row.value),
        "flag": row.flag,
        "margin": plain(row.margin),
        "version": row.version,
        "published_at": row.published_at,
    }


def instrument_facts(row: instruments.Instrument) -> dict[str, Any]:
    """A programme or project with its money."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "code": row.code,
        "name": row.name,
        "state": row.state,
        "since": row.since,
        "until": row.until,
        "manager": row.manager.title if row.manager else None,
        "is_public": row.is_public,
        "goal_ids": sorted(link.goal_id for link in row.goal_links.all()),
        "money": [
            {
                "year": each.year,
                "source": each.source,
                "planned": amount(each.planned),
                "executed": amount(each.executed),
            }
            for each in sorted(row.money.all(), key=lambda one: (one.year, one.source))
        ],
    }


def risk_facts(row: risks.RiskFacts, posts: Mapping[int | None, str]) -> dict[str, Any]:
    """An open risk."""
    return {
        "number": row.number,
        "name": row.name,
        "level": row.level,
        "band": row.band,
        "is_accepted": row.is_accepted,
        "reaction": row.reaction,
        "owner": posts.get(row.owner),
        "review_on": row.review_on,
    }


def term_facts(row: cycle.Term) -> dict[str, Any]:
    """A term of a year."""
    return {
        "name": row.name,
        "due_on": row.due_on,
        "post": row.post.title if row.post else None,
        "basis": row.basis,
        "is_verified": row.is_verified,
        "done_at": row.done_at,
        "dropped_at": row.dropped_at,
    }


def file_facts(row: budget.ReportFile) -> dict[str, Any]:
    """A file of the budget with the control sums of its lines; a draft has none."""
    totals: Mapping[str, Mapping[str, int]] = row.totals or {}
    sides = {side: totals.get(side) for side in ("R", "E")}
    return {
        "id": row.pk,
        "kind": row.kind,
        "quarter": row.quarter,
        "name": row.name,
        "state": row.state,
        "sha256": row.stored.sha256,
        "sent_at": row.sent_at,
        "taken_at": row.taken_at,
        "lines": sum(each["lines"] for each in totals.values()) if totals else None,
        "revenue": money_facts(sides["R"]) if sides["R"] else None,
        "expenditure": money_facts(sides["E"]) if sides["E"] else None,
    }
