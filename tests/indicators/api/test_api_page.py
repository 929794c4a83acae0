"""The page about the API: complete, without script of its own, tried by plain links."""

import re

import pytest


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_describes_every_address(client, served, openapi, prefix):
    response = client.get(f"{prefix}/api/v1/")
    page = response.content.decode()
    assert response.status_code == 200
    for path, methods in openapi["paths"].items():
        assert f"GET {path}" in page
        for parameter in methods["get"]["parameters"]:
            assert f'name="{parameter["name"]}"' in page
    assert "<script>" not in page
    assert "style=" not in page
    assert not re.search(r'(src|href)="https?://(?!127\.0\.0\.1)', page)


def test_every_control_has_a_label_and_ids_are_unique(client, served):
    page = client.get("/api/v1/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    ids = re.findall(r' id="([^"]+)"', main)
    assert len(ids) == len(set(ids))
    controls = re.findall(r'<(?:input|select) id="([^"]+)"', main)
    assert len(controls) > 20
    assert set(controls) == set(re.findall(r'<label for="([^"]+)"', main))
    for described in re.findall(r'aria-describedby="([^"]+)"', main):
        assert described in ids


def test_texts_are_in_the_language_of_the_page(client, served):
    polish = client.get("/api/v1/").content.decode()
    english = client.get("/en/api/v1/").content.decode()
    assert "List of units" in english
    assert "List of units" not in polish
    assert "Lista jednostek" in polish


@pytest.mark.parametrize(
    ("form", "target"),
    [
        (
            {"level": "gmina", "limit": "10", "search": "", "lang": ""},
            "/api/v1/units?level=gmina&limit=10",
        ),
        ({"search": "w Zielonkach"}, "/api/v1/units?search=w+Zielonkach"),
    ],
)
def test_a_form_leads_to_the_address_it_builds(client, served, openapi, form, target):
    operation = openapi["paths"]["/api/v1/units"]["get"]["operationId"]
    response = client.get("/api/v1/", {"try": operation, **form})
    assert (response.status_code, response.headers["Location"].split("?")[0]) == (
        302,
        "/api/v1/units",
    )
    assert sorted(response.headers["Location"].split("?")[1].split("&")) == sorted(
        target.split("?")[1].split("&")
    )
    assert client.get(response.headers["Location"]).status_code == 200


def test_a_form_writes_several_values_and_the_path(client, served, openapi):
    paths = openapi["paths"]
    values = paths["/api/v1/values"]["get"]["operationId"]
    response = client.get(
        "/api/v1/", {"try": values, "unit": "120617, 126101", "limit": "5"}
    )
    assert "unit=120617&unit=126101" in response.headers["Location"]
    unit = paths["/api/v1/units/{code}"]["get"]["operationId"]
    response = client.get("/api/v1/", {"try": unit, "code": "../x"})
    assert response.headers["Location"] == "/api/v1/units/..%2Fx"
    assert client.get("/api/v1/", {"try": unit, "code": ""}).status_code == 200
    assert client.get("/api/v1/", {"try": "https://example.org"}).status_code == 200
