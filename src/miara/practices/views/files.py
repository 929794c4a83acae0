"""Files of public cards."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody
from miara.documents import public as documents
from miara.practices.queries.files import public_file

__all__ = ["card_file"]


@same_for_everybody
@require_safe
def card_file(request: HttpRequest, number: int, uid: str) -> HttpResponse:
    """A picture or a document of a public card; of drafts nothing is known here."""
    file = public_file(number, uid)
    if file is None:
        raise Http404
    try:
        return documents.file_response(file, request=request, inline=True)
    except documents.DocumentsError as error:
        raise Http404 from error
