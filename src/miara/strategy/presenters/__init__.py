"""Rows as words for people."""
