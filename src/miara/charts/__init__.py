"""Accessible SVG charts, without Django."""
