"""Indicators for other contexts."""

from miara.indicators.queries.nature import is_fictional

__all__ = ["is_fictional"]
