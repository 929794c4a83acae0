"""A budget of one unit, made the way people make it."""

from datetime import UTC, datetime

from miara.budget.actions.files import send_file, take_file
from miara.budget.actions.tasks import add_task
from miara.budget.actions.years import open_budget
from miara.budget.domain.lines import FileKind

NOW = datetime(2026, 4, 20, 9, tzinfo=UTC)
UNIT = "120617"

LEDGER = """Kod jednostki;Symbol zadania;Dział;Rozdział;Paragraf;Plan;Plan po zmianach;Zaangażowanie;Wykonanie
ZDM;GK-01;900;90003;4300;1000,00;1200,00;1100,00;300,00
ZDM;;900;90004;4210;10,00;10,01;0;5,00
OSP;;754;75412;4300;50,00;50,00;20,00;20,00
"""
REPORT = """Dział;Rozdział;Paragraf;Plan;Zaangażowanie;Wydatki wykonane
900;90003;4300;1200,00;1100,00;300,00
900;90004;4210;10,01;0;5,00
754;75412;4300;50,00;20,00;21,00
"""


def make_year(year=2026, unit=UNIT):
    """An open budget year without anything in it."""
    return open_budget(unit, year, by=None, now=NOW)


def make_task(year, symbol="GK-01", name="Oczyszczanie", **values):
    """A task of a year."""
    return add_task(year, {"symbol": symbol, "name": name, **values}, by=None, now=NOW)


def send(year, text=LEDGER, kind=FileKind.LEDGER, quarter=1, **more):
    """A file as a draft."""
    content = text if isinstance(text, bytes) else text.encode()
    name = more.pop("name", f"{kind.value}.csv")
    return send_file(
        year,
        kind=kind,
        quarter=quarter,
        content=content,
        name=name,
        by=None,
        now=NOW,
        **more,
    )


def load(year, text=LEDGER, kind=FileKind.LEDGER, quarter=1, **more):
    """A file taken into the budget."""
    return take_file(send(year, text, kind, quarter, **more), by=None, now=NOW)
