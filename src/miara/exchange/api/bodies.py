"""Bodies that programs send: their size, control sum, name, and answers given again."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from miara.core.api.serving import json_response
from miara.documents import public as documents
from miara.exchange.actions.receipts import OtherBodyError, answer_kept, keep
from miara.exchange.api.access import Access
from miara.exchange.api.problems import PROBLEM_TYPE, ApiProblem
from miara.exchange.models import Receipt

__all__ = ["REPLAYED", "answered_before", "answered_once", "body_of"]

REPLAYED: Final = "Idempotency-Replayed"
_NAME: Final = re.compile(r"[\x21-\x7e]{1,100}")
_SUM: Final = re.compile(r"sha-256=:([A-Za-z0-9+/]+={0,2}):")
_PIECE: Final = 1 << 20

Work = Callable[[], tuple[int, dict[str, Any]]]


def body_of(request: HttpRequest, *, limit: int) -> tuple[bytes, str]:
    """The body and its SHA-256, compared with the header when one was sent.

    Raises
    ------
    ApiProblem
        ``body-without-length``, ``body-too-large``, ``body-unreadable`` when it is
        empty, or ``control-sum-differs``.
    """
    length = request.headers.get("Content-Length", "")
    if not length.isdigit():
        raise ApiProblem(
            "body-without-length",
            detail=_("The request has no Content-Length."),
            remedy=_("Send the body whole, with its length."),
        )
    if int(length) > limit:
        raise ApiProblem(
            "body-too-large",
            detail=_("The body is larger than %(most)s.")
            % {"most": documents.file_size(limit)},
            remedy=_("Send it in parts."),
        )
    sha, parts = hashlib.sha256(), []
    while piece := request.read(_PIECE):
        sha.update(piece)
        parts.append(piece)
    content = b"".join(parts)
    if not content:
        raise ApiProblem(
            "body-unreadable",
            detail=_("The body is empty."),
            remedy=_("Send the content as the body of the request."),
        )
    _compare(request, sha)
    return content, sha.hexdigest()


def answered_before(
    request: HttpRequest, access: Access, sha256: str, *, required: bool
) -> HttpResponse | None:
    """The answer that this sending was given before; None when it is new.

    Raises
    ------
    ApiProblem
        ``no-sending-name`` or ``sending-name-reused``.
    """
    return _kept(access, _name(request, required=required), _told(request, sha256))


def answered_once(
    request: HttpRequest, access: Access, sha256: str, work: Work, *, required: bool
) -> HttpResponse:
    """Do the work in one transaction with its receipt, or give the first answer again.

    Parameters
    ----------
    work
        Gives a status and an answer; a refusal by a problem keeps no receipt.
    required
        Whether the sending must have a name (``Idempotency-Key``).

    Raises
    ------
    ApiProblem
        ``no-sending-name`` or ``sending-name-reused``.
    """
    name = _name(request, required=required)
    told = _told(request, sha256)
    if (kept := _kept(access, name, told)) is not None:
        return kept
    now: datetime = access.now
    try:
        with transaction.atomic():
            status, answer = work()
            keep(access.key, name, status=status, answer=answer, now=now, **told)
    except IntegrityError:
        # The same sending came twice at once; the other one was answered first.
        if (kept := _kept(access, name, told)) is not None:
            return kept
        raise
    return _response(status, answer)


def _told(request: HttpRequest, sha256: str) -> dict[str, str]:
    return {"address": request.get_full_path()[:500], "sha256": sha256}


def _name(request: HttpRequest, *, required: bool) -> str:
    name = request.headers.get("Idempotency-Key", "").strip()
    if _NAME.fullmatch(name) or (not name and not required):
        return name
    raise ApiProblem(
        "no-sending-name",
        detail=_("The header Idempotency-Key is missing or cannot be used."),
        parameter="Idempotency-Key",
        remedy=_(
            "Give each sending a name of its own of up to 100 letters, digits and "
            "signs, for example a UUID; repeat it when you send the same again."
        ),
    )


def _kept(access: Access, name: str, told: dict[str, str]) -> HttpResponse | None:
    try:
        found: Receipt | None = answer_kept(access.key, name, **told)
    except OtherBodyError as error:
        raise ApiProblem(
            "sending-name-reused",
            detail=_("“%(name)s” named another body or another address before.")
            % {"name": name},
            parameter="Idempotency-Key",
            remedy=_("Give this sending a new name."),
        ) from error
    if found is None:
        return None
    response = _response(found.status, found.answer)
    response.headers[REPLAYED] = "true"
    return response


def _response(status: int, answer: dict[str, Any]) -> HttpResponse:
    response = json_response(answer)
    response.status_code = status
    if status >= 400:
        response.headers["Content-Type"] = PROBLEM_TYPE
    return response


def _compare(request: HttpRequest, sha: Any) -> None:
    """With ``Content-Digest`` (RFC 9530), or hexadecimal digits beside it."""
    plain = request.headers.get("X-Content-SHA256", "").strip().lower()
    if plain and plain != sha.hexdigest():
        raise _differs("X-Content-SHA256", sha.hexdigest())
    header = request.headers.get("Content-Digest", "")
    if not header:
        return
    found = _SUM.search(header)
    try:
        told = base64.b64decode(found[1], validate=True) if found else b""
    except binascii.Error:
        told = b""
    if told != sha.digest():
        raise _differs("Content-Digest", sha.hexdigest())


def _differs(header: str, found: str) -> ApiProblem:
    return ApiProblem(
        "control-sum-differs",
        detail=_("The control sum of what came is %(sum)s, other than in the header.")
        % {"sum": found},
        parameter=header,
        remedy=_("Send the body again; nothing was kept."),
        extra={"sha256": found},
    )
