"""The fictional voivodeship of the demo as files that the front doors take."""

from miara.sample.cast import (
    ABOLISHED_CODE,
    PLACES_TO_SEE,
    TOWN_CODE,
    TOWN_FROM,
    VOIVODESHIP_CODE,
)
from miara.sample.contest import (
    Solution,
    answers,
    opinion,
    social_solutions,
    technical_solutions,
)
from miara.sample.contest_people import (
    ExpertCard,
    JurorCard,
    experts,
    head_name,
    jurors,
)
from miara.sample.files import boundaries_file, register_files
from miara.sample.loads import SOURCE, SampleFile, correction, first_files
from miara.sample.news import NewsStory, portal_sample
from miara.sample.practices import PracticeText, practices
from miara.sample.story import SLIP

__all__ = [
    "ABOLISHED_CODE",
    "PLACES_TO_SEE",
    "SLIP",
    "SOURCE",
    "TOWN_CODE",
    "TOWN_FROM",
    "VOIVODESHIP_CODE",
    "ExpertCard",
    "JurorCard",
    "NewsStory",
    "PracticeText",
    "SampleFile",
    "Solution",
    "answers",
    "boundaries_file",
    "correction",
    "experts",
    "first_files",
    "head_name",
    "jurors",
    "opinion",
    "portal_sample",
    "practices",
    "register_files",
    "social_solutions",
    "technical_solutions",
]
