"""Rules of the debate as data, its days, and traces of personal data."""

from datetime import date

import pytest
from pydantic import ValidationError

from miara.council.domain.debate import Facts, Lack, Phase, lacks_of, phase_of
from miara.council.domain.debate_rules import LevelRules, rule_for, rules
from miara.council.domain.privacy import Trace, traces_in


@pytest.mark.parametrize(
    ("levels", "residents", "signatures"),
    [
        (["gmina"], 20_000, 20),
        (["gmina"], 20_001, 50),
        (["powiat", "gmina"], 780_000, 50),
        (["powiat"], 100_000, 150),
        (["powiat"], 100_001, 300),
        (["gmina"], None, None),
        (["wojewodztwo"], 3_400_000, None),
    ],
)
def test_signatures_by_size(levels, residents, signatures):
    found = rule_for(levels, residents)
    assert found is not None
    assert found.signatures == signatures
    assert "art." in found.basis


def test_a_country_has_no_rule():
    assert rule_for(["kraj"], 1) is None


def test_what_nobody_read_in_the_act_is_marked():
    assert [row.verified for row in rules().values()] == [False] * 3


@pytest.mark.parametrize(
    "ends", [[20_000], [None, None], [20_000, 20_000, None], [9, 5, None]]
)
def test_steps_of_a_rule_grow_and_end(ends):
    steps = [{"residents_up_to": end, "count": 1} for end in ends]
    with pytest.raises(ValidationError):
        LevelRules(
            level="gmina", basis="x", speakers=15, verified=False, signatures=steps
        )


def test_phases_of_a_debate():
    day = date(2026, 6, 25)
    found = [phase_of(day, date(2026, 6, n)) for n in (24, 25, 26)]
    assert found == [Phase.SIGN_UP, Phase.TODAY, Phase.OVER]
    assert phase_of(None, day) is Phase.NO_DAY


def test_what_is_missing_is_told_in_order():
    names = ("day", "hour", "place", "signatures", "speakers", "basis", "submission")
    facts = {f"has_{name}": False for name in names}
    assert lacks_of(Facts(**facts, is_checked=False)) == [
        Lack.DAY,
        Lack.HOUR,
        Lack.PLACE,
        Lack.SUBMISSION,
        Lack.SIGNATURES,
        Lack.SPEAKERS,
        Lack.BASIS,
        Lack.CHECK,
    ]
    assert lacks_of(Facts(**dict.fromkeys(facts, True), is_checked=True)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kiedy remont drogi? Koszt 1 234 567,50 zł.", []),
        ("Uchwała 123456789/2024 i 12 345 678 901 zł", []),
        ("Proszę pisać: Jan.K@poczta.pl", [Trace.EMAIL]),
        ("Tel. 600-123-456", [Trace.PHONE]),
        ("+48 12 345 67 89", [Trace.PHONE]),
        ("PESEL 44051401359", [Trace.PESEL]),
        ("Numer 44051401358 to nie PESEL", []),
    ],
)
def test_traces_of_personal_data(text, found):
    assert traces_in(text) == found
