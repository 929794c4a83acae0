"""A kept file as an answer to a request; who may have it is decided before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags, quote_etag

from miara.documents.domain.kinds import FileKind
from miara.documents.domain.names import content_disposition
from miara.documents.models import StoredFile
from miara.documents.queries.files import read_file, refuse_unreadable

__all__ = ["bytes_response", "file_response"]

#: What a browser may show in its own window; the rest is always downloaded.
SHOWN = frozenset(
    {
        FileKind.PDF,
        FileKind.JPEG,
        FileKind.PNG,
        FileKind.WEBP,
        FileKind.TEXT,
        FileKind.MP4,
    }
)
#: Whatever the file holds, it runs nothing and has no origin of ours.
_POLICY = "default-src 'none'; sandbox; style-src 'unsafe-inline'"
#: Viewers of PDF in browsers do not start inside a sandbox.
_POLICY_OF_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


def file_response(
    file: StoredFile, *, request: HttpRequest | None = None, inline: bool = False
) -> HttpResponse:
    """Send a kept file.

    Parameters
    ----------
    request
        Where given, a browser that has the same content already is told so (304).
    inline
        Show in the browser instead of downloading, where the kind allows it.

    Raises
    ------
    FileErasedError, FileInfectedError
        When there is nothing to send.
    """
    refuse_unreadable(file)
    etag = quote_etag(file.sha256)
    known = request.headers.get("If-None-Match", "") if request else ""
    if known and etag in parse_etags(known):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(read_file(file), content_type=file.media_type)
        response["Content-Length"] = str(file.size)
    response["ETag"] = etag
    _harden(response, FileKind(file.kind), file.name, inline=inline)
    return response


def bytes_response(
    content: bytes, *, name: str, kind: FileKind, media_type: str, inline: bool = False
) -> HttpResponse:
    """Send bytes that were made for this request and are kept nowhere."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Length"] = str(len(content))
    _harden(response, kind, name, inline=inline)
    return response


def _harden(response: HttpResponse, kind: FileKind, name: str, *, inline: bool) -> None:
    shown = inline and kind in SHOWN
    response["Content-Disposition"] = content_disposition(name, inline=shown)
    response["X-Content-Type-Options"] = "nosniff"
    policy = _POLICY_OF_PDF if kind is FileKind.PDF else _POLICY
    response["Content-Security-Policy"] = policy
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
