"""Rows of the context."""

from miara.reports.models.report import Report, Section

__all__ = ["Report", "Section"]
