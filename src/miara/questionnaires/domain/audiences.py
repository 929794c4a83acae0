"""Who reads a sheet, and which of its fields they get."""

from enum import StrEnum

from miara.questionnaires.domain.definition import Field

__all__ = ["Audience", "may_see"]


class Audience(StrEnum):
    """Readers, from the widest.

    ``PUBLIC``: everybody. ``BLIND``: readers who must not know whose sheet it is.
    ``FULL``: writers and the office.
    """

    PUBLIC = "PUBLIC"
    BLIND = "BLIND"
    FULL = "FULL"


def may_see(audience: Audience | str, field: Field) -> bool:
    """Whether readers get a field: white-lists, so a new field is shown to nobody.

    Personal data never leave the full audience, whatever else is marked.
    """
    if audience == Audience.FULL:
        return True
    if field.personal is not None:
        return False
    return field.is_public if audience == Audience.PUBLIC else field.is_blind
