"""Codes that several layers share."""

from typing import Final

__all__ = ["SOURCE"]

#: Under this name the search knows cards.
SOURCE: Final = "practices"
