"""Reads: forms, versions, filled sheets."""
