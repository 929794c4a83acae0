"""Rows of a large unit: offices, goals, targets, programmes, tasks, money, risks."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import transaction

from miara.budget.models import BudgetTask, BudgetYear, TaskMoney
from miara.instruments.models import Instrument, InstrumentGoal
from miara.organisations.models import OrganisationalUnit, Post
from miara.risks.models import Risk
from miara.strategy.models import (
    Document,
    Goal,
    LocalIndicator,
    LocalValue,
    Service,
    Target,
    UnitDomain,
)

__all__ = ["YEAR", "Size", "fill"]

YEAR = date.today().year  # noqa: DTZ011
NOW = datetime.now(UTC)
SINCE = date(2015, 1, 1)
DOMAINS, GOALS_OF_TOP, INSTRUMENTS, RISKS = 15, 12, 300, 200


@dataclass(frozen=True)
class Size:
    """How much of what grows; the default is a unit of Kraków's size."""

    offices: int = 421
    targets: int = 2_000
    tasks: int = 3_000

    def times(self, share: float) -> Size:
        """A part of it, or a multiple."""
        return Size(
            int(self.offices * share),
            int(self.targets * share),
            int(self.tasks * share),
        )


@transaction.atomic
def fill(uid: str, size: Size) -> int:
    """Make the rows; gives the number of one domain, whose page is asked for."""
    rng = random.Random(5)
    posts = _posts(uid, size.offices)
    domains = UnitDomain.objects.bulk_create(
        UnitDomain(
            unit_uid=uid,
            code=f"bench-{n}",
            name={"pl": f"Dziedzina {n}"},
            coordinator=rng.choice(posts),
            position=100 + n,
            since=SINCE,
        )
        for n in range(DOMAINS)
    )
    services = Service.objects.bulk_create(
        Service(unit_uid=uid, name={"pl": f"Usługa {n}"}, domain=rng.choice(domains))
        for n in range(100)
    )
    goals = _goals(uid, domains, posts, rng)
    _targets(uid, size.targets, goals, posts, rng)
    instruments = _instruments(uid, goals, domains, posts, rng)
    _tasks(uid, size.tasks, (goals, instruments, services, domains, posts), rng)
    _risks(uid, goals, posts, rng)
    return domains[0].pk


def _posts(uid, number):
    offices = OrganisationalUnit.objects.bulk_create(
        OrganisationalUnit(
            unit_uid=uid, code=f"B{n:04}", name=f"Jednostka {n}", since=SINCE
        )
        for n in range(number)
    )
    return Post.objects.bulk_create(
        Post(organisational_unit=each, title=f"Kierownik {each.code}", since=SINCE)
        for each in offices
    )


def _goals(uid, domains, posts, rng):
    document = Document.objects.create(
        unit_uid=uid,
        kind="STRATEGY",
        title="Strategia",
        first_year=2021,
        last_year=2030,
        state="ADOPTED",
        levels=["Cel", "Kierunek"],
        created_at=NOW,
    )
    tops = Goal.objects.bulk_create(
        Goal(document=document, code=f"{n}", text=f"Cel strategiczny {n}", position=n)
        for n in range(DOMAINS)
    )
    goals = Goal.objects.bulk_create(
        Goal(
            document=document,
            parent=top,
            level=1,
            position=n,
            owner=rng.choice(posts),
            code=f"{top.code}.{n}",
            text=f"Cel operacyjny {n} celu {top.code}",
        )
        for top in tops
        for n in range(GOALS_OF_TOP)
    )
    place = {top.pk: domain for top, domain in zip(tops, domains, strict=True)}
    Goal.domains.through.objects.bulk_create(
        Goal.domains.through(goal_id=goal.pk, unitdomain_id=place[goal.parent_id].pk)
        for goal in goals
    )
    return goals


def _targets(uid, number, goals, posts, rng):
    indicators = LocalIndicator.objects.bulk_create(
        LocalIndicator(
            unit_uid=uid,
            code=f"W{n:05}",
            name=f"Wskaźnik {n}",
            measure="szt.",
            kind="OUTCOME",
            direction="UP",
            owner=rng.choice(posts),
        )
        for n in range(number)
    )
    LocalValue.objects.bulk_create(
        LocalValue(
            indicator=each,
            period=str(year),
            value=Decimal(rng.randint(1, 120)),
            flag="MEASURED",
            state="PUBLISHED",
            entered_at=NOW,
        )
        for each in indicators
        for year in range(YEAR - 10, YEAR)
    )
    Target.objects.bulk_create(
        Target(
            unit_uid=uid,
            goal=goals[n % len(goals)],
            local=each,
            kind="REACH",
            direction="UP",
            baseline_year=YEAR - 6,
            baseline_value=Decimal(10),
            final_year=YEAR + 4,
            final_value=Decimal(100),
            owner=each.owner,
        )
        for n, each in enumerate(indicators)
    )


def _instruments(uid, goals, domains, posts, rng):
    found = Instrument.objects.bulk_create(
        Instrument(
            unit_uid=uid,
            kind="PROJECT",
            code=f"BP-{n:03}",
            name=f"Projekt {n}",
            state="GOING",
            domain=rng.choice(domains),
            manager=rng.choice(posts),
            is_public=True,
        )
        for n in range(INSTRUMENTS)
    )
    InstrumentGoal.objects.bulk_create(
        InstrumentGoal(instrument=each, goal=goal)
        for each in found
        for goal in rng.sample(goals, 2)
    )
    return found


def _tasks(uid, number, parts, rng):
    goals, instruments, services, domains, posts = parts
    year, _made = BudgetYear.objects.get_or_create(unit_uid=uid, year=YEAR)
    tasks = BudgetTask.objects.bulk_create(
        BudgetTask(
            budget_year=year,
            symbol=f"B/{n:05}",
            name=f"Zadanie {n}",
            manager=rng.choice(posts),
            domain=domains[n % len(domains)],
            service=rng.choice(services) if n % 2 else None,
        )
        for n in range(number)
    )
    BudgetTask.goals.through.objects.bulk_create(
        BudgetTask.goals.through(budgettask_id=t.pk, goal_id=rng.choice(goals).pk)
        for t in tasks
    )
    BudgetTask.instruments.through.objects.bulk_create(
        BudgetTask.instruments.through(
            budgettask_id=t.pk, instrument_id=rng.choice(instruments).pk
        )
        for t in tasks[::5]
    )
    TaskMoney.objects.bulk_create(
        TaskMoney(
            budget_year=year,
            side="E",
            task=t,
            planned=n * 1000,
            changed=n * 1100,
            committed=n * 900,
            executed=n * 700,
            lines=20,
        )
        for n, t in enumerate(tasks)
    )


def _risks(uid, goals, posts, rng):
    risks = Risk.objects.bulk_create(
        Risk(
            unit_uid=uid,
            number=9000 + n,
            name=f"Ryzyko {n}",
            category="OTHER",
            inherent_impact=4,
            inherent_likelihood=4,
            impact=3,
            likelihood=3,
            reaction="ACT",
            owner=rng.choice(posts),
        )
        for n in range(RISKS)
    )
    Risk.goals.through.objects.bulk_create(
        Risk.goals.through(risk_id=risk.pk, goal_id=rng.choice(goals).pk)
        for risk in risks
    )
