"""Indicators for other contexts."""

from miara.indicators.queries.names import names_of_indicators
from miara.indicators.queries.nature import is_fictional
from miara.indicators.queries.residents import residents_of

__all__ = ["is_fictional", "names_of_indicators", "residents_of"]
