"""Every official file through the command: what is read and what is said."""

import re

import pytest
from django.core.management.base import CommandError

from miara.indicators.models import DataLoad
from miara.units.models import ShapeSet

pytestmark = [pytest.mark.django_db, pytest.mark.real_data, pytest.mark.slow]


@pytest.fixture
def registered(miara, real_data):
    """The newest register."""
    miara("import", "terc", real_data / "teryt" / "TERC_Urzedowy_2025-11-18.zip")


def test_every_file_is_imported_once_the_ambiguous_ones_are_named(
    miara, real_data, registered
):
    with pytest.raises(CommandError, match="2 files were not imported"):
        miara("import", "bdl", real_data / "bdl")
    for name, table in (
        ("dochody_na_mieszk", "bdl_revenue_per_person"),
        ("wydatki_na_mieszk", "bdl_expenditure_per_person"),
    ):
        path = real_data / "bdl" / f"{name}_2016-2019_CTAB.csv"
        miara("import", "bdl", path, "--table", table)
    said = ""
    for kind, folder in (("bdl", "bdl_powiaty"), ("gus", "gus"), ("psp", "psp")):
        said += miara("import", kind, real_data / folder).out
    said += miara("import", "mf", real_data / "mf").out

    files = {
        path.name
        for folder in ("bdl", "bdl_powiaty", "gus", "mf", "psp")
        for path in (real_data / folder).iterdir()
        if path.suffix != ".json"
    }
    assert set(DataLoad.objects.values_list("file_name", flat=True)) == files
    assert len(files) == DataLoad.objects.count() == 17
    # What the readme of these files calls traps is told.
    assert "381 codes had lost their leading zeros" in said
    assert "2 names belong to other regions than their codes" in said
    assert "2002-2023 promised" in said
    assert not re.search(r"^\s*[a-z_]+: \d+$", said, re.MULTILINE)  # no untold code

    again = miara("import", "psp", real_data / "psp").out
    assert "already here" in again
    assert DataLoad.objects.count() == 17


def test_boundaries_of_today_lack_the_two_new_municipalities(
    miara, real_data, registered
):
    said = miara("import", "boundaries", real_data / "granice" / "gminy.geojson").out
    assert "shapes of 2477 units were stored" in said
    assert "Units without a shape: 120713, 200216." in said
    assert ShapeSet.objects.filter(level="powiat", is_derived=True).exists()
