"""Editing pages."""
