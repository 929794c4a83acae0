"""Statements that the site makes about itself: accessibility and privacy."""
