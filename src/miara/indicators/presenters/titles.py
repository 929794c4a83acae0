"""Titles of indicators and series in the active language."""

from django.utils.translation import get_language

from miara.indicators.queries.definitions import definitions


def title_of(code: str) -> str:
    """Title of an indicator or a variable in the active language; else its code."""
    known = definitions()
    entry = known.indicators.get(code) or known.variables.get(code)
    return entry.title.in_language(get_language() or "pl") if entry else code
