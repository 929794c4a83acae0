"""Budget for upper contexts: money of tasks, totals, reports, contradictions.

Use it as ``from miara.budget import public as budget``.
"""

from miara.budget.actions.assignment import add_rule, assign_by_hand
from miara.budget.actions.codes import load_codes
from miara.budget.actions.files import send_file, take_file
from miara.budget.actions.forecast import keep_forecast
from miara.budget.actions.reports import approve_report, save_report, submit_report
from miara.budget.actions.tasks import add_task, copy_tasks, set_measures
from miara.budget.actions.years import add_resolution, open_budget, set_year
from miara.budget.domain.assignment import Money
from miara.budget.domain.contradictions import Contradiction
from miara.budget.domain.lines import FileKind, Side
from miara.budget.domain.money import amount, to_zloty
from miara.budget.errors import BudgetError
from miara.budget.models import BudgetTask, BudgetYear, ReportFile, TaskReport
from miara.budget.permissions import can_keep, can_manage, can_read
from miara.budget.presenters.findings import told
from miara.budget.queries.contradictions import contradictions_of
from miara.budget.queries.filled import Filled, filled_of
from miara.budget.queries.information import (
    ApprovedReport,
    DivisionMoney,
    ForecastFacts,
    StatementMoney,
    approved_reports,
    division_money,
    forecast_facts,
    statement_money,
)
from miara.budget.queries.reading import reading_of
from miara.budget.queries.reports import Waits, last_ended_quarter, waiting_reports
from miara.budget.queries.tasks import TaskFacts, money_of_tasks
from miara.budget.queries.years import Totals, files_of, totals_of, year_of, years_of

__all__ = [
    "ApprovedReport",
    "BudgetError",
    "BudgetTask",
    "BudgetYear",
    "Contradiction",
    "DivisionMoney",
    "FileKind",
    "Filled",
    "ForecastFacts",
    "Money",
    "ReportFile",
    "Side",
    "StatementMoney",
    "TaskFacts",
    "TaskReport",
    "Totals",
    "Waits",
    "add_resolution",
    "add_rule",
    "add_task",
    "amount",
    "approve_report",
    "approved_reports",
    "assign_by_hand",
    "can_keep",
    "can_manage",
    "can_read",
    "contradictions_of",
    "copy_tasks",
    "division_money",
    "files_of",
    "filled_of",
    "forecast_facts",
    "keep_forecast",
    "last_ended_quarter",
    "load_codes",
    "money_of_tasks",
    "open_budget",
    "reading_of",
    "save_report",
    "send_file",
    "set_measures",
    "set_year",
    "statement_money",
    "submit_report",
    "take_file",
    "to_zloty",
    "told",
    "totals_of",
    "waiting_reports",
    "year_of",
    "years_of",
]
