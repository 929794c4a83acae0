"""Cards and questions, the same in every run."""

import csv
import os
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import cycle, islice
from pathlib import Path

from tests.factories.polish_texts import lexicon

from miara.language import fold
from miara.search import public as search

WORDS = 800
#: Facets of a card with the number of their values, as in the base of practices.
FACETS = {
    "section": 8,
    "domain": 16,
    "service": 60,
    "kind": 4,
    "size": 6,
    "voivodeship": 16,
    "year": 20,
    "award": 5,
    "cost": 6,
    "fresh": 2,
}
_DAYS = 7_000
NAMES = (
    "Dąbrowa Górnicza",
    "Pcim",
    "Zakopane",
    "Sępólno Krajeńskie",
    "Wrocław",
    "Łódź",
)


@lru_cache(maxsize=1)
def real_titles() -> tuple[str, ...]:
    """Subjects of questions of councillors; none where the files are not there."""
    folder = os.environ.get("MIARA_REAL_DATA")
    path = Path(folder or "") / "texts" / "council_questions.tsv"
    if not folder or not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(row["subject"] for row in rows)


def text_of(number: int) -> search.Text:
    """The words of one card."""
    words = lexicon()
    titles = real_titles()
    title = titles[number % len(titles)] if titles else words.text(f"t{number}", 8)
    rest = WORDS - 40 - len(title.split())
    return search.Text(
        title=title,
        summary=words.text(f"s{number}", 40),
        body=words.text(f"b{number}", rest),
    )


def facets_of(number: int) -> dict[str, tuple[str, ...]]:
    """Values of one card; small values are commoner."""
    rng = random.Random(f"f{number}")
    return {
        name: (f"{int(count * rng.random() ** 1.5)}",) for name, count in FACETS.items()
    }


class Cards:
    """A source of so many cards, made when asked for."""

    facets = tuple(FACETS)

    def __init__(self, count: int, copies: int = 1) -> None:
        self.count = count
        self.different = max(count // copies, 1)
        self._texts: dict[int, search.Text] = {}
        self._keeps = False

    def keys(self) -> Iterable[str]:
        return [str(number) for number in range(self.count)]

    def documents(self, keys: Sequence[str]) -> Iterable[search.Document]:
        for key in keys:
            number = int(key)
            text = self._text(number)
            yield search.Document(
                key=key,
                source="cards",
                title=text.title,
                summary=text.summary,
                body=text.body,
                names=(NAMES[number % len(NAMES)],),
                url=f"/{key}/",
                facets=facets_of(number),
                date=date(2005, 1, 1) + timedelta(days=number * 37 % _DAYS),
                use=number * 101 % 5_000,
            )

    def visible(self, keys: Sequence[str], *, hidden_too: bool) -> set[str]:
        return set(keys)

    def texts(self, keys: Sequence[str]) -> Mapping[str, search.Text]:
        return {key: self._text(int(key)) for key in keys}

    def _text(self, number: int) -> search.Text:
        number %= self.different
        if self.different < self.count or self._keeps:
            if number not in self._texts:
                self._texts[number] = text_of(number)
            return self._texts[number]
        return text_of(number)

    def keep(self) -> None:
        """Make each text once from now on."""
        self._keeps = True

    def fallback(self, query: search.Query) -> search.Fallback:
        return search.Fallback((), 0)


def questions(count: int) -> list[search.Query]:
    """One to four words of a card each: common and rare ones, as readers ask.

    Half without Polish letters, every fourth with chosen values, every tenth a phrase,
    every tenth with a typing error, every tenth in order of date.
    """
    words = lexicon()
    made = []
    for number in islice(cycle(range(count)), count):
        rng = random.Random(f"q{number}")
        length = 1 + number % 4
        source = text_of(rng.randrange(1_000)).body.replace(".", "").split()
        start = rng.randrange(len(source) - 12)
        picked = [w for w in source[start : start + 12] if len(w) > 3][:length]
        if number % 3 == 0:  # words as common as in any text
            picked = [w for w in words.text(f"q{number}", 9).split() if len(w) > 3]
            picked = picked[:length]
        text = " ".join(picked).strip(".")
        if number % 10 == 7:
            text = f'"{" ".join(picked[:2])}"'
        if number % 10 == 4 and len(picked[0]) > 6:
            text = " ".join([picked[0][:3] + picked[0][4:], *picked[1:]])
        chosen = {}
        if number % 4 == 1:
            chosen = {"section": ("0", "1"), "year": (str(number % 20),)}
        made.append(
            search.Query(
                text=fold(text) if number % 2 else text,
                facets=chosen,
                order=search.Order.DATE if number % 10 == 9 else search.Order.RELEVANCE,
            )
        )
    return made
