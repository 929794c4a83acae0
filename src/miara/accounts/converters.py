"""Scopes in addresses."""

from miara.accounts.domain.scopes import (
    INSTALLATION,
    Scope,
    ScopeKind,
    organisation_scope,
    unit_scope,
)

_OPERATORS = "operatorzy"


class ScopeConverter:
    """``jednostka-120617``, ``organizacja-1a2b`` or ``operatorzy``."""

    regex = r"jednostka-[\w.-]+|organizacja-[\w.-]+|operatorzy"

    def to_python(self, value: str) -> Scope:
        """Scope of a part of an address."""
        if value == _OPERATORS:
            return INSTALLATION
        kind, _dash, key = value.partition("-")
        return unit_scope(key) if kind == "jednostka" else organisation_scope(key)

    def to_url(self, value: Scope) -> str:
        """Part of an address for a scope.

        Raises
        ------
        ValueError
            For kinds of upper contexts, which have pages of their own.
        """
        if value == INSTALLATION:
            return _OPERATORS
        words = {
            ScopeKind.UNIT: "jednostka",
            ScopeKind.ORGANISATION: "organizacja",
        }
        if value.kind not in words:
            msg = f"{value} has no page of people"
            raise ValueError(msg)
        return f"{words[ScopeKind(value.kind)]}-{value.id}"
