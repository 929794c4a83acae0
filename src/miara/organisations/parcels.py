"""What moves with a unit: its structure, without people."""

from miara.core.parcels import Table, register

register(
    "organisations",
    Table("organisations.OrganisationalUnit", unit="unit_uid"),
    Table(
        "organisations.Post",
        unit="organisational_unit__unit_uid",
        later=frozenset({"deputy"}),
    ),
    Table("organisations.AuxiliaryUnit", unit="unit_uid"),
    left_behind={
        "organisations.UnitHead": "Personal data from the public directory.",
        "organisations.DirectoryImport": "Files of the directory of all units.",
        "organisations.Organisation": "Associations are no part of a unit.",
        "organisations.UnitMembership": "Memberships are kept by the associations.",
    },
)
