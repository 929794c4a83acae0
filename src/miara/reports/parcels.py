"""What moves with a unit: its reports with their texts."""

from miara.core.parcels import Table, register

register(
    "reports",
    Table("reports.Report", unit="unit_uid"),
    Table("reports.Section", unit="report__unit_uid"),
)
