"""What moves with a unit: its reports with their texts."""

from miara.core.parcels import Table, register

register(
    "reports",
    Table("reports.Report", unit="unit_uid"),
    Table("reports.Section", unit="report__unit_uid"),
    Table("reports.ReportVersion", unit="report__unit_uid"),
    Table("reports.PublicBoard", unit="unit_uid"),
    left_behind={
        "reports.MadeFile": "Files of reports are made again from their texts.",
    },
)
