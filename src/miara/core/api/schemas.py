"""Shapes that answers of all contexts share."""

from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import ConfigDict, Field

__all__ = ["PlainProblem", "Shape"]


class Shape(Schema):
    """Nothing but what is described."""

    model_config = ConfigDict(extra="forbid")


class PlainProblem(Schema):
    """What went wrong (RFC 9457)."""

    type: str = Field(
        description=gettext_noop("Address that describes this type of problem.")
    )
    title: str
    status: int
    code: str = Field(description=gettext_noop("Stable name of the type of problem."))
    detail: str
    parameter: str | None = None
    remedy: str | None = None
    nearest: list[str] | None = Field(
        None, description=gettext_noop("Known codes close to the unknown one.")
    )
