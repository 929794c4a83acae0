"""Files of the register, kept so that the history can be built again."""

import zlib
from typing import ClassVar

from django.db import models

from miara.units.domain.facts import Snapshot, SnapshotUnit, pack, unpack


class RegisterSnapshot(models.Model):
    """The units of one day as one official file listed them."""

    day = models.DateField(unique=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)  # of the file
    content_sha256 = models.CharField(max_length=64)  # of the units in it
    content = models.BinaryField()  # zlib of facts.pack, about 30 kB
    is_partial = models.BooleanField(default=False)
    is_fictional = models.BooleanField(default=False)
    imported_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, object]] = {}

    def __str__(self) -> str:
        return f"{self.file_name} ({self.day})"

    def as_snapshot(self) -> Snapshot:
        """The snapshot as the domain knows it."""
        units = unpack(zlib.decompress(bytes(self.content)).decode())
        return Snapshot(self.day, units, self.is_partial)

    @staticmethod
    def packed(units: tuple[SnapshotUnit, ...]) -> bytes:
        """Content of a row."""
        return zlib.compress(pack(units).encode(), 9)


class RegisterState(models.Model):
    """One row: which history the tables hold. Caches are keyed by its digest."""

    digest = models.CharField(max_length=64)
    rebuilt_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, object]] = {}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="units_state_one_row", condition=models.Q(pk=1)
            ),
        ]

    def __str__(self) -> str:
        return self.digest
