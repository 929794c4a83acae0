"""What moves with a unit: domains, services, documents, goals, targets, values."""

from miara.core.parcels import Table, register

register(
    "strategy",
    Table("strategy.UnitDomain", unit="unit_uid"),
    Table("strategy.Service", unit="unit_uid"),
    Table("strategy.Document", unit="unit_uid"),
    Table("strategy.DocumentCheck", unit="document__unit_uid"),
    Table("strategy.DiagnosisSection", unit="document__unit_uid"),
    Table("strategy.Goal", unit="document__unit_uid"),
    Table("strategy.LocalIndicator", unit="unit_uid"),
    Table("strategy.LocalBreak", unit="indicator__unit_uid"),
    Table("strategy.LocalValue", unit="indicator__unit_uid"),
    Table("strategy.SurveyCount", unit="indicator__unit_uid"),
    Table("strategy.Target", unit="unit_uid"),
    Table("strategy.TargetStep", unit="target__unit_uid"),
)
