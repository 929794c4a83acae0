"""Presets say the same as the rules they are named after."""

import pytest

from miara.contest.domain.group_presets import (
    slz_2012,
    slz_2022,
    slz_2023_announced,
)
from miara.contest.domain.presets import presets


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("slz-social", slz_2012(2025)),
        ("slz-technical", slz_2012(2025)),
        ("slz-governance", slz_2022()),
        ("slz-energy", slz_2023_announced()),
    ],
)
def test_groups_are_those_of_the_year(code, rules):
    year = rules.population_year
    assert presets()[code].group_rules(year) == rules


def test_criteria_make_one_hundred_points():
    totals = {c: sum(k.max_points for k in p.criteria) for c, p in presets().items()}
    assert set(totals.values()) == {100}


def test_every_text_is_in_both_languages():
    for preset in presets().values():
        texts = [preset.name, preset.theme, preset.note]
        for row in [*preset.domains, *preset.groups, *preset.criteria]:
            texts.append(row.name)
        texts += [row.name for row in preset.title_kinds]
        texts += [row.guidance for row in preset.criteria]
        texts += [level.text for row in preset.criteria for level in row.levels]
        assert all(text["pl"] and text["en"] for text in texts)
