"""Addresses in earlier bases; the order of their parameters does not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

__all__ = ["LONGEST", "addresses_of_card", "canonical", "id_parameter", "possible"]

#: As the column holds.
LONGEST = 500
_MOST_PARAMETERS = 6


def canonical(address: str) -> str:
    """Path and sorted parameters, without host and fragment; empty for no address.

    >>> canonical("http://www.baza.example/index.php?p1=7&art=596#opis")
    '/index.php?art=596&p1=7'
    >>> canonical("www.baza.example/praktyki/596/"), canonical("/?art=596")
    ('/praktyki/596', '/?art=596')
    """
    text = "".join(address.split())
    if not text:
        return ""
    if "://" not in text and not text.startswith(("/", "?")):
        text = f"//{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._") or "/"
    path = path.rstrip("/") or "/"
    found = sorted(parse_qsl(parts.query, keep_blank_values=True))
    return f"{path}?{urlencode(found)}" if found else path


def id_parameter(told: Iterable[tuple[str, str]]) -> str:
    """The parameter of a base's addresses that holds the number of the practice.

    Parameters
    ----------
    told
        Addresses with the numbers of their practices. The parameter is the one that
        holds the number in more than half of them, and oftener than any other.

    Examples
    --------
    >>> id_parameter([("/?p1=7&art=596", "596"), ("/?p1=7&art=7", "7")])
    'art'
    >>> id_parameter([("/?p1=7&art=7", "7")])
    ''
    """
    counts: Counter[str] = Counter()
    total = 0
    for address, number in told:
        query = canonical(address).partition("?")[2]
        if not number or not query:
            continue
        total += 1
        counts.update({name for name, value in parse_qsl(query) if value == number})
    best = counts.most_common(2)
    if not best or 2 * best[0][1] <= total:
        return ""
    return "" if len(best) > 1 and best[1][1] == best[0][1] else best[0][0]


def addresses_of_card(address: str, parameter: str = "") -> list[str]:
    """What leads to a card: its address, and that with the one parameter that counts.

    Old bases add the tab or the section that the reader came from; the number alone
    says which practice it is.

    >>> addresses_of_card("http://baza.example/?p1=7&art=596&s=2", "art")
    ['/?art=596&p1=7&s=2', '/?art=596']
    """
    whole = canonical(address)
    if not whole or whole == "/":
        return []
    path, _mark, query = whole.partition("?")
    value = dict(parse_qsl(query)).get(parameter, "") if parameter else ""
    short = [f"{path}?{urlencode([(parameter, value)])}"] if value else []
    return list(dict.fromkeys([whole, *short]))


def possible(address: str) -> Iterator[str]:
    """Addresses that may be meant, the most exact first: fewer and fewer parameters.

    >>> list(possible("/?art=596&s=2"))
    ['/?art=596&s=2', '/?art=596', '/?s=2']
    """
    whole = canonical(address)
    if not whole:
        return
    yield whole
    path, _mark, query = whole.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)[:_MOST_PARAMETERS]
    for size in range(len(pairs) - 1, 0, -1):
        for chosen in combinations(pairs, size):
            yield f"{path}?{urlencode(chosen)}"
    if pairs and path != "/":
        yield path
