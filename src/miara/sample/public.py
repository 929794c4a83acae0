"""The fictional voivodeship of the demo as files that the front doors take."""

from miara.sample.cast import (
    ABOLISHED_CODE,
    PLACES_TO_SEE,
    TOWN_CODE,
    TOWN_FROM,
    VOIVODESHIP_CODE,
)
from miara.sample.files import boundaries_file, register_files
from miara.sample.loads import SOURCE, SampleFile, correction, first_files
from miara.sample.story import SLIP

__all__ = [
    "ABOLISHED_CODE",
    "PLACES_TO_SEE",
    "SLIP",
    "SOURCE",
    "TOWN_CODE",
    "TOWN_FROM",
    "VOIVODESHIP_CODE",
    "SampleFile",
    "boundaries_file",
    "correction",
    "first_files",
    "register_files",
]
