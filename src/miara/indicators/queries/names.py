"""Names of indicators for pages of other contexts."""

from collections.abc import Iterable

from miara.indicators.queries.definitions import definitions

__all__ = ["names_of_indicators"]


def names_of_indicators(codes: Iterable[str], language: str) -> dict[str, str]:
    """Names by code; unknown codes are left out. No query."""
    known = definitions().indicators
    return {
        code: known[code].title.in_language(language)
        for code in dict.fromkeys(codes)
        if code in known
    }
