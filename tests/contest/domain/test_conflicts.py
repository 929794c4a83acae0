"""Planted ties are all found, and nothing else is."""

from miara.contest.domain.conflicts import ExpertTies, Party, Tie, conflicts_between

LEAD, PARTNER = Party("lead", "c1", is_lead=True), Party("part", "c2")


def ties(same_county=True, **known):
    found = conflicts_between(
        ExpertTies(**known), [LEAD, PARTNER], same_county=same_county
    )
    return [(row.tie, row.unit) for row in found]


def test_every_planted_tie_is_found():
    assert ties(home="lead") == [(Tie.OWN_UNIT, "lead")]
    assert ties(home="part") == [(Tie.PARTNER, "part")]
    assert ties(employer="part") == [(Tie.EMPLOYER, "part")]
    assert ties(past=frozenset({"lead"})) == [(Tie.PAST_WORK, "lead")]
    assert ties(home="x", home_county="c2") == [(Tie.SAME_COUNTY, "part")]
    assert ties(employer="x", employer_county="c1") == [(Tie.SAME_COUNTY, "lead")]


def test_strangers_have_no_tie_and_the_county_counts_only_where_the_edition_says():
    assert ties(home="x", home_county="c9", employer="y") == []
    assert ties(same_county=False, home="x", home_county="c1") == []
    assert ties() == []  # nothing known is no tie to an unknown county


def test_a_stronger_tie_hides_the_county_of_the_same_unit():
    assert ties(home="lead", home_county="c1") == [(Tie.OWN_UNIT, "lead")]


def test_the_fingerprint_changes_with_the_facts_alone():
    def print_of(home):
        parties = [LEAD]
        known = ExpertTies(home=home, home_county="c1")
        return conflicts_between(known, parties, same_county=True)[0].fingerprint

    assert print_of("a") == print_of("a") != print_of("b")
