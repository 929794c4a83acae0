"""Sentences about numbers, in both languages."""

import math

import numpy as np
import pytest
from django.utils import translation

from miara.cube import flags as f
from miara.cube.register import Level
from miara.indicators.domain.unit_lenses import Group, Lens, Wish
from miara.indicators.presenters import sentences
from miara.indicators.presenters.indicator_sentences import control_sentence
from miara.indicators.queries.definitions import definitions

NARROW = "\u202f"


def words(language, level=Level.MUNICIPALITY, lens=Lens.LIKES, name=""):
    group = Group(Wish(lens, "x"), np.empty(0, int), None, 0, name=name)
    with translation.override(language):
        return sentences.group_words(group, level)


@pytest.mark.parametrize(
    ("counts", "polish", "english"),
    [
        ((9, 0, 30), "niżej niż 7 z 10 podobnych gmin",
         "lower than 7 of 10 similar municipalities"),
        ((21, 0, 30), "wyżej niż 7 z 10 podobnych gmin",
         "higher than 7 of 10 similar municipalities"),
        ((15, 0, 30), "niżej niż 5 z 10 podobnych gmin",
         "lower than 5 of 10 similar municipalities"),
        ((0, 0, 30), "niżej niż wszystkie podobne gminy (30)",
         "lower than all similar municipalities (30)"),
        ((30, 0, 30), "wyżej niż wszystkie podobne gminy (30)",
         "higher than all similar municipalities (30)"),
        ((1, 0, 30), "niżej niż prawie wszystkie podobne gminy (30)",
         "lower than almost all similar municipalities (30)"),
        ((3, 12, 30), "tyle samo co 4 z 10 podobnych gmin",
         "the same as 4 of 10 similar municipalities"),
        ((0, 30, 30), "tyle samo co wszystkie podobne gminy (30)",
         "the same as all similar municipalities (30)"),
        ((4, 0, 11), "niżej niż 7 z 11 podobnych gmin",
         "lower than 7 of 11 similar municipalities"),
        ((0, 0, 0), "nikt w tej grupie nie ma liczby",
         "nobody in this group has a number"),
    ],
)  # fmt: skip
def test_position(counts, polish, english):
    for language, expected in (("pl", polish), ("en", english)):
        with translation.override(language):
            assert sentences.position(*counts, words(language)) == expected


@pytest.mark.parametrize(
    ("level", "lens", "expected"),
    [
        (Level.COUNTY, Lens.LIKES, "niżej niż 7 z 10 podobnych powiatów"),
        (Level.COUNTY, Lens.COUNTRY, "niżej niż 7 z 10 powiatów w Polsce"),
        (Level.VOIVODESHIP, Lens.LIKES, "niżej niż 7 z 10 podobnych województw"),
        (Level.MUNICIPALITY, Lens.COUNTY, "niżej niż 7 z 10 gmin powiatu"),
        (
            Level.MUNICIPALITY,
            Lens.OWN,
            "niżej niż 7 z 10 jednostek z grupy „Nad Wisłą”",
        ),
    ],
)
def test_position_names_the_group(level, lens, expected):
    with translation.override("pl"):
        named = words("pl", level, lens, "Nad Wisłą")
        assert sentences.position(9, 0, 30, named) == expected


def test_every_lens_of_every_level_has_words():
    from miara.indicators.domain.unit_lenses import lenses_at

    for level in (Level.MUNICIPALITY, Level.COUNTY, Level.VOIVODESHIP):
        for lens in lenses_at(level):
            polish, english = words("pl", level, lens), words("en", level, lens)
            assert polish.some != english.some
            assert polish.some != polish.all


def test_position_never_claims_more_than_is_true():
    """For every split of thirty units the tenths are the nearest to the share."""
    named = words("en")
    with translation.override("en"):
        for below in range(31):
            for equal in range(31 - below):
                said = sentences.position(below, equal, 30, named)
                above = 30 - below - equal
                if said.startswith("lower than all"):
                    assert above == 30
                elif said.startswith("higher than all"):
                    assert below == 30
                elif " of 10 " in said:
                    tenths = int(said.split(" of 10 ")[0].split()[-1])
                    count = {"lower": above, "higher": below, "the": equal}
                    assert abs(tenths - count[said.split()[0]] / 3) <= 0.5 + 1e-9


def test_value_and_uncertainty_read_as_one_sentence():
    share = definitions().indicators["false_alarms_percent"]
    with translation.override("pl"):
        place = sentences.position(9, 0, 30, words("pl"))
        doubt = sentences.uncertainty(11.1, 13.6, share, "pl")
        said = sentences.value_sentence(f"12,3{NARROW}%", place, doubt)
    assert said == (
        f"12,3{NARROW}%, niżej niż 7 z 10 podobnych gmin; niepewność 11,1–13,6"
    )
    assert sentences.uncertainty(math.nan, 1.0, share, "pl") == ""


@pytest.mark.parametrize(
    ("now", "certain", "polish", "english"),
    [
        (13.5, True, "wzrost o 1,2\xa0pkt proc. od 2019 r.", "up by 1.2\xa0pp since 2019"),
        (11.1, True, "spadek o 1,2\xa0pkt proc. od 2019 r.", "down by 1.2\xa0pp since 2019"),
        (12.34, True, "bez zmian od 2019 r.", "no change since 2019"),
        (11.1, False, "spadek o 1,2\xa0pkt proc. od 2019 r., w granicach niepewności",
         "down by 1.2\xa0pp since 2019, within uncertainty"),
    ],
)  # fmt: skip
def test_change(now, certain, polish, english):
    share = definitions().indicators["false_alarms_percent"]
    for language, expected in (("pl", polish), ("en", english)):
        with translation.override(language):
            said = sentences.change(
                now, 12.3, "2019", share, language, is_certain=certain
            )
        assert said == expected


def test_missing_numbers_have_their_reason():
    indicator = definitions().indicators["fires_per_1000"]
    with translation.override("pl"):
        reasons = [
            sentences.missing(state, indicator, "pl")
            for state in (f.MISSING, f.CONFIDENTIAL, f.NOT_APPLICABLE)
        ]
    assert reasons[1:] == ["tajemnica statystyczna", "nie dotyczy"]
    assert reasons[0].startswith("brak danych")


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "1 mieszkaniec"), (3, "3 mieszkańcy"), (28079, "28079 mieszkańców"),
     (22, "22 mieszkańcy"), (12, "12 mieszkańców")],
)  # fmt: skip
def test_inhabitants_follow_polish_plurals(count, expected):
    with translation.override("pl"):
        assert sentences.inhabitants(count, str(count)) == expected


@pytest.mark.parametrize(
    ("named", "tested", "begins"),
    [
        (0, 0, "Żadnego wskaźnika nie da się"),
        (0, 1, "Jedyny wskaźnik"),
        (0, 40, "Żaden z 40 wskaźników"),
        (1, 40, "Wyróżnia się 1 wskaźnik z 40"),
        (3, 40, "Wyróżniają się 3 wskaźniki z 40"),
        (5, 40, "Wyróżnia się 5 wskaźników z 40"),
    ],
)
def test_the_summary_says_how_sure_it_is(named, tested, begins):
    with translation.override("pl"):
        assert sentences.how_sure(named, tested, "5 %").startswith(begins)


@pytest.mark.parametrize(
    ("strong", "weak", "different", "tested", "part"),
    [
        ("A", "B", "", 5, "najmocniejszą stroną jest „A”, a najsłabszą „B”"),
        ("A", "", "", 5, "żadna słaba strona się nie wyróżnia"),
        ("", "B", "", 5, "żadna mocna strona się nie wyróżnia"),
        ("", "", "C", 5, "najbardziej różni się „C”"),
        ("", "", "", 5, "nic się nie wyróżnia"),
        ("", "", "", 0, "nie da się jeszcze rozstrzygnąć"),
    ],
)
def test_the_summary_says_what_stands_out(strong, weak, different, tested, part):
    with translation.override("pl"):
        said = sentences.what_stands_out(words("pl"), strong, weak, different, tested)
    assert part in said
    assert said.startswith("Na tle podobnych gmin")


def test_years_in_a_row_are_told_as_a_span():
    labels = [str(year) for year in range(2010, 2020)]

    def told(*years):
        with translation.override("pl"):
            return control_sentence(labels, [year - 2010 for year in years])

    assert told(*range(2010, 2020)).startswith("2010–2019 wykraczają")
    assert told(2010, 2012, 2013, 2017, 2018, 2019).startswith(
        "2010, 2012, 2013, 2017–2019 wykraczają"
    )
    assert told(2014).startswith("2014 wykracza ")
