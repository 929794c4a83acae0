"""Writes of the contest: one verb a function."""
