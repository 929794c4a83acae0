"""Revealing the results of a contest step by step on the day."""
