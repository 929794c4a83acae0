"""Indicators: vintages, values, peers, pages, API, exports."""
