"""A ranking is kept until something it is made from changes."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.cache import cache

from miara.contest.domain.marks_file import MarksFile
from miara.contest.domain.ranking.marks import Criterion, Mark
from miara.contest.domain.ranking.report import RankingRules
from miara.contest.queries import ranking


@pytest.fixture
def content():
    marks = tuple(
        Mark(f"2026/{entry:03}", "a/b", f"expert{expert}", "c", Decimal(points))
        for entry, pair in enumerate(((9, 8), (5, 6), (7, 7)), start=1)
        for expert, points in enumerate(pair)
    )
    return MarksFile(
        marks, (Criterion("c", Decimal(1), Decimal(10)),), RankingRules(finalists=1)
    )


@pytest.fixture
def made(monkeypatch):
    """Contents from which a ranking was made."""
    cache.clear()
    seen = []
    make = ranking.ranking_of
    monkeypatch.setattr(
        ranking, "ranking_of", lambda content: seen.append(content) or make(content)
    )
    return seen


def test_the_same_marks_are_ranked_once(content, made):
    first = ranking.kept_ranking_of(content)
    assert ranking.kept_ranking_of(content) == first == ranking.ranking_of(content)
    assert made == [content, content]  # the second is the comparison above


def test_a_changed_mark_or_rule_makes_it_anew(content, made):
    ranking.kept_ranking_of(content)
    marks = (replace(content.marks[0], points=Decimal(1)), *content.marks[1:])
    changed, _report = ranking.kept_ranking_of(replace(content, marks=marks))
    assert changed.cells[0].rows[0].standing.entry == "2026/003"
    ranking.kept_ranking_of(replace(content, rules=RankingRules(finalists=2)))
    assert len(made) == 3
