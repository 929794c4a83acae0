"""Mail with what is new, for those who asked for it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.notifications.public import Following


class NewsletterOrder(Following):
    """A request for one mail a period with news of chosen categories.

    ``categories`` holds their codes in the order of the list, with commas. What was
    published up to ``last_sent_at``, or to the confirmation before the first mail, is
    known to the reader. No mail says whether it was read.
    """

    class Period(models.TextChoices):
        """How often."""

        WEEK = "WEEK", _("once a week")
        MONTH = "MONTH", _("once a month")

    categories = models.CharField(_("categories"), max_length=200)
    period = models.CharField(
        _("how often"), max_length=5, choices=Period, default=Period.WEEK
    )

    class Meta(Following.Meta):
        abstract = False
        verbose_name = _("order of the newsletter")
        verbose_name_plural = _("orders of the newsletter")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["email"], name="portal_newsletter_once"),
        ]

    def __str__(self) -> str:
        return self.categories
