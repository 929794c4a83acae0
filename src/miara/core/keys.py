"""Foreign keys that many contexts have alike."""

from typing import Any

from django.conf import settings
from django.db import models

__all__ = ["actor"]


def actor(verbose_name: Any) -> Any:
    """A key of the account of who did something; the row survives the account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=verbose_name,
    )
