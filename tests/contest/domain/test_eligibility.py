"""Conditions of entry: kinds, partners, limits, months before the call, paper."""

from dataclasses import replace
from datetime import date

import pytest

from miara.contest.domain.calendar_months import add_months, latest_start
from miara.contest.domain.eligibility import (
    Check,
    EligibilityRules,
    EntryFacts,
    Joint,
    OtherEntry,
    Paper,
    PaperCounts,
    Party,
    check,
    is_eligible,
)
from miara.contest.domain.entrants import EntrantKind as K

RULES = EligibilityRules(announced_on=date(2013, 3, 21), months_before_announcement=6)
TOWN = Party(K.URBAN, "u1", "Miasto")
ENTRY = EntryFacts(TOWN, domain="culture", implemented_on=date(2012, 9, 21))


def ok(code, facts=ENTRY, rules=RULES):
    """What the check of ``code`` says; fails when the list does not hold it."""
    return next(f.ok for f in check(facts, rules) if f.code is code)


@pytest.mark.parametrize(
    ("announced", "implemented", "expected"),
    [
        (date(2013, 3, 21), date(2012, 9, 21), True),
        (date(2013, 3, 21), date(2012, 9, 22), False),
        (date(2023, 2, 28), date(2022, 8, 31), True),  # no 31 February
        (date(2024, 2, 28), date(2023, 8, 28), True),
        (date(2024, 2, 28), date(2023, 8, 29), False),  # 29 February exists
        (date(2024, 2, 29), date(2023, 8, 31), True),
        (date(2013, 8, 31), date(2013, 2, 28), True),
        (date(2013, 8, 31), date(2013, 3, 1), False),
        (date(2013, 9, 30), date(2013, 3, 31), True),
    ],
)
def test_six_months_before_the_announcement(announced, implemented, expected):
    rules = replace(RULES, announced_on=announced)
    facts = replace(ENTRY, implemented_on=implemented)
    assert ok(Check.IMPLEMENTED_EARLY_ENOUGH, facts, rules) is expected


@pytest.mark.parametrize("end", [date(2023, 12, d) for d in (1, 28, 29, 30, 31)])
@pytest.mark.parametrize("months", range(1, 25))
def test_latest_start_is_the_last_that_fits(end, months):
    last = latest_start(end, months)
    assert add_months(last, months) <= end
    assert add_months(date.fromordinal(last.toordinal() + 1), months) > end


def test_a_missing_day_is_not_a_failure():
    facts = replace(ENTRY, implemented_on=None)
    assert ok(Check.IMPLEMENTED_EARLY_ENOUGH, facts) is None
    assert is_eligible(check(facts, RULES)) is None
    assert is_eligible(check(ENTRY, RULES)) is True


def test_a_fixed_window_of_implementation():
    rules = EligibilityRules(
        announced_on=date(2022, 3, 1),
        implemented_from=date(2019, 1, 1),
        implemented_to=date(2021, 12, 31),
    )
    for day, early, late in (
        (date(2018, 12, 31), False, True),
        (date(2019, 1, 1), True, True),
        (date(2021, 12, 31), True, True),
        (date(2022, 1, 1), True, False),
    ):
        facts = replace(ENTRY, implemented_on=day)
        assert ok(Check.IMPLEMENTED_NOT_TOO_EARLY, facts, rules) is early
        assert ok(Check.IMPLEMENTED_EARLY_ENOUGH, facts, rules) is late


def test_kinds_of_leads_and_bodies_behind_them():
    assert ok(Check.LEAD_KIND) is True
    assert ok(Check.LEAD_KIND, EntryFacts(Party(K.VOIVODESHIP))) is False
    library = EntryFacts(Party(K.SUBORDINATE, "", "Biblioteka"))
    assert ok(Check.LEAD_KIND, library) is False
    rules = replace(RULES, lead_kinds=RULES.lead_kinds | {K.SUBORDINATE, K.UNION})
    assert ok(Check.LEAD_KIND, library, rules) is True
    assert ok(Check.RESPONSIBLE_UNIT, library, rules) is None
    assert ok(Check.RESPONSIBLE_UNIT, replace(library, responsible=TOWN), rules) is True
    region = replace(library, responsible=Party(K.VOIVODESHIP, "w"))
    assert ok(Check.RESPONSIBLE_UNIT, region, rules) is False


@pytest.mark.parametrize(
    ("joint", "most", "count", "expected"),
    [
        (Joint.ALONE, None, 0, True),
        (Joint.ALONE, None, 1, False),
        (Joint.ALLOWED, 2, 2, True),
        (Joint.ALLOWED, 2, 3, False),
        (Joint.REQUIRED, None, 0, False),
        (Joint.REQUIRED, None, 5, True),
    ],
)
def test_how_many_partners(joint, most, count, expected):
    rules = replace(RULES, joint=joint, max_partners=most)
    partners = tuple(Party(K.RURAL, f"p{n}") for n in range(count))
    assert ok(Check.PARTNERS, replace(ENTRY, partners=partners), rules) is expected


def test_partners_must_be_allowed_and_different():
    rules = replace(RULES, partner_kinds=frozenset({K.RURAL}))
    facts = replace(ENTRY, partners=(Party(K.OTHER, "", "Firma"), TOWN))
    codes = [f.code for f in check(facts, rules) if f.ok is False]
    assert codes == [Check.PARTNER_KIND, Check.PARTNER_KIND, Check.PARTNER_REPEATED]


def test_limits_per_unit_and_per_domain():
    rules = replace(RULES, max_per_unit=2, max_per_unit_and_domain=1)
    elsewhere = OtherEntry("u1", "sport")
    facts = replace(ENTRY, others=[elsewhere, OtherEntry("u2", "culture")])
    assert ok(Check.LIMIT_PER_UNIT, facts, rules) is True
    assert ok(Check.LIMIT_PER_UNIT_AND_DOMAIN, facts, rules) is True
    third = replace(facts, others=[elsewhere, OtherEntry("u1", "culture")])
    assert ok(Check.LIMIT_PER_UNIT, third, rules) is False
    assert ok(Check.LIMIT_PER_UNIT_AND_DOMAIN, third, rules) is False


def test_a_subordinate_body_uses_the_limit_of_its_unit():
    rules = replace(RULES, max_per_unit=1)
    facts = EntryFacts(
        Party(K.SUBORDINATE), responsible=TOWN, others=[OtherEntry("u1", "sport")]
    )
    assert ok(Check.LIMIT_PER_UNIT, facts, rules) is False


def test_entries_of_partners_count_only_where_the_rules_say_so():
    facts = replace(
        ENTRY,
        partners=(Party(K.RURAL, "p1", "Gmina"),),
        others=[OtherEntry("u9", "sport", frozenset({"p1"}))],
    )
    rules = replace(RULES, max_per_unit=1)
    assert ok(Check.LIMIT_PER_UNIT, facts, rules) is True
    assert ok(Check.LIMIT_PER_UNIT, facts, replace(rules, partners_count=True)) is False


@pytest.mark.parametrize(
    ("counts", "postmarked", "received", "expected"),
    [
        (PaperCounts.POSTMARK, date(2013, 4, 8), date(2013, 4, 12), True),
        (PaperCounts.POSTMARK, date(2013, 4, 9), date(2013, 4, 12), False),
        (PaperCounts.POSTMARK, None, date(2013, 4, 12), None),
        (PaperCounts.POSTMARK, None, date(2013, 4, 8), True),  # brought by hand
        (PaperCounts.RECEIPT, date(2013, 4, 1), date(2013, 4, 9), False),
        (PaperCounts.RECEIPT, date(2013, 4, 1), date(2013, 4, 8), True),
    ],
)
def test_paper_counts_by_postmark_or_by_receipt(counts, postmarked, received, expected):
    rules = replace(RULES, paper_counts=counts, paper_until=date(2013, 4, 8))
    facts = replace(ENTRY, paper=Paper(postmarked, received))
    assert ok(Check.PAPER_IN_TIME, facts, rules) is expected


def test_paper_where_the_edition_takes_none():
    assert ok(Check.PAPER_IN_TIME, replace(ENTRY, paper=Paper())) is False


def test_an_unknown_domain():
    rules = replace(RULES, domains=frozenset({"culture"}))
    assert ok(Check.DOMAIN, ENTRY, rules) is True
    assert ok(Check.DOMAIN, replace(ENTRY, domain="magic"), rules) is False
    assert ok(Check.DOMAIN, replace(ENTRY, domain=""), rules) is None
