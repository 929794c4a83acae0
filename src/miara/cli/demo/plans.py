"""The strategy of the demo's own unit: offices, services, goals, targets, values."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from miara.accounts.public import User
from miara.cli.demo import plans_texts as texts
from miara.cli.demo.contest.cast import person
from miara.cli.demo.people import HOME_UNIT
from miara.indicators import public as indicators
from miara.organisations.public import AuxiliaryUnit, OrganisationalUnit, Post
from miara.strategy.actions.documents import add_document, publish_document
from miara.strategy.actions.domains import adopt_template
from miara.strategy.actions.entering import Given, enter_value, submit_value
from miara.strategy.actions.goals import add_goal
from miara.strategy.actions.indicators import add_indicator
from miara.strategy.actions.targets import add_target
from miara.strategy.domain.numbers import read_number
from miara.strategy.models import Document, Goal, LocalIndicator, LocalValue
from miara.strategy.public import Service, UnitDomain
from miara.units import public as units

__all__ = ["fill_plans"]

TITLE = "Strategia rozwoju gminy na lata 2021–2030 (dokument fikcyjny)"
_LAST = 2030


def fill_plans(*, now: datetime) -> int:
    """Write the strategy unless it is there; the number of goals written."""
    home = units.unit_by_code(HOME_UNIT)
    if home is None or Document.objects.filter(unit_uid=home.uid).exists():
        return 0
    with transaction.atomic():
        posts = _office(home.uid, now)
        _services(home.uid, posts, now)
        document = add_document(home.uid, _about(posts), by=None, now=now)
        goals = _goals(document, posts, now)
        own = _indicators(home.uid, posts, now)
        _targets(home.uid, goals, own, posts, now)
        publish_document(document, by=None, now=now)
    return len(goals)


def _about(posts: dict[str, Post]) -> dict[str, object]:
    return {
        "kind": Document.Kind.STRATEGY,
        "title": TITLE,
        "vision": "Gmina, w której dobrze się żyje w każdym wieku.",
        "mission": "Działamy razem z mieszkańcami, liczymy wyniki i mówimy o nich.",
        "resolution_number": "XXIV/180/2021",
        "resolution_date": date(2021, 3, 25),
        "first_year": 2021,
        "last_year": _LAST,
        "state": Document.State.ADOPTED,
        "levels": texts.LEVELS,
        "coordinator": posts["Sekretarz"],
    }


def _office(uid: str, now: datetime) -> dict[str, Post]:
    since = date(2021, 1, 1)
    offices: dict[str, OrganisationalUnit] = {}
    for code, name, kind, above in texts.OFFICES:
        offices[code] = OrganisationalUnit.objects.create(
            unit_uid=uid,
            code=code,
            name=name,
            kind=kind,
            parent=offices.get(above),
            since=since,
        )
    AuxiliaryUnit.objects.bulk_create(
        AuxiliaryUnit(unit_uid=uid, name=name, kind="SOLECTWO", since=since)
        for name in texts.AUXILIARY
    )
    person("skarbnik@example.pl", "Sabina Skarbnik", now=now)
    people = {user.email: str(user.pk) for user in User.objects.all()}
    posts: dict[str, Post] = {}
    for title, code, email, _deputy in texts.POSTS:
        posts[title] = Post.objects.create(
            organisational_unit=offices[code],
            title=title,
            holder=people.get(email, ""),
            since=since,
        )
    for title, _code, _email, deputy in texts.POSTS:
        if deputy:
            posts[title].deputy = posts[deputy]
            posts[title].save(update_fields=["deputy"])
    return posts


def _services(uid: str, posts: dict[str, Post], now: datetime) -> None:
    adopt_template(
        uid,
        domains=(),
        services=texts.SERVICES,
        since=date(2021, 1, 1),
        by=None,
        now=now,
    )
    for row in UnitDomain.objects.filter(unit_uid=uid, code="administration"):
        row.coordinator = posts["Sekretarz"]
        row.save(update_fields=["coordinator"])


def _goals(
    document: Document, posts: dict[str, Post], now: datetime
) -> dict[str, Goal]:
    uid = document.unit_uid
    domains = {row.code: row for row in UnitDomain.objects.filter(unit_uid=uid)}
    services = {row.template: row for row in Service.objects.filter(unit_uid=uid)}
    made: dict[str, Goal] = {}
    for text in texts.GOALS:
        made[text.code] = add_goal(
            document,
            {
                "code": text.code,
                "text": text.text,
                "dimension": text.dimension,
                "expected_results": text.results,
                "owner": posts.get(text.owner),
                "domains": [domains[c] for c in text.domains.split() if c in domains],
                "services": [services[code] for code in text.services.split()],
            },
            parent=made.get(text.above),
            by=None,
            now=now,
        )
    return made


def _indicators(
    uid: str, posts: dict[str, Post], now: datetime
) -> dict[str, LocalIndicator]:
    domains = {row.code: row for row in UnitDomain.objects.filter(unit_uid=uid)}
    review = timezone.localdate(now) + timedelta(days=300)
    made = {}
    for text in texts.INDICATORS:
        owner = posts.get(text.owner)
        made[text.code] = row = add_indicator(
            uid,
            {
                "code": text.code,
                "name": text.name,
                "measure": text.measure,
                "decimals": text.decimals,
                "kind": text.kind,
                "nature": text.nature,
                "direction": text.direction,
                "domain": domains.get(text.domain),
                "owner": owner,
                "supplier": owner,
                "approver": posts["Sekretarz"],
                "lowest": Decimal(0),
                "highest": Decimal(100) if text.measure == "%" else None,
                "jump_percent": 80,
                "review_until": review if owner else None,
            },
            by=None,
            now=now,
        )
        _values(row, text, now)
    return made


def _values(row: LocalIndicator, text: texts.IndicatorText, now: datetime) -> None:
    """Published numbers of earlier years; the last one of two is on its way."""
    last = timezone.localdate(now).year - 1
    numbers = [read_number(number) for number in text.values.split()]
    first = last - len(numbers) + 1
    margin = read_number(text.margin)
    on_the_way = text.code in {"DRO-1", "POW-2"}
    LocalValue.objects.bulk_create(
        LocalValue(
            indicator=row,
            period=str(first + place),
            value=value,
            margin=margin,
            state=LocalValue.State.PUBLISHED,
            entered_at=now,
            published_at=now,
        )
        for place, value in enumerate(numbers)
        if value is not None and not (on_the_way and first + place == last)
    )
    if on_the_way:
        given = Given(str(last), numbers[-1])
        value = enter_value(row, given, by=None, now=now)
        if text.code == "POW-2":
            submit_value(value, by=None, now=now)


def _targets(
    uid: str,
    goals: dict[str, Goal],
    own: dict[str, LocalIndicator],
    posts: dict[str, Post],
    now: datetime,
) -> None:
    codes = [text.indicator for text in texts.TARGETS if text.indicator not in own]
    national = indicators.series_of_unit(uid, codes)
    for text in texts.TARGETS:
        base = _base(text, own, national)
        add_target(
            goals[text.goal],
            {
                "national": "" if text.indicator in own else text.indicator,
                "local": own.get(text.indicator),
                "kind": text.kind,
                "direction": text.direction,
                "baseline_year": base[0] if base else None,
                "baseline_value": base[1] if base else None,
                "final_year": _LAST,
                **_finals(text, base, is_own=text.indicator in own),
                "tolerance": read_number(text.tolerance) or Decimal(0),
                "owner": goals[text.goal].owner,
                "note": text.note,
            },
            steps=_steps(text),
            by=None,
            now=now,
        )


def _base(
    text: texts.TargetText,
    own: dict[str, LocalIndicator],
    national: dict[str, indicators.SeriesOfUnit],
) -> tuple[int, Decimal] | None:
    """The first number of a local series; that of five years ago of a national one."""
    row = own.get(text.indicator)
    if row is not None:
        first = row.values.order_by("period").exclude(value=None).first()
        if first is None or first.value is None:
            return None
        return int(first.period), first.value
    series = national.get(text.indicator)
    if series is None or not series.years:
        return None
    found = series.years[max(0, len(series.years) - 5)]
    step = Decimal(1).scaleb(-series.decimals)
    return found.year, Decimal(repr(found.value)).quantize(step)


def _finals(
    text: texts.TargetText, base: tuple[int, Decimal] | None, *, is_own: bool
) -> dict[str, Decimal | None]:
    asked = read_number(text.final)
    if text.kind == "RANGE":
        return {"lower": asked, "upper": read_number(text.upper)}
    if text.kind not in {"REACH", "AT_MOST"} or asked is None:
        return {}
    if is_own or base is None or text.kind == "AT_MOST":
        return {"final_value": asked}
    grown = base[1] * (100 + asked) / 100
    return {"final_value": grown.quantize(Decimal("0.1"))}


def _steps(text: texts.TargetText) -> dict[int, Decimal]:
    pairs = [pair.split(":") for pair in text.steps.split()]
    return {int(year): Decimal(value) for year, value in pairs}
