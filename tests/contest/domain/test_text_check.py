"""An editor's text against the data: what is told, and what is left alone."""

from datetime import date, time
from decimal import Decimal

import pytest

from miara.contest.domain.text_check import Claim, KnownFacts, check_text

KNOWN = KnownFacts(
    deadline=(date(2026, 4, 15), time(15)),
    days=frozenset({date(2026, 3, 10), date(2026, 4, 8), date(2026, 6, 24)}),
    hours=frozenset({time(9), time(11)}),
    months=6,
    points=frozenset({Decimal(60), Decimal(100), Decimal(20)}),
    limits=frozenset({2}),
    inhabitants=frozenset({50_000}),
)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Termin składania wniosków: 15 kwietnia 2026, godz. 15:00.", []),
        # The former deadline is a known day, and yet no deadline any more.
        ("Termin składania wniosków upływa 8 kwietnia 2026 r.", [Claim.DEADLINE]),
        ("Na wnioski czekamy do dnia 16.04.2026.", [Claim.DEADLINE]),
        ("Applications are received until April 16, 2026.", [Claim.DEADLINE]),
        ("Nabór trwa od 10 marca 2026 do 15 kwietnia 2026.", []),
        ("Konferencja odbędzie się 24 czerwca 2026 r. o godz. 11.", []),
        ("Konferencja odbędzie się 25 czerwca 2026 r.", [Claim.DAY]),
        ("Wnioski przyjmujemy do godz. 12:00.", [Claim.HOUR]),
        ("31.02.2026 zapraszamy.", [Claim.DAY]),
        ("Wdrożone co najmniej sześć miesięcy przed ogłoszeniem.", []),
        ("Wdrożone co najmniej 12 miesięcy przed ogłoszeniem.", [Claim.MONTHS]),
        ("In use for at least three months.", [Claim.MONTHS]),
        # A rest of two months is no condition of use.
        ("Eksperci mają 2 miesiące na lekturę.", []),
        ("Finaliści uzyskują powyżej 60 punktów na 100 pkt.", []),
        ("Finaliści uzyskują powyżej 70 punktów.", [Claim.POINTS]),
        ("Jednostka składa najwyżej 2 wnioski.", []),
        ("Jednostka składa nie więcej niż trzy wnioski.", [Claim.APPLICATIONS]),
        ("W 2022 r. przyszło 39 wniosków.", []),
        ("Miasta do 50 tys. mieszkańców i powyżej 50\u00a0000 mieszkańców.", []),
        ("Miasta powyżej 40 000 mieszkańców.", [Claim.INHABITANTS]),
    ],
)
def test_claims_are_compared_with_the_data(text, claims):
    assert [found.claim for found in check_text(text, KNOWN)] == claims


def test_the_sentence_and_what_the_data_say_are_told():
    text = "Zapraszamy wszystkich.\nFinaliści mają ponad 70 punktów."
    (found,) = check_text(text, KNOWN)
    assert found.found == "70 punktów"
    assert found.place == "Finaliści mają ponad 70 punktów."
    assert found.expected == (Decimal(20), Decimal(60), Decimal(100))


def test_without_data_every_claim_stands_out():
    assert [c.claim for c in check_text("Najwyżej 2 wnioski.", KnownFacts())] == [
        Claim.APPLICATIONS
    ]
