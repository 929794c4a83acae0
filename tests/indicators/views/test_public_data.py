"""Data, pictures and embeds are the same for everybody, so caches may share them."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from tests.factories.vintages import publish_small_vintage

from miara.accounts.models import User

pytestmark = pytest.mark.django_db
CODE = "water_access_percent"
SAME = [
    "/jednostki/120617-zielonki.csv",
    "/jednostki/120617-zielonki.json",
    "/jednostki/podpowiedzi?q=ziel",
    "/porownanie.csv?j=120617",
    "/wskazniki.csv",
    "/zrodla.json",
    "/wydania.csv",
    f"/wskazniki/{CODE}.csv",
    f"/wskazniki/{CODE}.json",
    f"/wskazniki/{CODE}/rozklad.svg",
    "/zmiany.atom",
    f"/osadz/wskazniki/{CODE}/rozklad/",
]


@pytest.fixture(autouse=True)
def _published(settings):
    cache.clear()
    publish_small_vintage(settings)


@pytest.mark.parametrize("who", ["anybody", "user", "operator"])
@pytest.mark.parametrize("path", SAME)
def test_data_depend_on_no_cookie(client, settings, path, who):
    settings.MIARA_OPERATOR_SECOND_FACTOR = True
    if who != "anybody":
        user = User.objects.create_user(
            email="ewa@example.pl", is_staff=who == "operator"
        )
        client.force_login(user)
    response = client.get(path)
    assert response.status_code == 200
    assert "Cookie" not in response.get("Vary", "")
    assert "private" not in response.get("Cache-Control", "")
    assert not response.cookies


def test_the_type_of_a_unit_has_one_word_in_data_and_api(client):
    data = client.get("/jednostki/120617-zielonki.json").json()
    api = client.get(reverse("api-data:unit_detail", args=["120617"])).json()
    assert data["unit"]["type"] == api["type"] == "rural"
