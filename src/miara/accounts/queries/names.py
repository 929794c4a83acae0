"""Names of scopes, and the way from what people type to a scope."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from miara.accounts.domain.scopes import (
    Scope,
    ScopeKind,
    organisation_scope,
    unit_scope,
)
from miara.organisations import public as organisations
from miara.units import public as units

__all__ = [
    "find_scope",
    "find_unit",
    "is_known",
    "name_scopes",
    "scope_name",
    "unit_name",
]


def unit_name(uid: str) -> str:
    """Full name of a unit ("gmina Zielonki"); its uid when the register lost it."""
    found = units.unit_by_uid(uid)
    return uid if found is None else found.full_name


def scope_name(scope: Scope) -> str:
    """What a role is held over, for people."""
    if scope.kind == ScopeKind.UNIT:
        return unit_name(scope.id)
    if scope.kind == ScopeKind.ORGANISATION:
        found = organisations.get_organisation(scope.id)
        return scope.id if found is None else str(found.name)
    if scope.kind == ScopeKind.INSTALLATION:
        return _("the whole site")
    name = _named.get(scope.kind)
    return (name(scope.id) if name else "") or str(scope)


def is_known(scope: Scope) -> bool:
    """Whether the context that added a kind of scope knows the object.

    Objects of kinds of this context are taken as known.
    """
    name = _named.get(scope.kind)
    return name is None or bool(name(scope.id))


_named: dict[str, Callable[[str], str]] = {}


def name_scopes(kind: str, name: Callable[[str], str]) -> None:
    """Say how scopes of a kind that an upper context adds are called.

    Parameters
    ----------
    name
        From the id of a scope to words for people; empty when it is unknown.
    """
    _named[kind] = name


def find_unit(text: str) -> str | None:
    """Uid of the unit that a person typed: a public code or a name only one has.

    Parameters
    ----------
    text
        ``120617``, ``Zielonki``, or a suggestion of the picker, which ends with the
        code in brackets: ``Zielonki (120617)``.

    Returns
    -------
    str or None
        None when nothing or more than one unit fits.
    """
    text = text.strip()
    code = text.rpartition("(")[2].rstrip(")").strip()
    if code.isdigit():
        found = units.unit_by_code(code)
        return None if found is None else found.uid
    matches = units.search(text)
    if not matches or matches[0].is_ambiguous:
        return None
    best = matches[0].unit
    is_sure = len(matches) == 1 or best.name.casefold() == text.casefold()
    return best.uid if is_sure else None


def find_scope(kind: str, text: str) -> Scope | None:
    """Scope of what an operator typed: a unit or an organisation.

    An organisation is named by its uid, its REGON or KRS number, or its Polish name.
    """
    if kind == ScopeKind.UNIT:
        uid = find_unit(text)
        return None if uid is None else unit_scope(uid)
    wanted = text.strip().casefold()
    found = {
        each.uid
        for each in organisations.organisations()
        if wanted
        and wanted in {each.uid, each.regon, each.krs, each.name.pl.casefold()}
    }
    return organisation_scope(found.pop()) if len(found) == 1 else None
