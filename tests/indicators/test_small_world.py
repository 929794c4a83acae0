"""The small country that other tests stand on is what its description says."""

import numpy as np
import pytest
from tests.factories.vintages import publish_small_vintage, small_world

from miara.cube import flags as f
from miara.cube.periods import Period
from miara.cube.store import Store
from miara.indicators.queries.vintages import open_vintage, served_vintage
from miara.units import public as units


def test_the_planted_facts_are_there():
    vintage = Store(small_world().root).open(small_world().ids["current"])
    block = vintage.block("gmina")
    at = block.index_of_unit
    fires = block.index_of_indicator["fires_per_1000"]
    year = block.index_of_period[Period.year(2024)]
    states = block.quantity("flag")[fires, year] & f.STATE_MASK
    assert states[at["120103"]] == f.MISSING
    assert states[at["120606"]] == f.CONFIDENTIAL
    value = block.quantity("value")
    assert value[fires, year, at["120617"]] == np.nanmin(value[fires, year])
    assert vintage.peer_topics("gmina") == (
        "education", "finance", "general", "safety", "utilities"
    )  # fmt: skip


@pytest.mark.django_db
def test_it_is_served(settings):
    row = publish_small_vintage(settings)
    assert served_vintage() == row
    assert open_vintage(row).id == row.vintage_id
    assert units.unit_by_code("120617").name == "Zielonki"
