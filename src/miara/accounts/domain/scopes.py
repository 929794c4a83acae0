"""What a role is held over."""

from dataclasses import dataclass
from enum import StrEnum


class ScopeKind(StrEnum):
    """Kinds of scope known here; an upper context may use its own code."""

    INSTALLATION = "INSTALLATION"
    UNIT = "UNIT"
    ORGANISATION = "ORGANISATION"


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """One thing a role is held over, named by kind and id.

    Attributes
    ----------
    kind : str
        Upper-case code, one of ``ScopeKind`` or a code of an upper context.
    id : str
        Identity within the kind: the uid of a unit, the uid of an organisation,
        empty for the installation.
    """

    kind: str
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


INSTALLATION = Scope(ScopeKind.INSTALLATION)

_words: dict[str, Scope] = {}
_kinds: dict[str, str] = {}


def open_people_page(scope: Scope, word: str) -> None:
    """Give one object of an upper context a page of people; called once at start.

    Parameters
    ----------
    word
        Its name in the address, in small letters and dashes.
    """
    _words[word] = scope


def open_people_pages(kind: str, word: str) -> None:
    """Give every object of a kind a page of people; called once at start.

    Parameters
    ----------
    kind
        Of scopes that an upper context adds.
    word
        What stands before the id in the address, in small letters.
    """
    _kinds[kind] = word


def words_of_kinds() -> dict[str, str]:
    """Words of addresses by kind of scope: of kinds whose objects have pages."""
    return dict(_kinds)


def scopes_with_pages() -> dict[str, Scope]:
    """Objects of upper contexts that have a page of people, by their words."""
    return dict(_words)


def unit_scope(uid: str) -> Scope:
    """Scope of one unit.

    >>> str(unit_scope("120617"))
    'UNIT:120617'
    """
    return Scope(ScopeKind.UNIT, uid)


def organisation_scope(uid: str) -> Scope:
    """Scope of one organisation."""
    return Scope(ScopeKind.ORGANISATION, uid)
