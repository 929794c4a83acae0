"""What lower contexts ask to be sent."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from miara.accounts.signals import mail_due
from miara.notifications.actions import enqueue


@receiver(mail_due, dispatch_uid="notifications.accounts_mail")
def queue_accounts_mail(
    sender: object,
    *,
    kind: str,
    to: str,
    context: dict[str, object],
    language: str,
    at: datetime,
    **_signal: Any,
) -> None:
    """Put a mail about an account into the outbox, in the transaction of the act."""
    enqueue(kind, to=to, context=context, language=language, at=at)
