"""News and pages of associations, on one or several sites."""
