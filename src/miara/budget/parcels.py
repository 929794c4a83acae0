"""What moves with a unit: its budget to the grosz, with the files it was read from."""

from miara.core.parcels import Table, register

register(
    "budget",
    Table("budget.BudgetYear", unit="unit_uid"),
    Table("budget.Resolution", unit="budget_year__unit_uid"),
    Table("budget.BudgetTask", unit="budget_year__unit_uid"),
    Table("budget.TaskMeasure", unit="task__budget_year__unit_uid"),
    Table("budget.MeasureValue", unit="measure__task__budget_year__unit_uid"),
    Table("budget.AssignmentRule", unit="budget_year__unit_uid"),
    Table("budget.RuleShare", unit="rule__budget_year__unit_uid"),
    Table("budget.HandShare", unit="budget_year__unit_uid"),
    Table("budget.TaskMoney", unit="budget_year__unit_uid"),
    # National codes have no unit and stay; those that the unit added move.
    Table("budget.ClassificationCode", unit="unit_uid"),
    Table("budget.ReportFile", unit="budget_year__unit_uid"),
    Table("budget.Line", unit="file__budget_year__unit_uid"),
    Table("budget.LineShare", unit="line__file__budget_year__unit_uid"),
    Table("budget.StatementRow", unit="file__budget_year__unit_uid"),
    Table("budget.Forecast", unit="unit_uid"),
    Table("budget.ForecastRow", unit="forecast__unit_uid"),
    Table("budget.Undertaking", unit="forecast__unit_uid"),
    Table("budget.UndertakingLimit", unit="undertaking__forecast__unit_uid"),
    Table("budget.TaskReport", unit="task__budget_year__unit_uid"),
    Table("budget.TaskReportVersion", unit="report__task__budget_year__unit_uid"),
)
