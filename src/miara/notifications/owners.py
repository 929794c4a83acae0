"""Who owns letters, and who may look at them and let them go.

A context above registers its kind of owner once, at start::

    register_mail_owner(
        "contest.edition",
        title=name_of_edition,          # owner id -> text for people
        can_see=may_see_mail,           # (user, owner id) -> Decision
        can_release=may_release_mail,
        letters="contest.",             # kinds of letters it may write
    )
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from miara.accounts.public import Decision, is_operator

if TYPE_CHECKING:
    from miara.organisations.public import HeadFacts

__all__ = [
    "SITE",
    "SITE_ID",
    "LetterMaker",
    "MailOwner",
    "can_read",
    "can_release",
    "can_see",
    "kinds_keeping_letters",
    "mail_owner",
    "owner_home",
    "owner_title",
    "private_kinds",
    "register_mail_owner",
]

Rule = Callable[[Any, str], Decision]
#: Makes the PDF that goes with a dispatch: owner id, head, variables -> bytes.
LetterMaker = Callable[[str, "HeadFacts", dict[str, str]], bytes]

#: The installation itself: letters of accounts and alerts, seen by the operator.
SITE, SITE_ID = "site", "0"


@dataclass(frozen=True, slots=True)
class MailOwner:
    """A kind of owner as registered."""

    kind: str
    title: Callable[[str], str]
    can_see: Rule
    can_release: Rule
    letters: str
    letter_pdf: LetterMaker | None = None
    keeps_letters: bool = False
    is_private: bool = False
    home: Callable[[str], str] | None = None


_owners: dict[str, MailOwner] = {}


def register_mail_owner(
    kind: str,
    *,
    can_see: Rule,
    can_release: Rule,
    title: Callable[[str], str] | None = None,
    letters: str = "",
    letter_pdf: LetterMaker | None = None,
    keeps_letters: bool = False,
    is_private: bool = False,
    home: Callable[[str], str] | None = None,
) -> MailOwner:
    """Make a kind of owner known.

    Parameters
    ----------
    kind
        ``context.thing``; stands in addresses.
    can_see, can_release
        Decide with a reason for a person and the id of the owner.
    title
        Name of the owner for people; the id when missing.
    letters
        Beginning of the kinds of letters the owner may write.
    letter_pdf
        Makes the letter attached to a dispatch.
    keeps_letters
        Letters belong to the file of a case: they are not erased by their age, but
        when the owner erases them with `erase_of_owner`.
    is_private
        What letters say, and their release, are for the people of the owner alone: the
        operator of the site sees whether they were delivered and nothing else.
    home
        Address of the page from which people of the owner came; the desk leads back.

    Raises
    ------
    ValueError
        When the kind is registered already.
    """
    if kind in _owners or kind == SITE:
        msg = f"owner of mail {kind} is already registered"
        raise ValueError(msg)
    _owners[kind] = MailOwner(
        kind,
        title or str,
        can_see,
        can_release,
        letters,
        letter_pdf,
        keeps_letters,
        is_private,
        home,
    )
    return _owners[kind]


def mail_owner(kind: str) -> MailOwner | None:
    """The registered kind of owner; None when there is none."""
    return _owners.get(kind)


def kinds_keeping_letters() -> list[str]:
    """Kinds of owner whose letters stay until the owner erases them."""
    return [kind for kind, owner in _owners.items() if owner.keeps_letters]


def private_kinds() -> list[str]:
    """Kinds of owner whose letters the operator of the site does not read."""
    return [kind for kind, owner in _owners.items() if owner.is_private]


def owner_title(kind: str, owner_id: str) -> str:
    """Name of an owner for people."""
    owner = _owners.get(kind)
    if owner is None:
        return _("the whole site")
    return owner.title(owner_id)


def owner_home(kind: str, owner_id: str) -> str:
    """Where the desk of an owner leads back to; empty when there is no such page."""
    owner = _owners.get(kind)
    return owner.home(owner_id) if owner is not None and owner.home else ""


def can_see(user: Any, kind: str, owner_id: str) -> Decision:
    """Whether a person may see that an owner has letters, and their way."""
    if is_operator(user):
        return Decision(allowed=True)
    return _ask(user, kind, owner_id, "can_see")


def can_read(user: Any, kind: str, owner_id: str) -> Decision:
    """Whether a person may read what letters of an owner say, and to whom."""
    return _ask(user, kind, owner_id, "can_see")


def can_release(user: Any, kind: str, owner_id: str) -> Decision:
    """Whether a person may let letters of an owner go, stop them and write texts."""
    return _ask(user, kind, owner_id, "can_release")


def _ask(user: Any, kind: str, owner_id: str, what: str) -> Decision:
    owner = _owners.get(kind)
    if is_operator(user) and not (owner is not None and owner.is_private):
        return Decision(allowed=True)
    if not user.is_authenticated or owner is None:
        return Decision(
            allowed=False, reason=_("Only the operator of the site may do this.")
        )
    rule: Rule = getattr(owner, what)
    return rule(user, owner_id)
