"""Applying a pack: everything in one transaction, nothing of the unit overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.budget import public as budget
from miara.cycle import public as cycle
from miara.organisations import public as organisations
from miara.risks import public as risks
from miara.rollout.domain.packs import Pack, method_texts, parts
from miara.rollout.errors import HandsError
from miara.rollout.models import MethodDocument, MethodVersion, Rollout
from miara.rollout.permissions import require_planner
from miara.rollout.queries.planned import existing_posts, services_for, title_of_post
from miara.strategy import public as strategy
from miara.units.public import UnitFacts

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["PostChoice", "apply_pack"]


#: Why a term of a new year is dropped; in Polish as all that units write.
PASSED = "Termin minął, zanim jednostka zaczęła pracę w systemie."


@dataclass(frozen=True, slots=True)
class PostChoice:
    """Who takes a post of the pack: somebody with an account, or an address to invite.

    Both empty: the post is made and nobody holds it yet.
    """

    code: str
    title: str
    person: str = ""
    email: str = ""


@transaction.atomic
def apply_pack(
    unit: UnitFacts,
    pack: Pack,
    *,
    year: int,
    posts: Iterable[PostChoice],
    with_goals: bool,
    by: User | None,
    now: datetime,
) -> dict[str, int]:
    """Begin with a pack, or apply one again: only what lacks is made.

    Parameters
    ----------
    posts
        One a post of the pack; posts left out are not made.
    with_goals
        Whether a draft strategy with the goals of the pack is to be begun; only a unit
        without any document gets one.

    Returns
    -------
    dict
        How many things were made, by their kind.

    Raises
    ------
    NotAllowedError, YearClosedError
    HandsError
        When an address was to be invited by somebody who may not.
    """
    require_planner(by, unit.uid)
    row, is_new = Rollout.objects.get_or_create(
        unit_uid=unit.uid,
        defaults={
            "pack": pack.code,
            "year": year,
            "started_at": now,
            "started_by": by,
            "applied_at": now,
        },
    )
    row = Rollout.objects.select_for_update(of=("self",)).get(pk=row.pk)
    made: dict[str, int] = {}
    who: dict[str, Any] = {"by": by, "now": now}
    held = _posts(unit, row, list(posts), made, who)
    _year(unit.uid, pack, year, held, made=made, who=who)
    _catalogue(unit, pack, made, who)
    _settings(unit.uid, pack, made, who)
    if with_goals:
        _goals(unit.uid, pack, year, made, who)
    _documents(unit.uid, pack, made, who)
    row.pack, row.year, row.applied_at = pack.code, year, now
    row.posts = {**row.posts, **{code: post.pk for code, post in held.items()}}
    row.save()
    after = {"pack": pack.name.pl, "year": year, "made": made}
    if is_new:
        audit.record("rollout.started", by=by, at=now, target=row, after=after)
    else:
        audit.record("rollout.applied_again", by=by, at=now, target=row, after=after)
    return {kind: count for kind, count in made.items() if count}


def _posts(
    unit: UnitFacts,
    row: Rollout,
    wanted: list[PostChoice],
    made: dict[str, int],
    who: Mapping[str, Any],
) -> dict[str, organisations.Post]:
    today = timezone.localdate(who["now"])
    have = existing_posts(unit, row, today)
    people = {
        str(member.user_id)
        for member in accounts.people_of(accounts.unit_scope(unit.uid), now=who["now"])
    }
    office = None
    found: dict[str, organisations.Post] = {}
    for choice in wanted:
        post = have.get(choice.code)
        if post is None:
            office = office or _office(unit, made, who)
            title = choice.title.strip() or title_of_post(unit, choice.code)
            values = {"organisational_unit": office, "title": title, "since": today}
            post = organisations.add_post(values, **who)
            made["posts"] = made.get("posts", 0) + 1
        if choice.person in people and not post.holder:
            organisations.change_post(post, {"holder": choice.person}, **who)
            made["people"] = made.get("people", 0) + 1
        elif choice.email and not choice.person:
            _invite(unit, choice, post, who)
            made["invited"] = made.get("invited", 0) + 1
        found[choice.code] = post
    return found


def _office(
    unit: UnitFacts, made: dict[str, int], who: Mapping[str, Any]
) -> organisations.OrganisationalUnit:
    """The first part of the structure, made when there is none."""
    today = timezone.localdate(who["now"])
    have = organisations.organisational_units_of(unit.uid, today)
    if have:
        return have[0]
    made["offices"] = 1
    values = {"code": "URZ", "name": "Urząd", "since": today}
    return organisations.add_organisational_unit(unit.uid, values, **who)


def _invite(
    unit: UnitFacts,
    choice: PostChoice,
    post: organisations.Post,
    who: Mapping[str, Any],
) -> None:
    if (by := who["by"]) is None:
        return
    role = next(each.role for each in parts().posts if each.code == choice.code)
    scope = accounts.unit_scope(unit.uid)
    if not (decision := accounts.can_grant(by, role, scope, now=who["now"])):
        raise HandsError(post=post.title, reason=decision.reason)
    accounts.invite(
        email=choice.email,
        role_code=role,
        scope=scope,
        scope_name=unit.full_name,
        by=by,
        now=who["now"],
    )


def _year(
    unit_uid: str,
    pack: Pack,
    year: int,
    held: Mapping[str, organisations.Post],
    *,
    made: dict[str, int],
    who: Mapping[str, Any],
) -> None:
    row = cycle.year_of(unit_uid, year)
    if row is None:
        row = cycle.open_year(unit_uid, year, cycle.calendar(pack.calendar), **who)
        made["terms"] = row.terms.count()
        # A unit that begins in autumn is not late with what was due in spring.
        today = timezone.localdate(who["now"])
        for term in cycle.terms_of(row).filter(due_on__lt=today):
            cycle.drop_term(term, reason=PASSED, **who)
            made["passed_terms"] = made.get("passed_terms", 0) + 1
    whose: dict[str, organisations.Post] = {
        name: held[post.code]
        for post in parts().posts
        if post.code in held
        for name in post.terms
    }
    open_terms = cycle.terms_of(row).filter(post=None, dropped_at=None, done_at=None)
    for term in open_terms.filter(who__in=whose):
        values = {"post": whose[term.who]}
        cycle.change_term(term, values, version=None, **who)
        made["given_terms"] = made.get("given_terms", 0) + 1
    if budget.year_of(unit_uid, year) is None:
        budget.open_budget(unit_uid, year, **who)
        made["budgets"] = 1


def _catalogue(
    unit: UnitFacts, pack: Pack, made: dict[str, int], who: Mapping[str, Any]
) -> None:
    domains = [code for goal in pack.goals for code in goal.domains]
    made["domains"], made["services"] = strategy.adopt_template(
        unit.uid,
        domains=dict.fromkeys(domains),
        services=services_for(unit, pack),
        since=timezone.localdate(who["now"]),
        **who,
    )


def _settings(
    unit_uid: str, pack: Pack, made: dict[str, int], who: Mapping[str, Any]
) -> None:
    if not risks.has_scale(unit_uid):
        risks.change_scale(unit_uid, risks.PRESETS[pack.scale], **who)
        made["scales"] = 1
    if cycle.settings_of(unit_uid).pk is None and pack.is_one_person:
        cycle.change_settings(unit_uid, {"is_one_person": True}, **who)
        made["settings"] = 1


def _goals(
    unit_uid: str,
    pack: Pack,
    year: int,
    made: dict[str, int],
    who: Mapping[str, Any],
) -> None:
    if strategy.documents_of(unit_uid).exists():
        return
    document = strategy.add_document(
        unit_uid,
        {
            "kind": strategy.Document.Kind.STRATEGY,
            "title": f"Szkic celów: {pack.name.pl.lower()}",
            "first_year": year,
            "last_year": year + 7,
            "levels": list(pack.levels),
        },
        **who,
    )
    rows = {row.code: row for row in strategy.domains_of(unit_uid)}
    goals: dict[str, strategy.Goal] = {}
    for each in pack.goals:
        values = {
            "code": each.code,
            "text": each.text,
            "dimension": each.dimension,
            "domains": [rows[code] for code in each.domains if code in rows],
        }
        parent = goals.get(each.above)
        goals[each.code] = strategy.add_goal(document, values, parent=parent, **who)
    made["goals"] = len(goals)


def _documents(
    unit_uid: str, pack: Pack, made: dict[str, int], who: Mapping[str, Any]
) -> None:
    have = set(
        MethodDocument.objects.filter(unit_uid=unit_uid).values_list("code", flat=True)
    )
    texts = method_texts()
    for place, code in enumerate(pack.documents):
        if code in have:
            continue
        text = texts[code]
        row = MethodDocument.objects.create(
            unit_uid=unit_uid,
            code=code,
            kind=text.kind,
            title=text.title.pl,
            position=place,
        )
        MethodVersion.objects.create(
            document=row,
            number=1,
            body=text.body,
            saved_at=who["now"],
            saved_by=who["by"],
        )
        made["documents"] = made.get("documents", 0) + 1
