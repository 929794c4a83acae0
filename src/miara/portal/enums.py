"""Names shared by the layers."""

from typing import Final

__all__ = ["PAGES", "SOURCE"]

#: Name of news as a source of the search.
SOURCE: Final = "news"
#: Name of pages as a source of the search.
PAGES: Final = "pages"
