"""Indicators by words, in any inflected form."""

from functools import lru_cache

from miara.cube.definitions import Indicator, LocalisedText
from miara.indicators.queries.definitions import definitions
from miara.search import public as search

__all__ = ["indicators_for"]


def indicators_for(text: str) -> list[Indicator]:
    """Indicators that have every word of a text, the best first; no query.

    Titles, questions and reasons are looked through in both languages.
    """
    known = definitions().indicators
    return [known[code] for code in search.pick(text, _texts())]


@lru_cache(maxsize=1)
def _texts() -> dict[str, search.Text]:
    return {code: _text(each) for code, each in definitions().indicators.items()}


def _text(indicator: Indicator) -> search.Text:
    def both(text: LocalisedText) -> str:
        return f"{text.pl} {text.en}"

    return search.Text(
        title=f"{both(indicator.title)} {indicator.code}",
        summary=both(indicator.question),
        body=both(indicator.why),
    )
