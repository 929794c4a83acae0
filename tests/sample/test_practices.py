"""The good practices of the sample: whole, fictional, the same on every run."""

import re
import subprocess
import sys
from collections import Counter

from miara.catalogue import public as catalogue
from miara.contest.domain.practice_mapping import mapping_for
from miara.indicators.queries.definitions import definitions
from miara.practices.domain.costs import CostKind
from miara.practices.domain.freshness import DEFAULT_RULES
from miara.practices.domain.sections import section, sections
from miara.practices.domain.texts import PART_CODES, shortfalls
from miara.practices.models import PracticeLife
from miara.sample.cast import COUNTIES, places
from miara.sample.practices import practices

ALL = practices()
FULL = [row for row in ALL if row.is_full]
KNOWN = {place.code for place in places()} | {county.code for county in COUNTIES}


def test_there_are_sixty_of_which_many_are_full():
    assert len(ALL) == 60
    assert len(FULL) >= 20
    assert len({row.title for row in ALL}) == 60


def test_full_ones_fill_every_part_within_its_limits():
    wrong = {
        row.title: [(short.part, short.words) for short in shortfalls(row.texts)]
        for row in FULL
        if shortfalls(row.texts) or set(row.texts) != set(PART_CODES)
    }
    assert wrong == {}
    assert all(row.results and row.costs and row.plain["sentence"] for row in FULL)


def test_codes_exist():
    known = definitions()
    for row in ALL:
        assert row.unit in KNOWN, row.title
        assert section(row.section), row.title
        assert catalogue.domain(row.domain), row.title
        assert {who for who, _ in row.partners if who.isdigit()} <= KNOWN
        assert {kind for kind, *_rest in row.costs} <= set(CostKind)
        for each in row.results:
            assert each.direction in {"", "UP", "DOWN"}
            assert not each.indicator or each.indicator in known.indicators
    aimed = {
        r.indicator for row in ALL for r in row.results if r.indicator and r.is_aim
    }
    assert len(aimed) >= 10


def test_every_state_and_reason_and_section_is_there():
    states = Counter(row.standing.state for row in ALL)
    assert set(states) == {"draft", "fresh", "redraft", "asked", "stale", "archived"}
    assert min(states.values()) >= 3
    reasons = {row.standing.reason for row in ALL} - {""}
    assert reasons == set(PracticeLife.Reason.values)
    assert {row.section for row in ALL} == {each.code for each in sections()}


def test_days_since_confirmation_fit_the_state():
    first, last = DEFAULT_RULES.ladder[0], DEFAULT_RULES.stale_after
    for row in ALL:
        days = row.standing.days
        if row.standing.state in {"fresh", "redraft", "draft"}:
            assert days < first, row.title
        elif row.standing.state == "asked":
            assert first <= days < last, row.title
        elif row.standing.state == "stale":
            assert days > last, row.title


def test_archived_say_why_and_what_replaced_them():
    titles = {row.title for row in ALL}
    for row in ALL:
        if row.standing.state == "archived":
            assert row.plain["note"].endswith("."), row.title
        if row.standing.reason == "REPLACED":
            assert row.standing.replaced_by in titles - {row.title}


def test_invented_names_say_that_they_are():
    """Awards and bodies outside the register are marked as fictional, or named generally."""
    assert all("fikcyjn" in contest for row in ALL for contest, *_ in row.awards)
    bodies = {who for row in ALL for who, _ in row.partners if not who.isdigit()}
    assert [who for who in bodies if "(fikcyj" not in who] == []


def test_some_are_told_in_english_too():
    told = [row for row in ALL if row.plain.get("summary_en")]
    assert len(told) >= 4
    assert all(row.plain["title_en"] for row in told)


def test_former_addresses_are_each_of_one_practice():
    found = [row.plain["address"] for row in ALL if "address" in row.plain]
    assert len(found) == len(set(found)) > 30


def test_texts_are_set_as_polish_texts_are():
    text = " ".join(t for row in ALL for t in (row.title, *row.texts.values()))
    assert not re.search(r" [,.;:]|\.\.|  |\"| - ", text)


def test_sample_of_practices_knows_no_django():
    code = (
        "import sys, miara.sample.practices as p; p.practices(); "
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_mapping_speaks_of_sections_and_domains_that_exist():
    for place in mapping_for("slz").places.values():
        assert not place.section or section(place.section)
        assert not place.domain or catalogue.domain(place.domain)
