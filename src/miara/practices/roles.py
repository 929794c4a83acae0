"""Roles that this context adds, and what each allows."""

from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miara.accounts import public as accounts

__all__ = ["BASE", "PracticePermission", "PracticeRole", "register"]

#: The base is one, whoever of the associations keeps it.
BASE = accounts.Scope("PRACTICES", "base")


class PracticePermission(StrEnum):
    """One thing a person may be allowed to do in the base."""

    EDIT = "practices.edit"
    REVIEW = "practices.review"
    PUBLISH = "practices.publish"


class PracticeRole(StrEnum):
    """Stored codes of the roles."""

    EDITOR = "PRACTICE_EDITOR"
    EXPERT = "PRACTICE_EXPERT"


_WORDS = (
    (
        PracticeRole.EDITOR,
        _("editor of good practices"),
        _("Writes, checks, publishes and archives descriptions of practices."),
    ),
    (
        PracticeRole.EXPERT,
        _("reviewer of good practices"),
        _("Reads drafts of descriptions and comments on them."),
    ),
)


def register() -> None:
    """Make the roles known; called once at start."""
    may = PracticePermission
    both = frozenset({PracticeRole.EDITOR, PracticeRole.EXPERT})
    for code, permissions, grants in (
        (
            PracticeRole.EDITOR,
            {may.EDIT, may.REVIEW, may.PUBLISH, accounts.Permission.MANAGE_PEOPLE},
            both,
        ),
        (PracticeRole.EXPERT, {may.REVIEW}, frozenset[str]()),
    ):
        accounts.register_role(
            accounts.Role(code, BASE.kind, frozenset(permissions), grants=grants)
        )
    accounts.name_scopes(BASE.kind, lambda _id: gettext("good-practice base"))
    accounts.open_people_page(BASE, "baza-dobrych-praktyk")
    for code, name, description in _WORDS:
        accounts.describe_role(code, name=name, description=description)
