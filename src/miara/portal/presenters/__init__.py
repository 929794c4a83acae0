"""Rows in words for people."""
