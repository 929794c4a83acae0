"""One cell at a time: dates, money, yes and no, lists, texts with HTML, awards.

Whatever is not understood is `Unreadable`; nothing is guessed in silence.
"""

from __future__ import annotations

import calendar
import html
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin

from miara.language import fold
from miara.practices.domain.content import Award
from miara.practices.domain.migration.table import Cell, text_of

__all__ = [
    "ForeignMoney",
    "Money",
    "Period",
    "Unreadable",
    "addresses_in",
    "award_of",
    "date_of",
    "list_of",
    "money_of",
    "paragraphs_of",
    "period_of",
    "whole_address",
    "year_of",
]

_MONTHS: Final = (
    ("styczen", "stycznia", "january"),
    ("luty", "lutego", "february"),
    ("marzec", "marca", "march"),
    ("kwiecien", "kwietnia", "april"),
    ("maj", "maja", "may"),
    ("czerwiec", "czerwca", "june"),
    ("lipiec", "lipca", "july"),
    ("sierpien", "sierpnia", "august"),
    ("wrzesien", "wrzesnia", "september"),
    ("pazdziernik", "pazdziernika", "october"),
    ("listopad", "listopada", "november"),
    ("grudzien", "grudnia", "december"),
)
_MONTH_OF: Final = {word: i for i, words in enumerate(_MONTHS, 1) for word in words}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_NOW_WORDS: Final = re.compile(
    r"(nadal|obecnie|dzis|dzisiaj|teraz|trwa|present|now|ongoing|do dzis)"
)


class Unreadable(ValueError):
    """The cell says something else than what was expected of it."""


class ForeignMoney(Unreadable):
    """An amount in another money than zloty."""


@dataclass(frozen=True, slots=True)
class Money:
    """Zloty; ``is_about`` when the author said "about"."""

    amount: Decimal
    is_about: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """From and to; ``is_running`` True when it says that it goes on."""

    began: date | None
    ended: date | None
    is_running: bool | None = None


def year_of(value: Cell) -> int:
    """A year between 1900 and 2100.

    >>> year_of("2011 r."), year_of(2011.0)
    (2011, 2011)
    """
    found = re.fullmatch(r"(\d{4})\s*(?:r\.?|rok)?", fold(text_of(value)))
    if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        raise Unreadable
    return int(found[1])


def date_of(value: Cell, *, end: bool = False) -> date:
    """A day; a bare year or month gives its first day, with ``end`` its last.

    >>> date_of("05.2011"), date_of("2011", end=True), date_of("3 maja 2011 r.")
    (datetime.date(2011, 5, 1), datetime.date(2011, 12, 31), datetime.date(2011, 5, 3))
    """
    if isinstance(value, date):
        return _sane(value)
    text = re.sub(r"\s*(?:roku|rok|r\.?)$", "", fold(text_of(value))).strip()
    for pattern in (
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[t ]\d\d:\d\d.*)?",
        r"(?P<d>\d{1,2})[.\-/](?P<m>\d{1,2})[.\-/](?P<y>\d{4})",
        r"(?P<m>\d{1,2})[.\-/](?P<y>\d{4})",
        r"(?P<y>\d{4})[.\-/](?P<m>\d{1,2})",
        r"(?P<y>\d{4})",
        r"(?:(?P<d>\d{1,2})\s+)?(?P<w>[a-z]+)\s+(?P<y>\d{4})",
    ):
        found = re.fullmatch(pattern, text)
        if found:
            parts = found.groupdict()
            month = _MONTH_OF.get(parts["w"]) if parts.get("w") else parts.get("m")
            if parts.get("w") and month is None:
                break
            return _day(parts["y"], month, parts.get("d"), end=end)
    raise Unreadable


def _day(year: str, month: str | int | None, day: str | None, *, end: bool) -> date:
    try:
        y = int(year)
        m = int(month) if month else (12 if end else 1)
        last = calendar.monthrange(y, m)[1]
        return _sane(date(y, m, int(day) if day else (last if end else 1)))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise Unreadable from error


def _sane(day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Unreadable
    return day


def period_of(value: Cell) -> Period:
    """From when to when, in a cell.

    >>> period_of("2011–2013").ended, period_of("od maja 2011 r. – nadal").is_running
    (datetime.date(2013, 12, 31), True)
    """
    if isinstance(value, date):
        return Period(_sane(value), None)
    text = " ".join(fold(text_of(value)).split())
    parts = re.split(
        r"\s*[–—]\s*|\s+-\s+|(?<=\d{4})-(?=\d{4}$)|\s+do\s+|\s+to\s+", text
    )
    first = re.sub(r"^(?:od|from|since)\s+", "", parts[0])
    if len(parts) == 1:
        if text.startswith("do "):
            return Period(None, date_of(text[3:], end=True))
        began = date_of(first)
        is_since = first != parts[0]
        whole_year = not is_since and re.fullmatch(r"\d{4}(?:\s*r\.?)?", first)
        return Period(began, date_of(first, end=True) if whole_year else None)
    if len(parts) > 2:
        raise Unreadable
    if _NOW_WORDS.fullmatch(parts[1]):
        return Period(date_of(first), None, is_running=True)
    return Period(date_of(first), date_of(parts[1], end=True))


_MULTIPLIERS: Final = {
    "tys": 1_000,
    "tysiecy": 1_000,
    "tysiace": 1_000,
    "tysiac": 1_000,
    "thousand": 1_000,
    "k": 1_000,
    "mln": 1_000_000,
    "milion": 1_000_000,
    "miliony": 1_000_000,
    "milionow": 1_000_000,
    "million": 1_000_000,
    "mld": 1_000_000_000,
}
_FREE: Final = {
    "bezkosztowo",
    "bez kosztow",
    "brak kosztow",
    "bezplatnie",
    "bez nakladow",
    "no cost",
    "free",
}
_AMOUNT: Final = re.compile(
    r"(?P<about>ok\.?|okolo|ca\.?|about|circa)?\s*(?:pln|zl)?\s*"
    r"(?P<number>\d[\d .,]*)\s*"
    r"(?P<times>[a-z]+(?<!zl)(?<!pln))?\.?\s*(?:zl(?:otych)?\.?|pln)?\s*(?:brutto|netto)?"
)
_FOREIGN: Final = re.compile(r"(?:eur|euro|usd|nok|chf|gbp)\b|[€$£]")
_MOST_MONEY: Final = Decimal(10) ** 12


def money_of(value: Cell) -> Money:
    """An amount in zloty.

    >>> money_of("12 500 zł").amount, money_of("1,2 mln").amount
    (Decimal('12500.00'), Decimal('1200000.00'))
    >>> money_of("ok. 12,5 tys. zł")
    Money(amount=Decimal('12500.00'), is_about=True)
    """
    if isinstance(value, bool):
        raise Unreadable
    if isinstance(value, int | float):
        return Money(_zloty(Decimal(str(value))))
    text = " ".join(fold(text_of(value)).replace("\u00a0", " ").split())
    if text in _FREE:
        return Money(Decimal("0.00"))
    if _FOREIGN.search(text):
        raise ForeignMoney
    found = _AMOUNT.fullmatch(text)
    times = (found["times"] or "") if found else ""
    if found is None or (times and times not in _MULTIPLIERS):
        raise Unreadable
    number = _number(found["number"].strip())
    if times and re.search(r"[.,]\d{3}$", found["number"].strip()):
        raise Unreadable  # "1.200 tys.": twelve hundred, or one and a fifth?
    return Money(
        _zloty(number * _MULTIPLIERS.get(times, 1)), is_about=bool(found["about"])
    )


def _number(text: str) -> Decimal:
    """Digits with marks of thousands and decimals, Polish or English.

    >>> _number("12.500,50"), _number("12,500.50"), _number("12.500"), _number("12,5")
    (Decimal('12500.50'), Decimal('12500.50'), Decimal('12500'), Decimal('12.5'))
    """
    compact = text.replace(" ", "")
    marks = [c for c in compact if c in ".,"]
    if len(set(marks)) == 2:
        thousands = marks[0]
        compact = compact.replace(thousands, "").replace(",", ".")
    elif marks:
        groups = re.split(r"[.,]", compact)
        are_thousands = all(len(group) == 3 for group in groups[1:])
        if are_thousands and groups[0] != "0":
            compact = "".join(groups)
        elif len(marks) == 1:
            compact = compact.replace(",", ".")
        else:
            raise Unreadable
    try:
        return Decimal(compact)
    except InvalidOperation as error:
        raise Unreadable from error


def _zloty(amount: Decimal) -> Decimal:
    if not amount.is_finite() or not 0 <= amount < _MOST_MONEY:
        raise Unreadable
    return amount.quantize(Decimal("0.01"))


def list_of(value: Cell) -> list[str]:
    """Items divided by semicolons or lines.

    >>> list_of("Skawina; Liszki\\n• Mogilany;")
    ['Skawina', 'Liszki', 'Mogilany']
    """
    parts = re.split(r"[;\n]", paragraphs_of(value)[0])
    stripped = (re.sub(r"^\s*[•·*–-]\s+", "", part).strip() for part in parts)
    return [part for part in stripped if part]


_BLOCKS: Final = {
    "p", "div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
    "table", "blockquote", "pre", "dl",
}  # fmt: skip
_LINES: Final = {"br", "li", "tr", "dt", "dd"}
_SILENT: Final = {"script", "style", "head", "template", "noscript", "svg", "object"}
_TAG: Final = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|a|ul|ol|li|h[1-6]|table|tbody|thead|tr|td|th"
    r"|img|font|blockquote|script|style|sup|sub|pre|hr|section|article|iframe|dl|dt|dd"
    r"|svg|object|noscript|template|head|body|html)\b[^>]*>|<!--",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)


class _Plain(HTMLParser):
    """Paragraphs of a formatted text; addresses of links stay in brackets."""

    def __init__(self, base_url: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base_url = base_url
        self.parts: list[str] = []
        self._silent = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag in _LINES:
            self.parts.append("\n– " if tag == "li" else "\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")
        elif tag == "a":
            address = (dict(attrs).get("href") or "").strip()
            self._links.append((address, len(self.parts)))
        elif tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a" and self._links:
            address, start = self._links.pop()
            shown = "".join(self.parts[start:]).strip()
            if self._base_url and address and not address.startswith("#"):
                address = whole_address(address, self._base_url)
            is_web = address.startswith(("http://", "https://"))
            if is_web and shown.rstrip("/") != address.rstrip("/"):
                self.parts.append(f" ({address})" if shown else address)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def whole_address(address: str, base_url: str) -> str:
    """An address as it stood on a page of the earlier base.

    >>> whole_address("pliki/a.pdf", "https://baza.example/praktyki/")
    'https://baza.example/praktyki/pliki/a.pdf'
    """
    try:
        return urljoin(base_url, address)
    except ValueError:
        return address


def paragraphs_of(value: Cell, base_url: str = "") -> tuple[str, bool]:
    """A text as plain paragraphs, and whether it was formatted.

    >>> paragraphs_of("<p>Gmina <b>kupiła</b> bus.</p><script>x()</script><p>Działa.")
    ('Gmina kupiła bus.\\n\\nDziała.', True)
    >>> paragraphs_of("Udział < 5% i > 3%")
    ('Udział < 5% i > 3%', False)
    """
    text = text_of(value)
    if not _TAG.search(text):
        has_entities = _ENTITY.search(text) is not None
        return _tidy(html.unescape(text) if has_entities else text), False
    reader = _Plain(base_url)
    reader.feed(text)
    reader.close()
    return _tidy("".join(reader.parts)), True


def _tidy(text: str) -> str:
    text = text.replace("\u00a0", " ").replace("\ufeff", "").replace("\x00", "")
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'„”]+", re.IGNORECASE)


def addresses_in(text: str) -> list[str]:
    """Web addresses that a text names.

    >>> addresses_in("Opis (https://gmina.example/a_(b)), patrz http://x.example/.")
    ['https://gmina.example/a_(b)', 'http://x.example/']
    """
    found = []
    for match in _ADDRESS.findall(text):
        address = match.rstrip(".,;:!?")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(".,;:!?")
        found.append(address)
    return list(dict.fromkeys(found))


_AWARD_TITLES: Final = re.compile(
    r"(laureat\w*|finalist\w*|wyroznieni\w*|zwyciezc\w*|nominacj\w*|nagrod\w*"
    r"|(?:i{1,3}|iv|[1-4]\.?) miejsce|grand prix|winner|distinction|finalist)"
)


def award_of(text: str) -> tuple[Award, bool]:
    """An award as a cell names it, and whether title and contest could be told apart.

    >>> award_of("Lider Zarządzania 2011 – laureat")[0]
    Award(contest='Lider Zarządzania', title='laureat', year=2011, source='')
    """
    years = re.findall(r"\b((?:19|20)\d\d)\b", text)
    year = int(years[0]) if len(years) == 1 else None
    rest = (
        re.sub(r"[(,]?\s*\b(?:19|20)\d\d\b(?:\s*r\.?(?!\w))?\)?", " ", text)
        if year
        else text
    )
    parts = [part.strip(" ,.()") for part in re.split(r"\s[–—-]\s|[:|,]\s*", rest)]
    parts = [" ".join(part.split()) for part in parts if part]
    titles = [part for part in parts if _AWARD_TITLES.match(fold(part))]
    others = [part for part in parts if part not in titles]
    if len(titles) == 1 and others:
        return Award(", ".join(others), titles[0], year), True
    whole = " ".join(text.split())
    return Award(whole, whole, year), False
