"""Mail that a reader asked for: what every such row holds."""

import secrets
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import LegalBasis, PersonalField, Scrub

__all__ = ["Following"]


class Following(models.Model):
    """A request for mail, confirmed by a link that only the address gets.

    A context adds what is followed and makes it unique together with the address; the
    acts are `ask_to_follow`, `confirm_following`, `end_following` and
    `erase_unconfirmed`.
    """

    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=5, default="pl")
    token = models.CharField(_("key"), max_length=43, unique=True)
    requested_at = models.DateTimeField(_("requested at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    last_sent_at = models.DateTimeField(_("last mail"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "email": PersonalField(
            purpose=_("To send the mail that the person asked for."),
            legal_basis=LegalBasis.CONSENT,
            keep_for=_("until unsubscribed; a request nobody confirmed, 14 days"),
            scrub=Scrub.DELETE,
        ),
    }

    class Meta:
        abstract = True

    @classmethod
    def locked(cls, token: str) -> Self | None:
        """The row of a link, held until the transaction ends."""
        rows = cls._default_manager.select_for_update()
        return rows.filter(token=token).first()

    @staticmethod
    def new_token() -> str:
        """The secret of a link."""
        return secrets.token_urlsafe(32)
