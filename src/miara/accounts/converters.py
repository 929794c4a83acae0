"""Scopes in addresses."""

from miara.accounts.domain.scopes import (
    INSTALLATION,
    Scope,
    ScopeKind,
    organisation_scope,
    scopes_with_pages,
    unit_scope,
    words_of_kinds,
)

_OPERATORS = "operatorzy"


class ScopeConverter:
    """``jednostka-120617``, ``organizacja-1a2b``, ``operatorzy`` or another word."""

    regex = r"[a-z]+(?:-[\w.-]+)?"

    def to_python(self, value: str) -> Scope:
        """Scope of a part of an address.

        Raises
        ------
        ValueError
            When no context knows the word.
        """
        if value == _OPERATORS:
            return INSTALLATION
        if value in (known := scopes_with_pages()):
            return known[value]
        kind, _dash, key = value.partition("-")
        if kind == "jednostka" and key:
            return unit_scope(key)
        if kind == "organizacja" and key:
            return organisation_scope(key)
        for of_kind, word in words_of_kinds().items():
            if kind == word and key:
                return Scope(of_kind, key)
        raise ValueError(value)

    def to_url(self, value: Scope) -> str:
        """Part of an address for a scope.

        Raises
        ------
        ValueError
            For objects of upper contexts that have no page here.
        """
        if value == INSTALLATION:
            return _OPERATORS
        for word, scope in scopes_with_pages().items():
            if scope == value:
                return word
        words: dict[str, str] = {
            ScopeKind.UNIT: "jednostka",
            ScopeKind.ORGANISATION: "organizacja",
            **words_of_kinds(),
        }
        if value.kind not in words:
            msg = f"{value} has no page of people"
            raise ValueError(msg)
        return f"{words[value.kind]}-{value.id}"
