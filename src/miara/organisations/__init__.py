"""Associations, municipal unions and other organisations beside the units."""
