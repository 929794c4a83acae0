"""Asking for mails; the outbox above listens to the signal."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from miara.accounts.models import User
from miara.accounts.signals import mail_due


def absolute_address(name: str, *args: object, language: str) -> str:
    """Full address of a page in a language, for links in mails."""
    with translation.override(language):
        return settings.MIARA_SITE_URL + reverse(name, args=args)


def mail_to(
    address: str,
    kind: str,
    *,
    context: dict[str, object],
    language: str,
    at: datetime,
) -> None:
    """Ask for one mail to an address, in the transaction of the act."""
    mail_due.send(
        User, kind=kind, to=address, context=context, language=language, at=at
    )


def mail_people(
    people: Iterable[User],
    kind: str,
    *,
    context: dict[str, object],
    at: datetime,
    page: tuple[str, tuple[object, ...]] | None = None,
) -> None:
    """Ask for the same mail to several people, each in their language.

    Parameters
    ----------
    page
        URL name and arguments of the page the mail leads to; becomes ``address``.
    """
    for person in people:
        extra: dict[str, object] = {}
        if page is not None:
            name, args = page
            extra["address"] = absolute_address(name, *args, language=person.language)
        mail_to(
            person.email,
            kind,
            context={**context, **extra},
            language=person.language,
            at=at,
        )
