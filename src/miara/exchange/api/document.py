"""The interface of a unit and its OpenAPI document."""

from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import ValidationError

from miara.core.api.parameters import invalid
from miara.core.api.serving import json_response
from miara.exchange.api import receiving
from miara.exchange.api.problems import PROBLEM_TYPE, ApiProblem
from miara.exchange.api.schemas import ValuesSent

__all__ = ["BASE", "api", "document", "openapi_json"]

BASE: Final = "/api/v1/jednostki/"
DESCRIPTION: Final = gettext_noop(
    "Plans of one local government for its own programs: accounting, spreadsheets, "
    "warehouses of data. A key is needed (Authorization: Bearer); people of the unit "
    "make it on the page “Programs and packages”. A key may ask 120 times a minute. "
    "Answers carry an ETag: send it back in If-None-Match and an unchanged answer is "
    "304. Errors are application/problem+json with a stable code."
)


def build() -> NinjaAPI:
    """The interface with its addresses."""
    made = NinjaAPI(
        title="Miara: plans of a unit",
        version="1",
        description=DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        urls_namespace="api-unit",
    )
    made.add_router("", receiving.router)

    @made.exception_handler(ValidationError)
    def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
        raise invalid(error.errors)

    @made.exception_handler(ApiProblem)
    def problem(request: HttpRequest, error: ApiProblem) -> HttpResponse:
        raise error

    # Ninja would answer in its own words; the wrapper of every address knows better.
    @made.exception_handler(Exception)
    def other(request: HttpRequest, error: Exception) -> HttpResponse:
        raise error

    return made


@cache
def api() -> NinjaAPI:
    """The one interface of the process."""
    return build()


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document, in English."""
    found = dict(api().get_openapi_schema(path_prefix=BASE.strip("/") + "/"))
    found["servers"] = [{"url": "/"}]
    found["security"] = [{"key": []}]
    components = found["components"]
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    components["schemas"].update(_sent())
    for methods in found["paths"].values():
        for method, operation in methods.items():
            responses = operation["responses"]
            if method == "get":
                responses["304"] = {"description": "Not Modified"}
            for status, response in responses.items():
                _name_content(response, int(status))
            operation["responses"] = {
                str(status): response
                for status, response in sorted(
                    responses.items(), key=lambda item: str(item[0])
                )
            }
    return found


def openapi_json(request: HttpRequest) -> HttpResponse:
    """The document, for programs; it needs no key."""
    return json_response(document())


def _sent() -> dict[str, Any]:
    """Shapes of bodies, which views read themselves to compare control sums."""
    schema = ValuesSent.model_json_schema(ref_template="#/components/schemas/{model}")
    inner = schema.pop("$defs", {})
    return {**inner, "ValuesSent": schema}


def _name_content(response: dict[str, Any], status: int) -> None:
    """Say the true type of content: Ninja names one for all."""
    content = response.get("content")
    if content is not None and status >= 400:
        (schema,) = content.values()
        response["content"] = {PROBLEM_TYPE: schema}
