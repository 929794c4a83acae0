"""Names shared by the layers."""

from typing import Final

__all__ = ["SOURCE"]

#: Name of the source of the search.
SOURCE: Final = "news"
