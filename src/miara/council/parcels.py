"""What moves with a unit: resolutions of its council, debates, questions, votes."""

from miara.core.parcels import Table, register

register(
    "council",
    Table("council.CouncilSettings", unit="unit_uid"),
    Table("council.Resolution", unit="unit_uid"),
    Table("council.ResolutionNote", unit="resolution__unit_uid"),
    Table("council.ResolutionIntake", unit="unit_uid"),
    Table("council.Debate", unit="unit_uid"),
    Table("council.Question", unit="debate__unit_uid"),
    Table("council.Vote", unit="debate__unit_uid"),
)
