"""What moves with a unit: years, terms, absences, choices of the calendar."""

from miara.core.parcels import Table, register

register(
    "cycle",
    # The address of the feed is a secret of this installation.
    Table("cycle.CycleSettings", unit="unit_uid", left_out=frozenset({"feed_key"})),
    Table("cycle.PlanYear", unit="unit_uid"),
    Table("cycle.Term", unit="year__unit_uid", left_out=frozenset({"reminded_on"})),
    Table("cycle.Absence", unit="post__organisational_unit__unit_uid"),
)
