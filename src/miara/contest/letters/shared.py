"""What letters of the contest share: their owner, variables, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from miara.core.localized import Localized
from miara.notifications import public as notifications
from miara.notifications.public import Variable

if TYPE_CHECKING:
    from miara.accounts.public import User
    from miara.contest.models import Edition, Entry
    from miara.notifications.public import Message

__all__ = [
    "OWNER",
    "VARIABLES",
    "address",
    "send",
    "send_to_address",
    "variables",
]

#: Kind of owner of every letter of an edition; the id is the uid of the edition.
OWNER: Final = "contest.edition"

#: Variables that letters choose from.
VARIABLES: Final[Mapping[str, Variable]] = {
    "edition": Variable(
        {"pl": "Lider Zarządzania 2026", "en": "Management Leader 2026"},
        lambda: str(_("name of the edition")),
        required=True,
    ),
    "name": Variable(
        {"pl": "Anna Przykładowa", "en": "Anna Przykładowa"},
        lambda: str(_("name of the reader")),
    ),
    "number": Variable(
        {"pl": "2026/014", "en": "2026/014"},
        lambda: str(_("number of the application")),
    ),
    "title": Variable(
        {"pl": "Biblioteka czynna do nocy", "en": "A library open till night"},
        lambda: str(_("title of the application")),
    ),
    "when": Variable(
        {"pl": "8 kwietnia 2026, 12:00", "en": "8 April 2026, 12:00"},
        lambda: str(_("the moment or deadline the letter is about")),
    ),
    "count": Variable(
        {"pl": "7", "en": "7"},
        lambda: str(_("how many things the letter is about")),
    ),
    "sha256": Variable(
        {"pl": "9f86d081884c7d65…", "en": "9f86d081884c7d65…"},
        lambda: str(_("hash of the content")),
    ),
    "reasons": Variable(
        {
            "pl": "Brakuje podpisu burmistrza.",
            "en": "The mayor's signature is missing.",
        },
        lambda: str(_("reasons given by the office")),
    ),
    "link": Variable(
        {"pl": "https://miara.example/…", "en": "https://miara.example/en/…"},
        lambda: str(_("address of the page to open")),
    ),
}


def variables(*names: str) -> dict[str, Variable]:
    """The named variables, and the name of the edition."""
    return {name: VARIABLES[name] for name in ("edition", *names)}


def address(name: str, *args: object, language: str = "pl") -> str:
    """Full address of a page in the language of the reader."""
    with override(language):
        return settings.MIARA_SITE_URL.rstrip("/") + reverse(name, args=args)


def send(
    kind: str,
    *,
    edition: Edition,
    to: User,
    at: datetime,
    about: Entry | None = None,
    hold: bool = False,
    **values: Any,
) -> Message:
    """Put a letter about an edition into the outbox, in the caller's transaction.

    Parameters
    ----------
    about
        The application it is about; an older unsent letter of the same kind about the
        same application to the same person is cancelled.
    """
    language = to.language
    name = Localized.of(edition.name).in_language(language)
    return notifications.enqueue(
        kind,
        to=to.email,
        context={"edition": name, "name": to.full_name, **values},
        language=language,
        at=at,
        hold=hold,
        owner_kind=OWNER,
        owner_id=edition.uid,
        replaces=f"{kind}:{about.uid}:{to.pk}" if about else "",
    )


def send_to_address(
    kind: str,
    *,
    edition: Edition,
    email: str,
    name: str,
    at: datetime,
    language: str = "pl",
    **values: Any,
) -> Message:
    """Put a letter to somebody who need not have an account into the outbox."""
    titled = Localized.of(edition.name).in_language(language)
    return notifications.enqueue(
        kind,
        to=email,
        context={"edition": titled, "name": name, **values},
        language=language,
        at=at,
        owner_kind=OWNER,
        owner_id=edition.uid,
    )


def send_all(kind: str, people: Iterable[User], **values: Any) -> list[Message]:
    """The same letter to several people."""
    return [send(kind, to=person, **values) for person in people]
