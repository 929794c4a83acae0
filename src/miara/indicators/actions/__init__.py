"""Writes of the context: one verb a function."""
