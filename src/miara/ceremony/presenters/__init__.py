"""Ceremonies in words."""
