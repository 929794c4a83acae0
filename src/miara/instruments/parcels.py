"""What moves with a unit: programmes and projects with all their parts."""

from miara.core.parcels import Table, register

register(
    "instruments",
    # A practice and its adoption belong to the base of practices, not to the unit.
    Table("instruments.Instrument", unit="unit_uid", left_out=frozenset({"adoption"})),
    Table("instruments.InstrumentGoal", unit="instrument__unit_uid"),
    Table("instruments.InstrumentTarget", unit="instrument__unit_uid"),
    Table("instruments.Membership", unit="whole__unit_uid"),
    Table("instruments.Stage", unit="instrument__unit_uid"),
    Table("instruments.Milestone", unit="instrument__unit_uid"),
    Table("instruments.Product", unit="instrument__unit_uid"),
    # The partner's own unit, not the one that is carried.
    Table("instruments.Partner", unit="instrument__unit_uid"),
    Table("instruments.Money", unit="instrument__unit_uid"),
)
