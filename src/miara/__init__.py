"""Miara: measure, compare and improve the public services of local governments."""

__version__ = "0.1.0"
