"""The whole base as one file."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody
from miara.practices.exports.open_data import all_as_csv, all_as_json


@same_for_everybody
@require_safe
def whole_base(request: HttpRequest, suffix: str) -> StreamingHttpResponse:
    """Every public card, sent while it is read; addresses in it are Polish."""
    if suffix == "json":
        parts, kind = all_as_json(), "application/json"
    else:
        parts, kind = all_as_csv(), "text/csv; charset=utf-8"
    response = StreamingHttpResponse(parts, content_type=kind)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="praktyki.{suffix}"'
    )
    return response
