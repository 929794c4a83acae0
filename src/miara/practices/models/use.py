"""What readers do with descriptions: they ask, keep them, follow a search."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import LegalBasis, PersonalField, Scrub
from miara.notifications.public import Following
from miara.practices.models.card import PracticeCard


class AskedAuthor(models.Model):
    """That a reader asked the author; who and what only the letter knows."""

    card = models.ForeignKey(PracticeCard, models.CASCADE, related_name="asked")
    asked_at = models.DateTimeField(_("asked"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("question of a reader")
        verbose_name_plural = _("questions of readers")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["card", "asked_at"], name="practices_asked_when"),
        ]

    def __str__(self) -> str:
        return f"{self.card_id}"


class KeptCard(models.Model):
    """A description on the list of one reader, whom alone it concerns."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("reader"),
    )
    card = models.ForeignKey(PracticeCard, models.CASCADE, related_name="+")
    kept_at = models.DateTimeField(_("put on the list"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "user": PersonalField(
            purpose=_("To show the reader's own list of practices."),
            keep_for=_("until taken off the list, or the account is closed"),
            scrub=Scrub.DELETE,
            legal_basis=LegalBasis.CONTRACT,
        ),
    }

    class Meta:
        verbose_name = _("practice on a reader's list")
        verbose_name_plural = _("practices on readers' lists")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "card"], name="practices_kept_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id}"


class FollowedSearch(Following):
    """A search whose new and changed practices are mailed.

    ``query`` is the address of the answer in its one canonical form, without order
    and page. What was published up to ``last_sent_at``, or to the confirmation before
    the first mail, is known to the reader.
    """

    query = models.CharField(_("search"), max_length=1000, blank=True)

    class Meta(Following.Meta):
        abstract = False
        verbose_name = _("followed search")
        verbose_name_plural = _("followed searches")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["email", "query"], name="practices_followed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.query
