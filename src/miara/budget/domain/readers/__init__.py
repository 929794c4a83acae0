"""Readers of official and office files: lines, statements and findings of one file."""
