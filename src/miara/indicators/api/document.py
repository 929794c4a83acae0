"""The OpenAPI document: Ninja's, with what it cannot know of our answers."""

from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import ValidationError

from miara.core.api.parameters import invalid
from miara.core.api.routers import routers
from miara.core.api.serving import json_response
from miara.indicators.api import indicators, peers, units, values, vintages
from miara.indicators.api.problems import PROBLEM_TYPE, ApiProblem

BASE: Final = "/api/v1/"
DESCRIPTION: Final = gettext_noop(
    "Numbers about Polish local governments, with their uncertainty, similar units and "
    "sources. No key is needed; any site may ask. Answers carry an ETag: send it back "
    "in If-None-Match and an unchanged answer is 304. A parameter the address does not "
    "know is refused. Errors are application/problem+json with a stable code."
)


def build() -> NinjaAPI:
    """The API with all its routers."""
    api = NinjaAPI(
        title="Miara",
        version="1",
        description=DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        urls_namespace="api-data",
    )
    for module in (units, indicators, values, peers, vintages):
        api.add_router("", module.router)
    for router in routers():
        api.add_router("", router)

    @api.exception_handler(ValidationError)
    def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
        raise invalid(error.errors)

    @api.exception_handler(ApiProblem)
    def problem(request: HttpRequest, error: ApiProblem) -> HttpResponse:
        return error.response()

    # Ninja would answer in its own words; the wrapper of every address knows better.
    @api.exception_handler(Exception)
    def other(request: HttpRequest, error: Exception) -> HttpResponse:
        raise error

    return api


@cache
def api() -> NinjaAPI:
    """The one API of the process."""
    return build()


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document, in English."""
    found = dict(api().get_openapi_schema(path_prefix=BASE.strip("/") + "/"))
    found["servers"] = [{"url": "/"}]
    for path, methods in found["paths"].items():
        for operation in methods.values():
            operation["responses"]["304"] = {"description": "Not Modified"}
            for status, response in operation["responses"].items():
                _name_content(response, is_table=path.endswith(".csv"), status=status)
            operation["responses"] = {
                str(status): response
                for status, response in sorted(
                    operation["responses"].items(), key=lambda item: str(item[0])
                )
            }
    return found


def _name_content(response: dict[str, Any], *, is_table: bool, status: Any) -> None:
    """Say the true type of content: Ninja names one for all."""
    content = response.get("content")
    if content is None:
        return
    (schema,) = content.values()
    if int(status) >= 400:
        response["content"] = {PROBLEM_TYPE: schema}
    elif is_table:
        response["content"] = {"text/csv": {"schema": {"type": "string"}}}


def openapi_json(request: HttpRequest) -> HttpResponse:
    """The document, for programs."""
    return json_response(document())
