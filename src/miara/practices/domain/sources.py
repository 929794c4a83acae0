"""Sources of what a card says: free text that may hold addresses."""

from urllib.parse import urlsplit

__all__ = ["host_of", "links_in"]


def links_in(source: str) -> tuple[str, ...]:
    """Addresses of pages in the words of a source; nothing else becomes a link.

    >>> links_in("Dyplom, https://gmina.example/dyplom (2019) javascript:alert(1)")
    ('https://gmina.example/dyplom',)
    """
    words = (word.strip("(),;.") for word in source.split())
    return tuple(word for word in words if host_of(word))


def host_of(address: str) -> str:
    """Name of the site of a page; empty when it is not an address of a page.

    >>> host_of("http://www.senat.pl/k7/a.htm"), host_of("ftp://x/"), host_of("senat")
    ('senat.pl', '', '')
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    return (parts.hostname or "").removeprefix("www.")
