"""Rows of the context."""

from miara.reports.models.board import PublicBoard
from miara.reports.models.report import Report, Section
from miara.reports.models.version import MadeFile, ReportVersion

__all__ = ["MadeFile", "PublicBoard", "Report", "ReportVersion", "Section"]
