"""What an address of a database becomes."""

import pytest

from miara.config.settings import database


@pytest.mark.parametrize(
    "url", ["sqlite:////var/miara.sqlite3", "postgresql://miara@db/miara"]
)
def test_connections_outlive_a_request_but_not_for_ever(url):
    assert 10 <= database(url)["CONN_MAX_AGE"] <= 600
