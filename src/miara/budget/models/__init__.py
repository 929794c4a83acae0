"""Tables of the context."""

from miara.budget.models.assignment import (
    AssignmentRule,
    HandShare,
    RuleShare,
    TaskMoney,
)
from miara.budget.models.codes import ClassificationCode
from miara.budget.models.files import (
    Line,
    LineShare,
    ReportFile,
    StatementRow,
)
from miara.budget.models.forecast import (
    Forecast,
    ForecastRow,
    Undertaking,
    UndertakingLimit,
)
from miara.budget.models.report import TaskReport, TaskReportVersion
from miara.budget.models.task import BudgetTask, MeasureValue, TaskMeasure
from miara.budget.models.year import BudgetYear, Resolution

__all__ = [
    "AssignmentRule",
    "BudgetTask",
    "BudgetYear",
    "ClassificationCode",
    "Forecast",
    "ForecastRow",
    "HandShare",
    "Line",
    "LineShare",
    "MeasureValue",
    "ReportFile",
    "Resolution",
    "RuleShare",
    "StatementRow",
    "TaskMeasure",
    "TaskMoney",
    "TaskReport",
    "TaskReportVersion",
    "Undertaking",
    "UndertakingLimit",
]
