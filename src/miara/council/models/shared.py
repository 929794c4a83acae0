"""What tables of the context share."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub

__all__ = ["who"]


def who(purpose: Any) -> PersonalField:
    """Declaration of a field that names who did something to a row."""
    return PersonalField(
        purpose=purpose,
        keep_for=_("as long as the row; only the number of the account"),
        scrub=Scrub.KEEP,
    )
