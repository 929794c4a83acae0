"""Simplified boundaries for maps."""

from typing import ClassVar

from django.db import models


class ShapeSet(models.Model):
    """All shapes of one level on one grid, so that neighbours touch exactly.

    The grid is kept (place and scale in Web Mercator radians) because shapes of
    another level imported later must lie on it.
    """

    level = models.CharField(max_length=12, unique=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    left = models.FloatField()
    top = models.FloatField()
    scale = models.FloatField()
    is_derived = models.BooleanField(default=False)  # put together from municipalities
    imported_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, object]] = {}

    def __str__(self) -> str:
        return self.level


class UnitShape(models.Model):
    """SVG path of one unit at one level, in grid units of its set."""

    shapes = models.ForeignKey("units.ShapeSet", models.CASCADE, related_name="paths")
    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="shapes")
    path = models.TextField()

    personal_data: ClassVar[dict[str, object]] = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shapes", "unit"], name="units_shape_once_a_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shapes_id}/{self.unit_id}"
