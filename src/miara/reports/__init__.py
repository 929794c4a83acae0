"""Compositions across contexts: the chain, dashboards, reports."""
