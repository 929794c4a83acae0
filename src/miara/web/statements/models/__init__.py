"""Models of the statements."""

from miara.web.statements.models.accessibility import AccessibilityStatement
from miara.web.statements.models.privacy import Party, Processing

__all__ = ["AccessibilityStatement", "Party", "Processing"]
