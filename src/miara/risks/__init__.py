"""Risks and management control of a unit."""
