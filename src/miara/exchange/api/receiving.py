"""What programs of a unit send: values of indicators, files of the budget.

On the router of what they read: one address may take both.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query
from pydantic import ValidationError

from miara.budget import public as budget
from miara.core.api.parameters import Common, strict
from miara.core.api.schemas import PlainProblem
from miara.cycle import public as cycle
from miara.documents import public as documents
from miara.exchange.actions.sending import (
    Outcome,
    Sent,
    send_budget_file,
    send_values,
)
from miara.exchange.api import facts, schemas
from miara.exchange.api.access import Access, let_in
from miara.exchange.api.bodies import answered_before, answered_once, body_of
from miara.exchange.api.problems import ApiProblem
from miara.exchange.api.reading import REFUSALS, known_year, router
from miara.exchange.domain.keys import Scope
from miara.strategy import public as strategy

__all__ = ["router"]

TAGS: Final = [gettext_noop("Sending")]
MOST_VALUES: Final = 8 * 1024 * 1024
MOST_FILE: Final = 80 * 1024 * 1024
_HEADERS: Final[list[dict[str, Any]]] = [
    {
        "name": "Idempotency-Key",
        "in": "header",
        "schema": {"type": "string", "maxLength": 100},
        "description": gettext_noop(
            "Name of this sending. The same name with the same body gets the first "
            "answer again (header Idempotency-Replayed); with another body it is "
            "refused (409)."
        ),
    },
    {
        "name": "Content-Digest",
        "in": "header",
        "required": False,
        "schema": {"type": "string"},
        "description": gettext_noop(
            "Control sum of the body as RFC 9530 writes it: sha-256=:base64:."
        ),
    },
    {
        "name": "X-Content-SHA256",
        "in": "header",
        "required": False,
        "schema": {"type": "string"},
        "description": gettext_noop(
            "The same control sum in hexadecimal digits, as sha256sum prints it."
        ),
    },
]


def _described(*, required: bool, content: dict[str, Any]) -> dict[str, Any]:
    first = {**_HEADERS[0], "required": required}
    return {
        "parameters": [first, *_HEADERS[1:]],
        "requestBody": {"required": True, "content": content},
    }


_VALUES: Final = _described(
    required=False,
    content={
        "application/json": {"schema": {"$ref": "#/components/schemas/ValuesSent"}}
    },
)
_FILE: Final = _described(
    required=True,
    content={
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
    },
)
_TOLD: Final = gettext_noop(
    "Up to 5,000 values of local indicators; each gets its own result, and one that is "
    "refused hinders no other. Values without remarks of the automatic check wait for "
    "approval by people, those with remarks stay drafts; nothing is published by "
    "itself."
)


@router.put(
    "{code}/wartosci",
    response={200: schemas.ValuesAnswer, 409: PlainProblem, **REFUSALS},
    summary=gettext_noop("Send values of local indicators"),
    description=_TOLD,
    openapi_extra=_VALUES,
    tags=TAGS,
)
def put_values(request: HttpRequest, code: str, query: Query[Common]) -> HttpResponse:
    """Keep values; the same ones twice change nothing."""
    return _values(request, code)


@router.post(
    "{code}/wartosci",
    response={200: schemas.ValuesAnswer, 409: PlainProblem, **REFUSALS},
    summary=gettext_noop("Send values of local indicators (POST)"),
    description=_TOLD,
    openapi_extra=_VALUES,
    tags=TAGS,
)
def post_values(request: HttpRequest, code: str, query: Query[Common]) -> HttpResponse:
    """The same for programs that cannot PUT."""
    return _values(request, code)


@router.post(
    "{code}/lata/{year}/pliki",
    response={
        201: schemas.FileAnswer,
        409: PlainProblem,
        413: PlainProblem,
        422: PlainProblem,
        **REFUSALS,
    },
    summary=gettext_noop("Send a file of the budget"),
    description=gettext_noop(
        "The body is the file itself: Rb in XML, an export of the accounting system in "
        "CSV, XLSX or ODS, or pages of the ministry's interface. The answer gives back "
        "the number of lines and sums to the grosz, to be compared with the books."
    ),
    openapi_extra=_FILE,
    tags=TAGS,
)
def post_file(
    request: HttpRequest, code: str, year: int, query: Query[schemas.FileQuery]
) -> HttpResponse:
    """Keep a file, read it, and take it when asked."""
    strict(request, schemas.FileQuery)
    found = let_in(request, code, Scope.SEND_BUDGET)
    row = known_year(found, year)
    content, sha256 = body_of(request, limit=MOST_FILE)
    before = answered_before(request, found, sha256, required=True)
    if before is not None:
        return before
    # Checking and scanning are slow and hold no lock; the same bytes are kept once.
    file = _kept(found, row, content, query)
    return answered_once(
        request,
        found,
        sha256,
        lambda: _file_answer(found, file, take=query.take),
        required=True,
    )


def _values(request: HttpRequest, code: str) -> HttpResponse:
    strict(request, Common)
    found = let_in(request, code, Scope.SEND_VALUES)
    content, sha256 = body_of(request, limit=MOST_VALUES)
    sent = _read(content)

    def work() -> tuple[int, dict[str, Any]]:
        results = send_values(
            found.key,
            [_sent(each) for each in sent.values],
            reason=sent.reason,
            now=found.now,
        )
        kept = {Outcome.KEPT, Outcome.REMARKS}
        counts = [each.outcome for each in results]
        unchanged = counts.count(Outcome.UNCHANGED)
        made = sum(outcome in kept for outcome in counts)
        return 200, {
            "sent": len(results),
            "kept": made,
            "unchanged": unchanged,
            "refused": len(results) - made - unchanged,
            "sha256": sha256,
            "items": [each.as_json() for each in results],
        }

    return answered_once(request, found, sha256, work, required=False)


def _read(content: bytes) -> schemas.ValuesSent:
    """The body; numbers are read exactly as they are written."""
    try:
        text = content.decode("utf-8-sig")
        found = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ApiProblem(
            "body-unreadable",
            detail=_("The body is no JSON in UTF-8."),
            remedy=_("See ValuesSent in the description of the interface."),
        ) from error
    if "\\u0000" in text:
        raise ApiProblem(
            "body-unreadable",
            detail=_("A text holds a zero character."),
            remedy=_("Send texts without it."),
        )
    try:
        return schemas.ValuesSent.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "–"
        raise ApiProblem(
            "body-unreadable",
            detail=_("“%(place)s” cannot be used.") % {"place": place},
            parameter=place,
            remedy=_("See ValuesSent in the description of the interface."),
        ) from error


def _no_number(word: str) -> Decimal:
    raise ValueError(word)


def _sent(each: schemas.ValueSent) -> Sent:
    given = strategy.Given(
        period=each.period,
        value=each.value,
        flag=each.flag,
        margin=each.margin,
        sample=each.sample,
        comment=each.comment,
        measure=each.measure,
    )
    return Sent(each.indicator, given)


def _kept(
    found: Access, row: budget.BudgetYear, content: bytes, query: schemas.FileQuery
) -> budget.ReportFile:
    try:
        return budget.send_file(
            row,
            kind=budget.FileKind(query.kind),
            quarter=query.quarter,
            content=content,
            name=query.name,
            scope=query.scope,
            by=None,
            now=found.now,
        )
    except documents.DocumentsError as error:
        raise ApiProblem(
            "file-refused",
            detail=error.for_people(),
            remedy=_("Correct the file and send it under a new name of the sending."),
        ) from error
    except cycle.YearClosedError as error:
        raise ApiProblem(
            "year-closed",
            detail=error.for_people(),
            parameter="year",
            remedy=_("Send the file when the year is open again."),
        ) from error


def _file_answer(
    found: Access, file: budget.ReportFile, *, take: bool
) -> tuple[int, dict[str, Any]]:
    file, why = send_budget_file(found.key, file, take=take, now=found.now)
    reading = budget.reading_of(file)
    answer = facts.file_facts(file)
    for side, name in (("R", "revenue"), ("E", "expenditure")):
        totals = reading.totals(budget.Side(side))
        answer[name] = facts.money_facts(totals.as_json()) if totals.lines else None
    answer |= {
        "lines": len(reading.lines),
        "statements": len(reading.statements),
        "sent_at": file.sent_at.isoformat(),
        "taken_at": file.taken_at.isoformat() if file.taken_at else None,
        "remarks": [
            {"stops": each.is_stop, "where": each.where, "sentence": each.sentence}
            for each in budget.told(reading.findings)
        ],
    }
    if not why:
        return 201, answer
    problem = ApiProblem(
        "file-not-taken",
        detail=why,
        remedy=_(
            "Correct the file and send it under a new name of the sending, or put the "
            "draft right on the page of files of the budget."
        ),
        extra={"file": answer},
    )
    return 422, problem.document()
