"""What moves with a unit: its register of risks and management control."""

from miara.core.parcels import Table, register

register(
    "risks",
    Table("risks.RiskSettings", unit="unit_uid"),
    Table("risks.Risk", unit="unit_uid"),
    Table("risks.RiskReview", unit="risk__unit_uid"),
    Table("risks.RiskEvent", unit="risk__unit_uid"),
    Table("risks.Assessment", unit="unit_uid"),
    Table("risks.AssessmentMark", unit="assessment__unit_uid"),
    Table("risks.Declaration", unit="unit_uid"),
)
