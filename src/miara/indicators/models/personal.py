"""Declarations of personal data that several models of the context share."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub

#: The number of an account; says who acted, nothing else.
ACTOR: Final = PersonalField(
    purpose=_("To know who did it."),
    keep_for=_("as long as the entry it stands in; only the number of the account"),
    scrub=Scrub.KEEP,
)
