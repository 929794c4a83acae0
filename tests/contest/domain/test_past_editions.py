"""The archive of past editions: its files, and names that may mean several units."""

from collections import Counter

import pytest
import yaml
from pydantic import ValidationError

from miara.contest.domain.entrants import EntrantKind
from miara.contest.domain.past_editions import (
    FOLDER,
    SCHEMA_FILE,
    FactCode,
    Mention,
    PastEditionFile,
    archive_sources,
    load_archive,
    past_editions,
    schema_text,
)
from miara.contest.domain.past_units import NamedUnit, by_name, fitting, meant

# Counted by hand in the published tables.
LINES = {2007: 11, 2008: 8, 2009: 5, 2010: 14, 2011: 0, 2012: 0, 2013: 1, 2014: 0,
         2015: 9, 2022: 14, 2023: 4}  # fmt: skip
AWARDS = {
    2007: {"LAUREATE": 11},
    2008: {"LAUREATE": 3, "FINALIST": 5},
    2009: {"LAUREATE": 2, "PRAISED": 2, "FINALIST": 1},
    2010: {
        "LAUREATE": 4,
        "PODIUM": 1,
        "AWARDED": 1,
        "FINALIST": 4,
        "LEADER_AMONG_LEADERS": 4,
    },
    2013: {"DISTINCTION": 1},
    2015: {"LAUREATE": 6, "DISTINCTION": 2, "FINALIST": 1},
    2022: {"LAUREATE": 3, "DISTINCTION": 10, "SPECIAL_DISTINCTION": 1},
    2023: {"LAUREATE": 4},
}


def test_every_edition_has_the_lines_that_were_published():
    assert {e.year: len(e.results) for e in past_editions()} == LINES


def test_awards_of_every_edition():
    found = {e.year: Counter(r.award.value for r in e.results) for e in past_editions()}
    assert {year: dict(kinds) for year, kinds in found.items() if kinds} == AWARDS


def test_numbers_that_sources_disagree_about_stand_side_by_side():
    told = {
        (e.year, fact.code): [s.number for s in fact.statements]
        for e in past_editions()
        for fact in e.facts
        if fact.contradiction
    }
    assert told == {
        (2007, FactCode.APPLICANTS): [72, 70],
        (2007, FactCode.FINALISTS): [23, 22],
        (2007, FactCode.LAUREATES): [12, 9, 11],
        (2009, FactCode.CRITERIA): [None, None],
        (2010, FactCode.CLOSING_EVENT): [None, None],
        (2013, FactCode.DOMAINS): [5, 4, 4],
        (2013, FactCode.DEADLINE): [None, None],
        (2023, FactCode.GROUPS): [None, None],
    }


def test_every_source_is_used_and_only_documents_lack_an_address():
    sources = archive_sources().sources
    used = set().union(*(e.sources() for e in past_editions()))
    assert used == set(sources)
    assert {n for n, s in sources.items() if s.url is None} == {"D0", "D1", "D2", "D3"}


def test_the_schema_in_the_repository_is_current():
    path = FOLDER.parent / "schemas" / SCHEMA_FILE
    assert path.read_text("utf-8") == schema_text()


@pytest.fixture
def edition():
    """A small edition as plain data."""
    return {
        "code": "slz-2030",
        "year": 2030,
        "name": {"pl": "Próba", "en": "Trial"},
        "theme": {"pl": "Próba", "en": "Trial"},
        "facts": [
            {
                "code": "APPLICATIONS",
                "statements": [
                    {"number": 3, "text": {"pl": "3", "en": "3"}, "sources": ["S1"]}
                ],
            }
        ],
        "results": [
            {
                "entrant": "Ełk",
                "units": [{"may_be": [{"name": "Ełk"}]}],
                "title": "Tytuł",
                "award": "LAUREATE",
                "sources": ["S1"],
            }
        ],
    }


def test_differing_numbers_need_a_sentence(edition):
    second = {"number": 4, "text": {"pl": "4", "en": "4"}, "sources": ["S1"]}
    edition["facts"][0]["statements"].append(second)
    with pytest.raises(ValidationError, match="differ and nothing says so"):
        PastEditionFile.model_validate(edition)
    edition["facts"][0]["contradiction"] = {"pl": "Różne.", "en": "Different."}
    PastEditionFile.model_validate(edition)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"award": "WINNER"}, "award"),
        ({"domain": "transport"}, "unknown domain transport"),
        ({"units": []}, "name the unit or say why"),
        ({"title": ""}, "do not agree"),
        ({"inferred": ["group"]}, "cannot be inferred"),
        ({"sources": []}, "sources"),
    ],
)
def test_faulty_results_are_refused(edition, change, message):
    PastEditionFile.model_validate(edition)
    edition["results"][0].update(change)
    with pytest.raises(ValidationError, match=message):
        PastEditionFile.model_validate(edition)


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ({"code": "inny-2030"}, "year given twice: 2030"),
        ({"year": 2031}, "edition given twice: slz-2030"),
    ],
)
def test_two_files_of_one_edition_are_refused(edition, second, message, tmp_path):
    source = {"sources": {"S1": {"name": {"pl": "Strona", "en": "Page"}}}}
    write = lambda name, data: (tmp_path / name).write_text(yaml.safe_dump(data))  # noqa: E731
    write("sources.yaml", source)
    write("a.yaml", edition)
    assert len(load_archive(tmp_path)) == 1
    write("b.yaml", {**edition, **second})
    with pytest.raises(ValueError, match=message):
        load_archive(tmp_path)


def test_an_unlisted_source_is_named_with_its_file(edition, tmp_path):
    source = {"sources": {"S2": {"name": {"pl": "Strona", "en": "Page"}}}}
    (tmp_path / "sources.yaml").write_text(yaml.safe_dump(source))
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(edition))
    with pytest.raises(ValueError, match=r"a\.yaml: unknown sources: S1"):
        load_archive(tmp_path)


NAMES = by_name(
    [
        NamedUnit("ełk", "Ełk", EntrantKind.URBAN, "ełcki", "warmińsko-mazurskie"),
        NamedUnit("ełk-w", "Ełk", EntrantKind.RURAL, "ełcki", "warmińsko-mazurskie"),
        NamedUnit("piaski-p", "Piaski", EntrantKind.RURAL, "gostyński"),
        NamedUnit("piaski-l", "Piaski", EntrantKind.URBAN_RURAL, "świdnicki"),
        NamedUnit("rawicz", "Rawicz", EntrantKind.URBAN_RURAL, "rawicki"),
        NamedUnit("rawicki", "rawicki", EntrantKind.COUNTY),
    ]
)


@pytest.mark.parametrize(
    ("may_be", "uid"),
    [
        ([{"name": "Ełk"}], None),
        ([{"name": "Ełk", "kinds": ["URBAN", "CITY"]}], "ełk"),
        ([{"name": "ełk", "kinds": ["RURAL"]}], "ełk-w"),
        ([{"name": "Piaski"}], None),
        ([{"name": "Piaski", "county": "świdnicki"}], "piaski-l"),
        ([{"name": "Rawicz"}], "rawicz"),
        ([{"name": "Rawicz"}, {"name": "rawicki", "kinds": ["COUNTY"]}], None),
        ([{"name": "rawicki"}], None),  # a county only when a county is asked for
        ([{"name": "Rawi"}], None),
    ],
)
def test_a_name_means_a_unit_only_when_one_fits(may_be, uid):
    mention = Mention.model_validate({"may_be": may_be})
    assert meant(fitting(mention, NAMES)) == uid
