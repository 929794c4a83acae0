"""The harvest of the base by OAI-PMH 2.0, for catalogues and libraries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from xml.etree.ElementTree import Element

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from miara.core.public_views import same_for_everybody
from miara.practices.domain.oai import FORMAT, OaiError, Request, read, span_of
from miara.practices.domain.sections import section
from miara.practices.exports import oai
from miara.practices.models import PracticeCard
from miara.practices.queries import harvest
from miara.units import public as units

#: Records of one answer.
PAGE: Final = 100
_SALT: Final = "practices.oai"
#: Nothing was published before there was a base.
_BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)


@same_for_everybody
@csrf_exempt  # the protocol asks for POST too; nothing is changed by either
@require_http_methods(["GET", "HEAD", "POST"])
def harvested(request: HttpRequest) -> HttpResponse:
    """Answer one request of a harvester. Texts are Polish, as the records are."""
    data = request.POST if request.method == "POST" else request.GET
    asked: Request | None = None
    with translation.override("pl"):
        try:
            asked = read({name: data.getlist(name) for name in data})
            content = _VERBS[asked.verb](asked)
        except OaiError as error:
            if error.code in {"badVerb", "badArgument"}:
                asked = None
            content = oai.error(error)
        now: datetime = request.received_at  # type: ignore[attr-defined]
        body = oai.document(asked, content, now=now)
    return HttpResponse(body, content_type="text/xml; charset=utf-8")


def _identify(asked: Request) -> Element:
    return oai.identify(harvest.earliest_change() or _BEGINNING)


def _formats(asked: Request) -> Element:
    if asked.get("identifier"):
        _card(asked.get("identifier"))
    return oai.formats()


def _sets(asked: Request) -> Element:
    if asked.get("resumptionToken"):
        raise OaiError("badResumptionToken", "All sets come in one answer.")
    return oai.sets("pl")


def _record(asked: Request) -> Element:
    _check_format(asked.get("metadataPrefix"))
    card = _card(asked.get("identifier"))
    return oai.records(asked.verb, [card], _units([card]), None)


def _list(asked: Request) -> Element:
    state = _state(asked)
    _check_format(state["metadataPrefix"])
    if state["set"] and section(state["set"]) is None:
        raise OaiError("noRecordsMatch", "There is no such set.")
    span = span_of(state["from"], state["until"])
    found = harvest.changed_cards(span, state["set"])
    page = harvest.page_of_changes(found, _after(state), PAGE)
    if not page:
        raise OaiError("noRecordsMatch", "Nothing changed in this span.")
    cards, rest = page[:PAGE], page[PAGE:]
    token = None
    if rest or state["cursor"]:
        total = max(found.count(), state["cursor"] + len(page))
        text = _token(state, cards) if rest else ""
        token = oai.Token(text, state["cursor"], total)
    if asked.verb == "ListIdentifiers":
        return oai.headers(cards, token)
    return oai.records(asked.verb, cards, _units(cards), token)


_VERBS: Final = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _record,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}


def _state(asked: Request) -> dict[str, Any]:
    """What a list is of, and how far it was read: the token knows it by itself."""
    names = ("metadataPrefix", "from", "until", "set")
    if not (text := asked.get("resumptionToken")):
        given = {name: asked.get(name) for name in names}
        return {**given, "verb": asked.verb, "cursor": 0, "after": None}
    try:
        found = signing.loads(text, salt=_SALT)
    except signing.BadSignature as error:
        raise OaiError("badResumptionToken", "This token is not ours.") from error
    if found["verb"] != asked.verb:
        raise OaiError("badResumptionToken", "This token is of another verb.")
    return dict(found)


def _token(state: dict[str, Any], cards: Sequence[PracticeCard]) -> str:
    last = cards[-1]
    stamp: datetime = last.stamp  # type: ignore[attr-defined]
    following = {
        **state,
        "cursor": state["cursor"] + len(cards),
        "after": [stamp.isoformat(), last.pk],
    }
    return signing.dumps(following, salt=_SALT, compress=True)


def _after(state: dict[str, Any]) -> tuple[datetime, int] | None:
    if not state["after"]:
        return None
    stamp, key = state["after"]
    return datetime.fromisoformat(stamp), int(key)


def _check_format(name: str) -> None:
    if name != FORMAT:
        raise OaiError("cannotDisseminateFormat", f"Records come as {FORMAT} only.")


def _card(identifier: str) -> PracticeCard:
    number = oai.number_in(identifier)
    card = harvest.harvested_card(number) if number is not None else None
    if card is None:
        raise OaiError("idDoesNotExist", "There is no record of this name.")
    return card


def _units(cards: Sequence[PracticeCard]) -> dict[str, units.UnitFacts]:
    uids = {card.unit_uid for card in cards if card.live}
    uids |= {row.unit_uid for card in cards if card.live for row in card.partners.all()}
    return units.units_by_uid(uids - {""})
