"""Archives of practices as files: five hundred rows, some with an error of each kind."""

import csv
import hashlib
import io
import json
from itertools import pairwise

import xlsxwriter
from tests.factories.practices import texts

#: Words that make titles of one unit unlike each other.
THINGS = (
    "Autobus", "Biblioteka", "Czytelnia", "Deszczownia", "Energetyka", "Fotowoltaika",
    "Giełda", "Hospicjum", "Instruktaż", "Jadłodzielnia", "Kąpielisko", "Lodowisko",
    "Monitoring", "Noclegownia", "Oczyszczalnia", "Przedszkole", "Rewitalizacja",
    "Segregacja", "Termomodernizacja", "Wypożyczalnia",
)  # fmt: skip
WAYS = (
    "sąsiedzki", "cyfrowy", "mobilny", "wspólny", "całodobowy", "szkolny", "zimowy",
    "otwarty", "dostępny", "wiejski", "miejski", "nocny", "letni", "społeczny",
    "rodzinny", "senioralny", "harcerski", "ekologiczny", "rowerowy", "gminny",
    "pilotażowy", "partnerski", "tani", "szybki", "prosty",
)  # fmt: skip
SYLLABLES = [
    "ba",
    "de",
    "fi",
    "go",
    "hu",
    "je",
    "ka",
    "lo",
    "mi",
    "nu",
    "pe",
    "ro",
    "su",
    "ta",
    "wo",
    "zi",
]
UNITS = ("Zielonki", "gmina Skawina", "Kraków", "m.st. Warszawa", "powiat krakowski")
HEADINGS = (
    "ID", "Tytul praktyki", "Dawny adres", "Dział", "Dziedzina", "Gmina", "Powiat",
    "Okres realizacji", "Koszt", "Partnerzy", "Nagrody", "Skrót",
    "Opis sytuacji przed wdrożeniem", "Cele", "Opis rozwiązania", "Rezultaty",
    "Możliwość powtórzenia", "Ostatnia aktualizacja", "E-mail", "Załączniki",
)  # fmt: skip

#: Column, wrong value, and a part of the sentence that the editor reads.
ERRORS = (
    ("Tytul praktyki", "", "Nie ma tytułu"),
    ("Tytul praktyki", "Bardzo długi tytuł " * 12, "mieści się tylko 200"),
    ("Okres realizacji", "jesienią", "Nie wiadomo, jaki to okres"),
    ("Okres realizacji", "2013–2011", "wcześniejszy niż początek"),
    ("Koszt", "sporo", "nie jest jedną kwotą"),
    ("Koszt", "2000 EUR", "nie jest w złotych"),
    ("Dział", "Kosmos", "Nie ma działu"),
    ("Dziedzina", "Astrologia", "Nie ma dziedziny"),
    ("Gmina", "Bochnia", "to może być"),
    ("Gmina", "Atlantyda", "W rejestrze nie ma jednostki"),
    ("E-mail", "jan(at)gmina", "nie jest adresem e-mail"),
    ("Ostatnia aktualizacja", "2099-01-01", "jeszcze nie nastąpił"),
)


def own_words(number):
    """A summary that no other row has."""
    digest = hashlib.sha256(str(number).encode()).digest()
    words = (SYLLABLES[a % 16] + SYLLABLES[b % 16] * 2 for a, b in pairwise(digest))
    return " ".join(words)


def good_row(number):
    """A row that an editor would be glad of."""
    words = texts()
    title = f"{THINGS[number % 20]} {WAYS[number // 20 % 25]}"
    return {
        "ID": str(number + 1),
        "Tytul praktyki": title,
        "Dawny adres": f"http://www.baza.example/?p1=7&art={number + 1}&s=2",
        "Dział": "Usługi społeczne",
        "Dziedzina": "Oświata",
        "Gmina": UNITS[number % 5],
        "Powiat": "",
        "Okres realizacji": "2011–2013",
        "Koszt": "12,5 tys. zł",
        "Partnerzy": "Skawina; Koło Gospodyń (promocja)",
        "Nagrody": "Samorządowy Lider Zarządzania 2011 – laureat",
        "Skrót": f"<p>{title}. {own_words(number)}</p>",
        "Opis sytuacji przed wdrożeniem": words["situation"],
        "Cele": words["goals"],
        "Opis rozwiązania": words["solution"],
        "Rezultaty": words["results"],
        "Możliwość powtórzenia": words["repetition"],
        "Ostatnia aktualizacja": "2014-05-06",
        "E-mail": f"osoba{number}@gmina.example",
        "Załączniki": "",
    }


def rows_with_errors(count=500):
    """Rows, and the place of each wrong one with its error."""
    rows = [good_row(number) for number in range(count)]
    wrong = {}
    for place, error in enumerate(ERRORS):
        at = 7 + place * 5
        column, value, _sentence = error
        rows[at][column] = value
        wrong[at] = error
    return rows, wrong


def as_xlsx(rows, headings=HEADINGS):
    """A workbook."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate([dict(zip(headings, headings, strict=True)), *rows]):
            for place, heading in enumerate(headings):
                value = row.get(heading, "")
                if value != "":
                    sheet.write_string(line, place, str(value))
    return target.getvalue()


def as_csv(rows, headings=HEADINGS):
    """A text table as Polish spreadsheets write it."""
    target = io.StringIO()
    writer = csv.DictWriter(target, headings, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode("cp1250", errors="replace")


def as_json(rows):
    """A list of records."""
    return json.dumps({"praktyki": rows}, ensure_ascii=False).encode()
