"""Identity."""

from typing import ClassVar

from django.db import models


class Unit(models.Model):
    """One local-government unit through all its codes, names and types.

    A unit is never deleted: others point at it. One that the current register does
    not know (it came from the fictional sample) has no facts.
    """

    uid = models.CharField(max_length=12, unique=True)

    personal_data: ClassVar[dict[str, object]] = {}

    def __str__(self) -> str:
        return self.uid
