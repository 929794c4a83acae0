"""The small country, served, and a way to ask the API about it."""

import pytest
from django.utils import translation
from tests.factories.vintages import publish_small_vintage

from miara.indicators.api.document import document


@pytest.fixture
def served(db, settings):
    """The served vintage of the small country."""
    return publish_small_vintage(settings)


@pytest.fixture
def ask(client, served):
    """Ask for an address below ``/api/v1/``; the language of the test stays."""

    def get(address, **headers):
        present = translation.get_language()
        response = client.get(f"/api/v1/{address}", headers=headers)
        assert translation.get_language() == present
        return response

    return get


@pytest.fixture(scope="session")
def openapi():
    return document()
