"""What tables of the context share."""

from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub

__all__ = ["WHO"]

#: Declaration of a field that names who did something.
WHO = PersonalField(
    purpose=_("To know who in the unit let programs in or moved its data."),
    keep_for=_("As long as the row; only the number of the account."),
    scrub=Scrub.KEEP,
)
