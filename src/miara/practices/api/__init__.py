"""Practices in the REST API."""
