"""The budget of the demo's own unit: a ledger, reports, tasks, a forecast."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from miara.budget import public as budget
from miara.budget.domain.lines import BudgetLine, Key
from miara.budget.exports.rb_xml import rb_xml
from miara.cli.demo.budget_texts import REVENUE, TASKS, TaskText
from miara.cli.demo.people import HOME_UNIT
from miara.organisations import public as organisations
from miara.strategy.public import Goal, Service
from miara.units import public as units

__all__ = ["fill_budget"]

_THOUSAND = 100_000
_FORECAST = (
    ("1", "Dochody ogółem", 32_630),
    ("1.1", "Dochody bieżące", 32_330),
    ("1.1.4", "w tym dotacje bieżące", 1_150),
    ("1.2", "Dochody majątkowe", 300),
    ("1.2.1", "w tym sprzedaż majątku", 300),
    ("2", "Wydatki ogółem", 33_790),
    ("2.1", "Wydatki bieżące", 27_480),
    ("2.1.3", "w tym obsługa długu", 240),
    ("2.2", "Wydatki majątkowe", 6_310),
    ("3", "Wynik budżetu", -1_160),
    ("4", "Przychody budżetu", 2_060),
    ("4.1", "Kredyty, pożyczki, obligacje", 2_060),
    ("5", "Rozchody budżetu", 900),
    ("5.1", "Spłaty rat", 900),
)


def fill_budget(*, now: datetime) -> int:
    """Fill the present year unless it is there; the number of tasks made."""
    home = units.unit_by_code(HOME_UNIT)
    today = timezone.localdate(now)
    if home is None or budget.year_of(home.uid, today.year) is not None:
        return 0
    year = budget.open_budget(home.uid, today.year, by=None, now=now)
    budget.set_year(year, tolerance=15, population=14_200, by=None, now=now)
    made = _tasks(year, home.uid, today, now)
    budget.add_resolution(
        year,
        kind="BUDGET",
        number=f"XVIII/120/{today.year - 1}",
        adopted_on=date(today.year - 1, 12, 18),
        title="Uchwała budżetowa (dokument fikcyjny)",
        by=None,
        now=now,
    )
    for quarter in (1, 2):
        _take(year, home, quarter, now)
        _report(made, quarter, now)
    _forecast(home.uid, today.year, now)
    return len(made)


def _tasks(
    year: budget.BudgetYear, uid: str, today: date, now: datetime
) -> dict[str, budget.BudgetTask]:
    offices = {o.code: o for o in organisations.organisational_units_of(uid, today)}
    posts = {p.organisational_unit.code: p for p in organisations.posts_of(uid, today)}
    services = {s.template: s for s in Service.objects.filter(unit_uid=uid)}
    goals = list(Goal.objects.filter(document__unit_uid=uid, level=1).order_by("pk"))
    made = {}
    for text in TASKS:
        office, service = offices.get(text.office), services.get(text.service)
        above = office.parent if office and office.parent_id else office
        post = posts.get(text.office) or (posts.get(above.code) if above else None)
        fitting = [goal for goal in goals if _fits(goal, service)]
        task = budget.add_task(
            year,
            {
                "symbol": text.symbol,
                "name": text.name,
                "kind": "INVESTMENT" if text.paragraph == "605" else "CURRENT",
                "organisational_unit": office,
                "manager": post,
                "service": service,
                "domain": service.domain if service else None,
                "goals": fitting[:1],
                "unit_of_volume": text.unit,
                "volume": Decimal(text.planned),
                "undertaking": "P-1" if text.symbol == "IW-02" else "",
            },
            by=None,
            now=now,
        )
        measure = {
            "name": text.measure,
            "kind": "OUTPUT",
            "unit_of_measure": text.unit,
            "direction": "UP",
            "base": Decimal(text.planned * 95 // 100),
            "planned": Decimal(text.planned),
        }
        budget.set_measures(task, [measure], by=None, now=now)
        made[text.symbol] = task
    return made


def _fits(goal: Goal, service: Service | None) -> bool:
    if service is None:
        return False
    return any(row.pk == service.domain_id for row in goal.domains.all())


def _lines(quarter: int) -> list[BudgetLine]:
    """Money of a quarter, with two lines that nobody has given to a task."""
    found = [_line(text, quarter) for text in TASKS]
    rest = Key("E", "758", "75818", "481", "0", "FN")
    debt = Key("E", "757", "75702", "811", "0", "FN")
    found.append(BudgetLine(rest, 200 * _THOUSAND, 180 * _THOUSAND, 0, 0))
    paid = 60 * _THOUSAND * quarter + 17
    found.append(BudgetLine(debt, 240 * _THOUSAND, 240 * _THOUSAND, paid, paid))
    return found


def _line(text: TaskText, quarter: int) -> BudgetLine:
    planned = text.money * _THOUSAND
    changed = planned + planned * len(text.name) // 900
    executed = changed * text.done * quarter // 200 + len(text.measure)
    committed = max(executed, changed * (40 + 20 * quarter) // 100)
    key = Key("E", text.chapter[:3], text.chapter, text.paragraph, "0", text.office)
    label = text.name
    return BudgetLine(
        key._replace(task=text.symbol), planned, changed, committed, executed, label
    )


def _take(
    year: budget.BudgetYear, home: units.UnitFacts, quarter: int, now: datetime
) -> None:
    """The ledger as a table, and the reports in the ministry's XML."""
    lines = _lines(quarter)
    head = "Kod jednostki;Symbol zadania;Dział;Rozdział;Paragraf;Nazwa;Plan;"
    rows = [head + "Plan po zmianach;Zaangażowanie;Wykonanie"]
    for line in lines:
        key = line.key
        sums = (line.planned, line.changed, line.committed, line.executed)
        money = ";".join(f"{value // 100},{value % 100:02}" for value in sums)
        codes = f"{key.office};{key.task};{key.division};{key.chapter}"
        rows.append(f"{codes};{key.paragraph}{key.digit};{line.label};{money}")
    files = [
        (budget.FileKind.LEDGER, f"ksiega-{quarter}.csv", "\n".join(rows).encode())
    ]
    revenue = [
        BudgetLine(
            Key("R", chapter[:3], chapter, paragraph, "0"),
            0,
            money * _THOUSAND,
            0,
            money * _THOUSAND * quarter * 24 // 100 + 31,
        )
        for chapter, paragraph, money in REVENUE
    ]
    for kind, side, told in (
        (budget.FileKind.RB28S, budget.Side.EXPENDITURE, _by_code(lines)),
        (budget.FileKind.RB27S, budget.Side.REVENUE, revenue),
    ):
        content = rb_xml(
            told,
            side=side,
            unit_code=home.code,
            unit_kind="2",
            unit_name=home.full_name,
            year=year.year,
            quarter=quarter,
        )
        files.append((kind, f"{kind.value.lower()}-{quarter}.xml", content))
    for kind, name, content in files:
        file = budget.send_file(
            year,
            kind=kind,
            quarter=quarter,
            content=content,
            name=name,
            by=None,
            now=now,
        )
        budget.take_file(file, by=None, now=now)


def _by_code(lines: list[BudgetLine]) -> list[BudgetLine]:
    """Lines as a report adds them up: by classification alone."""
    found: dict[Key, budget.Money] = {}
    for line in lines:
        sums = (line.planned, line.changed, line.committed, line.executed)
        found.setdefault(line.key.classification, budget.Money()).add(sums)
    return [BudgetLine(key, *money.row()) for key, money in sorted(found.items())]


def _report(made: dict[str, budget.BudgetTask], quarter: int, now: datetime) -> None:
    """Reports of most tasks are sent; the last ones are still to be written."""
    for text in TASKS[: len(TASKS) - 2 * quarter]:
        task = made[text.symbol]
        is_late = text.done < 30
        texts = {"done": f"{text.name}: prace idą zgodnie z harmonogramem."}
        if is_late:
            texts = {
                "done": f"{text.name}: rozstrzygnięto przetarg.",
                "deviations": "Prace zaczęły się dwa miesiące później.",
                "causes": "W pierwszym przetargu nie było ofert.",
                "actions": "Wykonawca pracuje na dwie zmiany.",
            }
        measure = task.measures.get()
        so_far = Decimal(text.planned * text.done * quarter // 200)
        forecast = Decimal(text.planned * (85 if is_late else 100) // 100)
        report = budget.save_report(
            task, quarter, texts, {measure.pk: (so_far, forecast)}, by=None, now=now
        )
        budget.submit_report(report, by=None, now=now)


def _forecast(uid: str, year: int, now: datetime) -> None:
    """A forecast that differs from the budget, so that there is something to find."""
    years = range(year - 7, year + 4)
    head = "Lp.;Wyszczególnienie;" + ";".join(map(str, years))
    rows = [head]
    for code, name, money in _FORECAST:
        amounts = (str(money * 1000 * (100 + 3 * (y - year)) // 100) for y in years)
        rows.append(f"{code};{name};" + ";".join(amounts))
    annex = "Lp.;Nazwa i cel;Jednostka;Od;Do;Łączne nakłady;"
    annex += f"{year};{year + 1};Limit zobowiązań\nP-1;Modernizacja oczyszczalni;"
    annex += f"ZWK;{year - 1};{year + 1};9000000;3500000;4000000;7500000\n"
    budget.keep_forecast(
        uid,
        year=year,
        number=f"XVIII/119/{year - 1}",
        adopted_on=date(year - 1, 12, 18),
        rows="\n".join(rows).encode(),
        undertakings=annex.encode(),
        by=None,
        now=now,
    )
