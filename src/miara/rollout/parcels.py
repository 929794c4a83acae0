"""What moves with a unit: its rollout, documents of the method, its experience."""

from types import MappingProxyType

from miara.core.parcels import Table, register

register(
    "rollout",
    Table(
        "rollout.Rollout",
        unit="unit_uid",
        numbered=MappingProxyType({"posts": "organisations.Post"}),
    ),
    Table("rollout.DataAnswer", unit="rollout__unit_uid"),
    Table("rollout.Experience", unit="unit_uid"),
    Table("rollout.MethodDocument", unit="unit_uid"),
    Table("rollout.MethodVersion", unit="document__unit_uid"),
    Table("rollout.TableFile", unit="unit_uid"),
)
