"""Groups of units: every boundary case of past calls, holes and overlaps."""

import pytest

from miara.contest.domain.entrants import VOIVODESHIP_CAPITALS, EntrantKind
from miara.contest.domain.group_checks import Trouble, check_rules
from miara.contest.domain.group_presets import (
    CITIES_AND_TOWNS,
    slz_2007,
    slz_2012,
    slz_2022,
    slz_2023_announced,
)
from miara.contest.domain.groups import (
    Clause,
    EntrantFacts,
    GroupRule,
    GroupRules,
    Population,
    Reason,
    propose_group,
    rules_from_data,
    rules_to_data,
)

K = EntrantKind


def unit(kind, population=None, year=2010, **facts):
    return EntrantFacts(kind, population=population, population_year=year, **facts)


@pytest.mark.parametrize(
    ("kind", "population", "group"),
    [
        (K.COUNTY, 200_000, "counties"),
        (K.COUNTY, None, "counties"),
        (K.CITY, 400_000, "large_cities"),
        (K.CITY, 35_000, "large_cities"),  # county rights, whatever the size
        (K.URBAN, 59_274, "large_cities"),  # Ełk: over 50,000, no county rights
        (K.URBAN, 56_000, "large_cities"),  # Pruszków
        (K.URBAN, 50_001, "large_cities"),
        (K.URBAN, 50_000, "towns"),  # "do 50 000"
        (K.URBAN, 49_999, "towns"),
        (K.URBAN_RURAL, 8_000, "towns"),
        (K.URBAN_RURAL, 50_000, "towns"),
        (K.URBAN_RURAL, 84_000, "towns"),  # mixed municipality of any size
        (K.RURAL, 60_000, "rural"),
        (K.VOIVODESHIP, 2_000_000, None),
    ],
)
def test_groups_of_2012(kind, population, group):
    assert propose_group(slz_2012(2010), unit(kind, population)).group == group


def test_2007_leaves_out_exactly_fifty_thousand():
    rules = slz_2007(2010)
    hole = propose_group(rules, unit(K.URBAN, 50_000))
    assert (hole.group, hole.reason) == (None, Reason.SIZE_NOT_TAKEN)
    assert propose_group(rules, unit(K.URBAN, 49_999)).group == "towns"
    assert propose_group(rules, unit(K.URBAN, 50_001)).group == "large_cities"
    assert propose_group(rules, unit(K.URBAN_RURAL, 50_000)).group == "towns"
    (problem,) = check_rules(rules)
    assert (problem.code, problem.kind) == (Trouble.HOLE, K.URBAN)
    assert (problem.first, problem.last) == (50_000, 50_000)


def test_a_union_led_by_a_town_stands_in_the_group_of_the_town():
    town = unit(K.URBAN, 31_000, name="Oława")
    union = EntrantFacts(K.UNION, "Związek Gospodarki Odpadami", seat=town)
    proposal = propose_group(slz_2012(2010), union)
    assert (proposal.group, proposal.reason) == ("towns", Reason.TAKEN_BY_SEAT)
    assert proposal.facts["name"] == "Oława"
    assert proposal.facts["for"] is K.UNION


def test_a_library_stands_in_the_group_of_its_city():
    city = unit(K.CITY, 175_000)
    library = EntrantFacts(K.SUBORDINATE, "Planeta 11", seat=city)
    assert propose_group(slz_2012(2010), library).group == "large_cities"


def test_a_body_without_a_seat_is_not_guessed():
    proposal = propose_group(slz_2012(2010), EntrantFacts(K.ASSOCIATION))
    assert (proposal.group, proposal.reason) == (None, Reason.SEAT_UNKNOWN)


def test_a_group_may_name_unions_themselves():
    partnerships = GroupRule("partnerships", (Clause(frozenset({K.UNION})),))
    rules = GroupRules((*slz_2022().groups, partnerships))
    assert propose_group(rules, EntrantFacts(K.UNION)).group == "partnerships"


def test_a_joint_entry_stands_where_its_lead_stands():
    lead = unit(K.RURAL, 9_000)
    partners = [unit(K.CITY, 90_000), unit(K.RURAL, 4_000), unit(K.COUNTY)]
    proposal = propose_group(slz_2012(2010), lead, partners)
    assert proposal.group == "rural"
    assert proposal.partner_groups == ("counties", "large_cities")


def test_population_counts_only_when_it_decides_and_only_of_the_right_year():
    rules = slz_2012(2010)
    unknown = propose_group(rules, unit(K.URBAN))
    assert (unknown.group, unknown.reason) == (None, Reason.POPULATION_UNKNOWN)
    other = propose_group(rules, unit(K.URBAN, 51_000, year=2009))
    assert (other.group, other.reason) == (None, Reason.POPULATION_OF_OTHER_YEAR)
    assert other.facts["asked_year"] == 2010
    assert "population" not in propose_group(rules, unit(K.RURAL, 5_000)).facts


def test_three_groups_of_2022():
    rules = slz_2022()
    assert propose_group(rules, unit(K.CITY, is_capital=True)).group == "capitals"
    assert propose_group(rules, unit(K.CITY)).group == "county_cities"
    assert propose_group(rules, unit(K.URBAN_RURAL, 90_000)).group == "towns"
    assert propose_group(rules, unit(K.RURAL)).reason is Reason.KIND_NOT_TAKEN
    assert check_rules(rules, CITIES_AND_TOWNS) == []
    assert {p.kind for p in check_rules(rules)} == {K.COUNTY, K.RURAL}


def test_2023_was_announced_one_way_and_counted_another():
    capital = unit(K.CITY, is_capital=True)
    assert propose_group(slz_2023_announced(), capital).group == "county_cities"
    assert propose_group(slz_2022(), capital).group == "capitals"
    assert check_rules(slz_2023_announced(), CITIES_AND_TOWNS) == []


def test_default_rules_have_neither_holes_nor_overlaps():
    assert check_rules(slz_2012(2010)) == []


def test_an_overlap_is_told_with_its_bounds_and_groups():
    rules = GroupRules(
        (
            GroupRule("small", (Clause(frozenset({K.URBAN}), Population(up_to=50)),)),
            GroupRule("big", (Clause(frozenset({K.URBAN}), Population(at_least=40)),)),
        ),
        2020,
    )
    (problem,) = check_rules(rules, frozenset({K.URBAN}))
    assert problem.code is Trouble.OVERLAP
    assert (problem.first, problem.last, problem.groups) == (40, 50, ("small", "big"))
    proposal = propose_group(rules, unit(K.URBAN, 45, year=2020))
    assert proposal.reason is Reason.SEVERAL_GROUPS
    assert proposal.candidates == ("small", "big")


def test_capitals_forgotten_by_the_rules_are_a_hole():
    rules = GroupRules((slz_2022().groups[0], slz_2022().groups[1]))
    (problem,) = check_rules(rules, CITIES_AND_TOWNS)
    assert (problem.code, problem.kind, problem.is_capital) == (
        Trouble.HOLE,
        K.CITY,
        True,
    )


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (GroupRules(()), Trouble.NO_GROUPS),
        (GroupRules((slz_2022().groups[0],) * 2), Trouble.SAME_CODE),
        (GroupRules((GroupRule("none", ()),)), Trouble.NO_KINDS),
        (GroupRules(slz_2012(0).groups), Trouble.YEAR_MISSING),
        (
            GroupRules(
                (GroupRule("x", (Clause(frozenset(K), Population(50, None, 50)),)),), 1
            ),
            Trouble.EMPTY_BOUNDS,
        ),
        (
            GroupRules((GroupRule("x", (Clause(frozenset(K), Population(5, 5)),)),), 1),
            Trouble.TWO_BOUNDS_ON_A_SIDE,
        ),
    ],
)
def test_faulty_rules_are_told(rules, code):
    assert code in {problem.code for problem in check_rules(rules)}


@pytest.mark.parametrize(
    "rules", [slz_2007(2006), slz_2012(2011), slz_2022(), slz_2023_announced()]
)
def test_rules_survive_storage(rules):
    assert rules_from_data(rules_to_data(rules)) == rules


def test_there_are_eighteen_capitals_in_sixteen_voivodeships():
    assert len(VOIVODESHIP_CAPITALS) == 18
    assert len({code[:2] for code in VOIVODESHIP_CAPITALS}) == 16
